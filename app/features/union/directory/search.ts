import { readIdentityNumber } from '../identity-number.ts'
import { readMemberNumber } from '../member-number.ts'
import { readPhone } from '../members.ts'

/** What somebody typed into the one field that finds members. */
export type Search =
  | { kind: 'everybody' }
  | { kind: 'number'; number: string }
  /** Whole and sealed on the roll: found by their hashes, never carried in an address. */
  | { kind: 'phone'; phone: string }
  | { kind: 'identity'; identityNumber: string }
  /** The last four digits of a phone. */
  | { kind: 'ending'; digits: string }
  | { kind: 'name'; name: string }
  /** Pinyin, all of it or its initials: "wangxiuying", "wxy", "Xiu Ying". */
  | { kind: 'sounds'; sounds: string }
  /** A number with a slip in it: it may be all but one digit of somebody's phone, and is carried nowhere either. */
  | { kind: 'unreadable' }

/** The longest that is looked for, in characters. */
export const longestSearch = 40

/** Reads the one field: a member number, a phone or its ending, an identity number, else a name in characters or letters. */
export function readSearch(typed: string): Search {
  const text = typed.normalize('NFKC').replace(/\s+/g, ' ').trim().slice(0, longestSearch)
  if (text === '') return { kind: 'everybody' }
  const number = readMemberNumber(text)
  if (number !== null) return { kind: 'number', number }
  const phone = readPhone(text)
  if (phone !== null) return { kind: 'phone', phone }
  const identityNumber = readIdentityNumber(text)
  if (identityNumber !== null) return { kind: 'identity', identityNumber }
  if (/^\d{4}$/.test(text)) return { kind: 'ending', digits: text }
  if (/(?:\d\D{0,2}){5}/.test(text)) return { kind: 'unreadable' }
  const sounds = text.toLowerCase().replace(/[^a-z0-9]/g, '')
  const isSounds = /^[\p{Script=Latin}\d '’.-]+$/u.test(text) && sounds !== ''
  return isSounds ? { kind: 'sounds', sounds } : { kind: 'name', name: text.replaceAll(' ', '') }
}
