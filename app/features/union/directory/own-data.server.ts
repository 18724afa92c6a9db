import { database, type Transaction } from '#app/kernel/database.server.ts'
import type { Json } from '#app/kernel/json.ts'
import { gatherAll, type PersonalParts } from '#app/kernel/personal-data.server.ts'
import { openPersonal } from '#app/kernel/personal.server.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { listLooks } from './looks.server.ts'
import { factsOf, memberWithHistory } from './member-view.server.ts'
import type { OwnData } from './member.ts'

/** So many looks are shown; the rest she finds in what she downloads. */
const shownLooks = 50

/** What the union keeps of whoever asks, and who looked at it. */
export async function findOwnData(personId: string): Promise<OwnData> {
  const person = await database().person.findUniqueOrThrow({
    where: { id: personId },
    select: { name: true, phoneCipher: true },
  })
  const account = { name: person.name, phone: person.phoneCipher && openPersonal(person.phoneCipher) }
  const row = await database().member.findFirst({
    where: { personId, erasedAt: null },
    include: memberWithHistory,
  })
  if (row === null) return { account, member: null, looks: [] }
  const member = {
    ...factsOf(row),
    phone: row.phoneCipher && openPersonal(row.phoneCipher),
    identityNumber: row.identityCipher && openPersonal(row.identityCipher),
  }
  return { account, member, looks: await listLooks(database(), row.id, shownLooks) }
}

/** All that the platform keeps of whoever asks, to be taken away: readable JSON. That she took it is on record. */
export async function downloadOwnData(
  personId: string,
  parts: PersonalParts<string>,
  now = new Date(),
): Promise<Json> {
  const actor = { kind: 'person', id: personId } as const
  const outcome = await transact(
    { actor, action: 'person.download', subject: `person:${personId}` },
    async (tx) => ({
      format: 'hongdao-personal-data',
      version: 1,
      writtenAt: now.toISOString(),
      ...(await gatherAll(tx, parts, { personId, memberId: await memberIdOf(tx, personId) })),
    }),
  )
  if (!outcome.ok) throw new Error('handing out one’s own data refuses nothing')
  return outcome.value
}

async function memberIdOf(tx: Transaction, personId: string): Promise<string | null> {
  const where = { personId, erasedAt: null }
  return (await tx.member.findFirst({ where, select: { id: true } }))?.id ?? null
}
