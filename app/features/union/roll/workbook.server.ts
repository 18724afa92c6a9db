import ExcelJS from 'exceljs'
import { Readable } from 'node:stream'
import { mostColumns } from './columns.ts'
import type { Cell, SheetRow } from './cells.ts'
import type { RollFile } from './table.server.ts'

/** The visible sheets of a workbook, each row by row. Each is to be read to its end before the next. */
export async function* workbookSheets(file: RollFile): AsyncGenerator<AsyncIterable<SheetRow>> {
  const stream = await file.read()
  const reader = new ExcelJS.stream.xlsx.WorkbookReader(stream, {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    entries: 'ignore',
  })
  keepLettersWhole(reader)
  try {
    for await (const sheet of reader) {
      const { state } = sheet as unknown as { state?: string }
      const rows = rowsOf(sheet)
      if (state === 'hidden' || state === 'veryHidden') await readToEnd(rows)
      else yield rows
    }
  } finally {
    stream.destroy()
  }
}

/** What exceljs reads the parts of a workbook by. */
interface PartReader {
  _parseSharedStrings(entry: AsyncIterable<Uint8Array | string>): AsyncGenerator
  _parseWorksheet(chunks: AsyncIterable<Uint8Array | string>, sheet: string): Iterable<unknown>
}

/**
 * exceljs makes text of each chunk of bytes by itself: a Chinese letter that lies over the edge of two would become three
 * signs that are none. Handed text, it leaves it as it is.
 */
function keepLettersWhole(reader: object): void {
  const parts = reader as PartReader
  const { _parseSharedStrings: sharedStrings, _parseWorksheet: worksheet } = parts
  parts._parseSharedStrings = (entry) => sharedStrings.call(parts, Readable.from(textOf(entry)))
  parts._parseWorksheet = (chunks, sheet) => worksheet.call(parts, textOf(chunks), sheet)
}

async function* textOf(chunks: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  for await (const chunk of chunks)
    yield typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}

async function* rowsOf(sheet: AsyncIterable<ExcelJS.Row>): AsyncGenerator<SheetRow> {
  for await (const row of sheet) {
    const cells: Cell[] = []
    const width = Math.min(row.cellCount, mostColumns)
    for (let column = 1; column <= width; column++) cells.push(cellOf(row.getCell(column).value))
    yield { line: row.number, cells }
  }
}

/** What the sheet shows, without its looks: a formula's result, a link's words. */
function cellOf(value: ExcelJS.CellValue | undefined): Cell {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return value === '' ? null : value
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (value instanceof Date) return dayOf(value)
  if ('richText' in value) return value.richText.map(({ text }) => text).join('')
  if ('text' in value) return cellOf(value.text)
  if ('result' in value) return cellOf(value.result)
  if ('error' in value) return value.error
  return null
}

/** Spreadsheets know no zone: their midnight is kept as midnight UTC. */
function dayOf(date: Date): string | null {
  return Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, 10)
}

async function readToEnd(rows: AsyncIterable<unknown>): Promise<void> {
  for await (const row of rows) void row
}
