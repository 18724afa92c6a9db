import ExcelJS from 'exceljs'
import { z } from 'zod'
import type { Handed } from '#app/kernel/workers.server.ts'

const Sheets = z.array(
  z.object({
    name: z.string(),
    about: z.array(z.string()),
    headings: z.array(z.string()),
    rows: z.array(z.array(z.union([z.string(), z.number()]))),
  }),
)

/** In characters of a sheet. */
const [wide, narrow] = [34, 16]

/** Writes figures as a workbook, in a thread of its own. */
export async function work({ task }: Handed): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  for (const { name, about, headings, rows } of Sheets.parse(task)) {
    const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: about.length + 1 }] })
    sheet.columns = headings.map((_, place) => ({ width: place === 0 ? wide : narrow }))
    for (const line of about) sheet.addRow([line])
    sheet.addRow(headings).font = { bold: true }
    for (const row of rows) sheet.addRow(row)
  }
  return new Uint8Array(await book.xlsx.writeBuffer())
}
