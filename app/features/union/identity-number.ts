import type { Sex } from '#app/generated/prisma/enums.ts'

/*
 * The identity number of GB 11643: six digits of a place, eight of the birthday, three in order (odd: male), and a check
 * character by ISO 7064 MOD 11-2.
 */

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const checkCharacters = '10X98765432'

/** As it is kept: without what people put between the digits, the last one large; null where it cannot be one. */
export function readIdentityNumber(text: string): string | null {
  const number = text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
  if (!/^[1-9]\d{16}[\dX]$/.test(number)) return null
  return checkOf(number) === number.at(-1) && birthdayOf(number) !== null ? number : null
}

/** The check character for the first seventeen digits. */
export function checkOf(number: string): string {
  const sum = weights.reduce((total, weight, place) => total + weight * Number(number[place]), 0)
  return checkCharacters[sum % 11] ?? ''
}

/** The month that it says she was born in ("1974-09"), and her sex. */
export function saidBy(number: string): { birthMonth: string; sex: Sex } {
  const birthMonth = `${number.slice(6, 10)}-${number.slice(10, 12)}`
  return { birthMonth, sex: Number(number[16]) % 2 === 1 ? 'male' : 'female' }
}

function birthdayOf(number: string): Date | null {
  const [year, month, day] = [number.slice(6, 10), number.slice(10, 12), number.slice(12, 14)]
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`)
  const isReal = !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(day)
  return isReal && date.getUTCFullYear() >= 1900 ? date : null
}
