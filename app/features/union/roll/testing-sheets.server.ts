import ExcelJS from 'exceljs'
import { messyColumns, messyHead, type MessyCell, type MessyRow } from './testing-roll.ts'

export interface MessyFile {
  bytes: Buffer
  /** Which line of the file each row stands on. */
  lines: number[]
}

const above = 4

/** The roll as a workbook: an explanation on the first sheet, titles and notes above the head, merged cells, hidden rows. */
export async function asWorkbook(rows: readonly MessyRow[]): Promise<MessyFile> {
  const book = new ExcelJS.Workbook()
  const notes = book.addWorksheet('填表说明')
  notes.addRow(['请各工会认真填写'])
  notes.addRow(['一、姓名以身份证为准'])
  book.addWorksheet('字典', { state: 'hidden' }).addRow(['姓名', '性别', '手机号'])
  const sheet = book.addWorksheet('名册')
  sheet.addRow(['红岛街道工会会员名册'])
  sheet.mergeCells(1, 1, 1, messyColumns.length)
  sheet.addRow(['填表单位：红岛街道总工会', null, null, null, '填表日期：2026年11月'])
  sheet.addRow([])
  sheet.addRow(messyColumns.map((column) => messyHead[column]))
  for (const { cells, hidden } of rows) {
    const row = sheet.addRow(messyColumns.map((column) => workbookValue(cells[column] ?? null)))
    messyColumns.forEach((column, place) => {
      if (isSerial(cells[column])) row.getCell(place + 1).numFmt = 'yyyy/m/d'
    })
    if (hidden) row.hidden = true
  }
  book.addWorksheet('别的').addRow(['姓名', '手机号'])
  return {
    bytes: Buffer.from(await book.xlsx.writeBuffer()),
    lines: rows.map((_, place) => above + 1 + place),
  }
}

/** The same as text: what Excel writes where a clerk saves it as CSV. */
export function asText(rows: readonly MessyRow[], delimiter = ','): { text: string; lines: number[] } {
  const head = [
    '红岛街道工会会员名册',
    '',
    '',
    messyColumns.map((column) => messyHead[column]).join(delimiter),
  ]
  head[1] = `填表单位：红岛街道总工会${delimiter.repeat(4)}填表日期：2026年11月`
  const body = rows.map(({ cells }) =>
    messyColumns.map((column) => quoted(textValue(cells[column] ?? null), delimiter)).join(delimiter),
  )
  return { text: [...head, ...body].join('\r\n'), lines: rows.map((_, place) => above + 1 + place) }
}

function workbookValue(cell: MessyCell): ExcelJS.CellValue {
  if (cell === null || typeof cell !== 'object') return cell
  if ('serial' in cell) return new Date(`${cell.serial}T00:00:00Z`)
  if ('rich' in cell) return { richText: cell.rich.map((text) => ({ text })) }
  if ('link' in cell) return { text: cell.link, hyperlink: `tel:${cell.link}` }
  return { formula: 'A1', result: cell.formula }
}

function textValue(cell: MessyCell): string {
  if (cell === null || typeof cell !== 'object') return cell === null ? '' : String(cell)
  if ('serial' in cell) return cell.serial.replace(/-0?/g, '/')
  if ('rich' in cell) return cell.rich.join('')
  return 'link' in cell ? cell.link : String(cell.formula)
}

function isSerial(cell: MessyCell | undefined): boolean {
  return typeof cell === 'object' && cell !== null && 'serial' in cell
}

function quoted(text: string, delimiter: string): string {
  return text.includes(delimiter) || text.includes('"') ? `"${text.replaceAll('"', '""')}"` : text
}
