import { checkDigit } from '#app/kernel/check-digit.ts'
import { formatDay } from '#app/kernel/clock.ts'
import type { Language } from '#app/kernel/i18n/languages.ts'

/** "HD-2026-000123-4": the year, the next number of all, and a digit that shows a mistyped one. */
export function certificateNumber({ year, serial }: { year: number; serial: number }): string {
  const digits = `${year}${String(serial).padStart(6, '0')}`
  return `HD-${year}-${digits.slice(4)}-${checkDigit(digits)}`
}

/** The number as it is kept, however it was typed; null where it cannot be one of ours. */
export function readCertificateNumber(typed: string): string | null {
  const match = /^HD-?(\d{4})-?(\d{6})-?(\d)$/.exec(
    typed
      .trim()
      .toUpperCase()
      .replace(/[\s—–－]+/g, '-'),
  )
  if (match === null) return null
  const [, year = '', serial = '', check = ''] = match
  return check === checkDigit(year + serial) ? `HD-${year}-${serial}-${check}` : null
}

/** A holder's name as strangers see it: 王**. */
export function maskedName(name: string): string {
  return `${[...name.trim()][0] ?? ''}**`
}

/** The day on a certificate, always with its year. */
export function dayOfIssue(moment: number, language: Language): string {
  return formatDay(moment, language, 0)
}
