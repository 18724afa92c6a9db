/** Months from the first to the last, both with it: "2026-01". */
export interface Period {
  from: string
  to: string
}

/** When a period begins, and the moment that it does not reach any more: its end, or now. */
export interface Span {
  from: Date
  end: Date
}

/** Before it nothing is asked for: no roll goes back further. */
const firstMonth = '1950-01'
/** So many months are shown one by one; a longer period year by year. */
const mostMonths = 24

/** The month in Qingdao. */
export function monthAt(now: Date): string {
  return new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 7)
}

/** "2026-01" of "2026-1", "2026/01", "202601" or "2026年1月"; null where it is no month. */
export function readMonth(text: string): string | null {
  const match = /^(\d{4})\D?(\d{1,2})\D?$/.exec(text.normalize('NFKC').trim())
  const month = Number(match?.[2])
  if (match === null || month < 1 || month > 12) return null
  return `${match[1]}-${String(month).padStart(2, '0')}`
}

/** What is asked for, in its order and up to this month; where nothing is said, this year so far. */
export function periodOf(asked: { from?: string | null; to?: string | null }, now: Date): Period {
  const current = monthAt(now)
  const within = (month: string) => (month > current ? current : month < firstMonth ? firstMonth : month)
  const to = within(readMonth(asked.to ?? '') ?? current)
  const from = within(readMonth(asked.from ?? '') ?? `${to.slice(0, 4)}-01`)
  return from <= to ? { from, to } : { from: to, to: from }
}

/** Both moments, by the clock of Qingdao. */
export function spanOf({ from, to }: Period, now: Date): Span {
  const end = startOf(monthAfter(to))
  return { from: startOf(from), end: end > now ? now : end }
}

/** The period in steps that follow one another: month by month, or year by year where it is long. */
export function stepsOf({ from, to }: Period): Period[] {
  const steps: Period[] = []
  const isLong = monthNumber(to) - monthNumber(from) >= mostMonths
  for (let month = from; month <= to; month = monthAfter(steps.at(-1)?.to ?? month)) {
    const last = isLong ? `${month.slice(0, 4)}-12` : month
    steps.push({ from: month, to: last > to ? to : last })
  }
  return steps
}

export function monthBefore(month: string): string {
  return monthOfNumber(monthNumber(month) - 1)
}

function monthAfter(month: string): string {
  return monthOfNumber(monthNumber(month) + 1)
}

function monthNumber(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1
}

function monthOfNumber(number: number): string {
  return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`
}

function startOf(month: string): Date {
  return new Date(`${month}-01T00:00:00+08:00`)
}
