import { readable, type Cell } from './cells.ts'

/** A day or a month as a spreadsheet has it; `day` is null where only the month is said. */
export interface SaidDay {
  year: number
  month: number
  day: number | null
}

const separated = /^(\d{4})\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2}))?\s*[月日号]?(?:[ T]\d{1,2}:.*)?$/
const run = /^((?:19|20)\d{2})(\d{2})(\d{2})?$/
/** Days of spreadsheets count from here; between them lie 1905 and 2064, so that no year is taken for a day. */
const serials = { offset: 25_569, least: 2_200, most: 60_000 }

/** `unclear` where 1974.1 may be January, or October that lost its nought; null where it is no day at all. */
export function readDay(cell: Cell | undefined): SaidDay | 'unclear' | null {
  const text = readable(cell).replace(/\.0+$/, '')
  if (text === '') return null
  if (/^\d{4}\.1$/.test(text)) return 'unclear'
  const match = separated.exec(text) ?? run.exec(text)
  if (match !== null) return checked(Number(match[1]), Number(match[2]), match[3] ? Number(match[3]) : null)
  return /^\d{4,5}$/.test(text) ? serialDay(Number(text)) : null
}

function serialDay(serial: number): SaidDay | null {
  if (serial < serials.least || serial > serials.most) return null
  const date = new Date((serial - serials.offset) * 86_400_000)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

function checked(year: number, month: number, day: number | null): SaidDay | null {
  if (month < 1 || month > 12) return null
  if (day === null) return { year, month, day }
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return day >= 1 && day <= last ? { year, month, day } : null
}

/** "1974-09". */
export function monthText({ year, month }: SaidDay): string {
  return `${year}-${String(month).padStart(2, '0')}`
}

/** "2024-03-05"; the first of the month where no day is said. */
export function dayText(said: SaidDay): string {
  return `${monthText(said)}-${String(said.day ?? 1).padStart(2, '0')}`
}
