import ExcelJS from 'exceljs'
import { z } from 'zod'
import type { Handed } from '#app/kernel/workers.server.ts'

const Sheet = z.object({
  name: z.string(),
  about: z.array(z.string()),
  headings: z.array(z.string()),
  rows: z.array(z.array(z.string())),
})

/** In characters of a sheet. */
const width = 18

/** Writes an attendance list as a workbook, in a thread of its own; every cell is text, whatever it begins with. */
export async function work({ task }: Handed): Promise<Uint8Array> {
  const { name, about, headings, rows } = Sheet.parse(task)
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: about.length + 1 }] })
  sheet.columns = headings.map(() => ({ width, style: { numFmt: '@' } }))
  for (const line of about) sheet.addRow([line])
  sheet.addRow(headings).font = { bold: true }
  for (const row of rows) sheet.addRow(row.map((cell) => (cell === '' ? null : cell)))
  return new Uint8Array(await book.xlsx.writeBuffer())
}
