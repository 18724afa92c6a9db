import { isBlank, readable, type Cell, type SheetRow } from './cells.ts'
import { afterThePeople, countHeadings } from './column-words.ts'
import { isHeading, isNameHeading, plainHeading } from './columns.ts'

/** So many rows at the beginning of a sheet are looked at to find its head: titles and notes stand above it. */
export const rowsBeforeHead = 40

export interface Head {
  /** Where the head is among the rows looked at; two where it takes two rows. */
  index: number
  rows: 1 | 2
  headings: string[]
}

/** The row that names the columns; null where none does. */
export function findHead(rows: readonly SheetRow[]): Head | null {
  const counts = rows.map(({ cells }) => cells.filter((cell) => isHeading(cell)).length)
  const named = rows.findIndex(({ cells }, index) => (counts[index] ?? 0) >= 2 && cells.some(isNameHeading))
  const best = named >= 0 ? named : bestOf(counts)
  const head = rows[best]
  if (head === undefined) return null
  const below = rows[best + 1]
  if (below === undefined || !isSecondHead(head.cells, below.cells))
    return { index: best, rows: 1, headings: head.cells.map(readable) }
  const width = Math.max(head.cells.length, below.cells.length)
  const headings = Array.from({ length: width }, (_, column) =>
    readable(below.cells[column]) === '' ? readable(head.cells[column]) : readable(below.cells[column]),
  )
  return { index: best, rows: 2, headings }
}

/** Without a column of names two known headings must do, such as 会员 beside 手机 and 身份证号. */
function bestOf(counts: readonly number[]): number {
  const most = Math.max(0, ...counts)
  return most >= 2 ? counts.indexOf(most) : -1
}

/** Under a heading that spans columns stand their own: 联系方式 over 手机 and 座机. */
function isSecondHead(head: readonly Cell[], below: readonly Cell[]): boolean {
  const name = head.findIndex((cell) => isNameHeading(cell))
  const filled = below.filter((cell) => readable(cell) !== '')
  return readable(below[name]) === '' && filled.length > 0 && filled.every((cell) => isHeading(cell))
}

/** Which columns only count the rows. */
export function countColumns(headings: readonly string[]): number[] {
  return headings.flatMap((heading, column) => (countHeadings.test(plainHeading(heading)) ? [column] : []))
}

/**
 * Whether a row is about a person at all: not blank (a number alone is blank), not the head again as printed pages repeat it,
 * not what stands below the people.
 */
export function isAboutSomebody(
  cells: readonly Cell[],
  { headings, counting }: { headings: readonly string[]; counting: readonly number[] },
): boolean {
  const telling = cells.map((cell, column) => (counting.includes(column) ? null : cell))
  if (isBlank(telling)) return false
  const filled = cells.map((cell) => readable(cell)).filter((text) => text !== '')
  if (afterThePeople.test(filled[0] ?? '')) return false
  return !headings.every((heading, column) => readable(cells[column]) === heading)
}
