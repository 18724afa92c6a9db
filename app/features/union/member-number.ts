import { checkDigit } from '#app/kernel/check-digit.ts'

/**
 * The nine digits of a member's card for the eight that the sequence gave out: the last is Luhn's check digit, so that a
 * slip while typing is noticed.
 */
export function memberNumberOf(eight: number | bigint): string {
  const digits = String(eight).padStart(8, '0')
  return digits + checkDigit(digits)
}

/** The number as it is kept ("100000017"), whatever stands between its digits; null where a digit is wrong. */
export function readMemberNumber(text: string): string | null {
  const number = text.normalize('NFKC').replace(/[\s-]/g, '')
  if (!/^\d{9}$/.test(number)) return null
  return checkDigit(number.slice(0, 8)) === number[8] ? number : null
}

/** "100 000 017", as it stands on the card. */
export function spacedMemberNumber(number: string): string {
  return number.replace(/(\d{3})(?=\d)/g, '$1 ')
}
