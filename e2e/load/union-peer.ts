/**
 * What an import cannot be faster than, in a process of its own: `union-peer.ts read FILE` reads a roll's file and keeps nothing of
 * it, `union-peer.ts copy URL ROWS` copies as many rows into a table without keys, indexes or checks. Prints the seconds.
 */
import { parse } from 'csv-parse'
import ExcelJS from 'exceljs'
import { createReadStream } from 'node:fs'
import process from 'node:process'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from } from 'pg-copy-streams'
import { rollRow } from './roll-file.ts'

async function readWorkbook(file: string): Promise<number> {
  let rows = 0
  const options = { sharedStrings: 'cache', styles: 'cache', worksheets: 'emit' } as const
  const reader = new ExcelJS.stream.xlsx.WorkbookReader(file, {
    ...options,
    hyperlinks: 'ignore',
    entries: 'ignore',
  })
  for await (const sheet of reader) for await (const row of sheet) rows += row.cellCount > 0 ? 1 : 0
  return rows
}

async function readText(file: string): Promise<number> {
  let rows = 0
  const parser = createReadStream(file).pipe(parse({ relax_column_count: true }))
  for await (const record of parser as AsyncIterable<string[]>) rows += record.length > 0 ? 1 : 0
  return rows
}

async function copy(url: string, rows: number): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const columns = rollRow(1).map((_, place) => `c${place} text`)
  await client.query(`CREATE TABLE roll_peer (${columns.join(', ')})`)
  try {
    const lines = Array.from({ length: rows }, (_, place) => `${rollRow(place + 1).join('\t')}\n`)
    await pipeline(Readable.from(lines), client.query(from('COPY roll_peer FROM STDIN')))
    return rows
  } finally {
    await client.query('DROP TABLE roll_peer')
    await client.end()
  }
}

const [way = '', place = '', count = ''] = process.argv.slice(2)
const began = performance.now()
const rows =
  way === 'copy'
    ? await copy(place, Number(count))
    : await (place.endsWith('.csv') ? readText : readWorkbook)(place)
process.stdout.write(JSON.stringify({ rows, seconds: (performance.now() - began) / 1000 }))
