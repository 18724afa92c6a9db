import { z } from 'zod'
import type { Employment, Sex, Trade } from '#app/generated/prisma/enums.ts'
import { PhoneNumber } from '../identity/index.forms.ts'
import { readIdentityNumber } from './identity-number.ts'

/** Somebody as a union keeps her; what is not known is null. */
export interface MemberFields {
  name: string
  /** Eleven digits. */
  phone: string | null
  /** Eighteen characters, checked. */
  identityNumber: string | null
  sex: Sex | null
  /** "1974-09". */
  birthMonth: string | null
  trade: Trade | null
  employment: Employment
}

/** Nobody on the roll is younger or older, in years. */
export const ages = { least: 16, most: 110 }

/** A name as on an identity card: Chinese with its middle dots, or Latin. NFKC, single spaces. */
export function readName(text: string): string | null {
  const name = text
    .normalize('NFKC')
    .replace(/[•‧・･∙]/g, '·')
    .replace(/\s+/g, ' ')
    .trim()
  // Spreadsheets align names of two characters by a space: 王 丽.
  const joined = /^\p{Script=Han}( \p{Script=Han}){1,3}$/u.test(name) ? name.replaceAll(' ', '') : name
  return /^[\p{L}\p{M}][\p{L}\p{M}·' .-]{0,39}$/u.test(joined) && joined.length >= 2 ? joined : null
}

/** A mobile number of the mainland, with or without +86 and what people put between the digits; null where it is none. */
export function readPhone(text: string): string | null {
  const plain = text.normalize('NFKC').replace(/[().]/g, '').replace(/^00/, '')
  return PhoneNumber.safeParse(plain).data ?? null
}

/** A month ("1974-09") that somebody of working age or older can be born in; null for another or for none. */
export function readBirthMonth(text: string, now: Date): string | null {
  const match = /^(\d{4})-(\d{2})$/.exec(text)
  if (match === null) return null
  const [year, month] = [Number(match[1]), Number(match[2])]
  if (month < 1 || month > 12) return null
  const months = (now.getUTCFullYear() - year) * 12 + now.getUTCMonth() + 1 - month
  return months >= ages.least * 12 && months <= ages.most * 12 ? text : null
}

/** The column's value for a month: its first day. */
export function monthColumn(month: string | null): Date | null {
  return month === null ? null : new Date(`${month}-01T00:00:00Z`)
}

/** The month of a column. */
export function monthOf(column: Date | null): string | null {
  return column === null ? null : column.toISOString().slice(0, 7)
}

type Reader<Value> = (text: string) => Value | null

/** A field of a form that is read by one of these rules; what cannot be read is refused with `message`. */
function readBy<Value>(read: Reader<Value>, message: string) {
  return z.string().transform((text, context) => {
    const value = read(text)
    if (value !== null) return value
    context.issues.push({ code: 'custom', message, input: text })
    return z.NEVER
  })
}

export const NameField = readBy(readName, 'union:form.name')
export const PhoneField = readBy(readPhone, 'union:form.phone')
export const IdentityNumberField = readBy(readIdentityNumber, 'union:form.identityNumber')
export const BirthMonthField = readBy((text) => readBirthMonth(text, new Date()), 'union:form.birthMonth')
