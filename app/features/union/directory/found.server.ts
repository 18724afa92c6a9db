import { Prisma } from '#app/generated/prisma/client.ts'
import { lookupHash } from '#app/kernel/personal.server.ts'
import { soundsOfPerson } from '../sounds.server.ts'
import type { Search } from './search.ts'

/** The condition that `member m` is whom a search means. Each kind has its index. */
export function isFound(search: Search): Prisma.Sql {
  switch (search.kind) {
    case 'everybody':
      return Prisma.sql`true`
    case 'unreadable':
      return Prisma.sql`false`
    case 'number':
      return Prisma.sql`m.number = ${search.number}`
    case 'phone':
      return Prisma.sql`m.phone_hash = ${lookupHash(search.phone)}`
    case 'identity':
      return Prisma.sql`m.identity_hash = ${lookupHash(search.identityNumber)}`
    case 'ending':
      return Prisma.sql`m.phone_last4 = ${search.digits}`
    case 'sounds':
      return sounds(search.sounds)
    case 'name':
      return named(search.name)
  }
}

/** Part of a name in characters; where letters stand among them, what it sounds like. */
function named(name: string): Prisma.Sql {
  if (/[a-z]/i.test(name)) return sounds(soundsOfPerson(name).split(' ')[0] ?? '')
  return Prisma.sql`m.name LIKE ${`%${asWritten(name)}%`}`
}

/** Two letters are looked for where a word begins: the index knows three letters, or two and the gap before them. */
function sounds(letters: string): Prisma.Sql {
  if (letters.length > 2) return Prisma.sql`m.pinyin LIKE ${`%${letters}%`}`
  return Prisma.sql`(m.pinyin LIKE ${`${letters}%`} OR m.pinyin LIKE ${`% ${letters}%`})`
}

function asWritten(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}
