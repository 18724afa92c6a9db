import type { Readable } from 'node:stream'
import { isBlank, readable, type Cell, type SheetRow } from './cells.ts'
import { mostColumns } from './columns.ts'
import { csvRows } from './csv.server.ts'
import { countColumns, findHead, isAboutSomebody, rowsBeforeHead } from './head.ts'
import { workbookSheets } from './workbook.server.ts'

/** What a roll's file can be, by its content type as the bytes tell it. */
export const rollFileTypes = {
  workbook: [
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    // Some programs write the parts of a workbook in an order by which it is only known for an archive.
    'application/zip',
  ],
  text: ['text/plain'],
} as const

export interface RollFile {
  contentType: string
  /** Opens it from its beginning; it may be read more than once. */
  read: () => Promise<Readable>
}

/** A roll as it comes out of its file: first what its columns are called, then a row for each person. */
export type RollPart = { headings: string[] } | SheetRow

/** Cells longer than this are cut: nothing that a roll tells of somebody is as long. */
const longestCell = 500

/**
 * Reads a roll's file row by row. The first sheet that has a head is taken; where none has, the first with two columns, and
 * its first row counts as the head. Yields nothing where there is no table at all.
 */
export async function* readTable(file: RollFile): AsyncGenerator<RollPart> {
  for (const mustBeHead of [true, false]) {
    let found = false
    for await (const sheet of sheetsOf(file)) {
      for await (const part of peopleOf(sheet, { mustBeHead })) {
        found = true
        yield part
      }
      if (found) return
    }
  }
}

function sheetsOf(file: RollFile): AsyncIterable<AsyncIterable<SheetRow>> {
  return rollFileTypes.text.some((type) => type === file.contentType)
    ? onlySheet(csvRows(file))
    : workbookSheets(file)
}

async function* onlySheet(rows: AsyncIterable<SheetRow>): AsyncGenerator<AsyncIterable<SheetRow>> {
  yield await Promise.resolve(rows)
}

async function* peopleOf(
  sheet: AsyncIterable<SheetRow>,
  { mustBeHead }: { mustBeHead: boolean },
): AsyncGenerator<RollPart> {
  const first: SheetRow[] = []
  let table: Table | null = null
  for await (const { line, cells } of sheet) {
    if (isBlank(cells)) continue
    const row = { line, cells: cells.slice(0, mostColumns).map(shortened) }
    if (first.length < rowsBeforeHead) {
      first.push(row)
      if (first.length < rowsBeforeHead) continue
      table = begin(first, mustBeHead)
      if (table !== null) yield* table.parts
    } else if (table !== null && isAboutSomebody(row.cells, table)) yield row
    // A sheet without a head is read to its end all the same: the next one stands behind it in the file.
  }
  if (first.length < rowsBeforeHead) yield* begin(first, mustBeHead)?.parts ?? []
}

interface Table {
  headings: string[]
  counting: number[]
  parts: RollPart[]
}

function begin(first: readonly SheetRow[], mustBeHead: boolean): Table | null {
  const head = findHead(first) ?? (mustBeHead ? null : firstOfTwo(first))
  if (head === null) return null
  const { headings } = head
  const counting = countColumns(headings)
  const people = first
    .slice(head.index + head.rows)
    .filter(({ cells }) => isAboutSomebody(cells, { headings, counting }))
  return { headings, counting, parts: [{ headings }, ...people] }
}

function firstOfTwo(rows: readonly SheetRow[]) {
  const index = rows.findIndex(({ cells }) => cells.filter((cell) => readable(cell) !== '').length >= 2)
  const row = rows[index]
  return row === undefined ? null : { index, rows: 1, headings: row.cells.map(readable) }
}

function shortened(cell: Cell): Cell {
  return typeof cell === 'string' && cell.length > longestCell ? cell.slice(0, longestCell) : cell
}
