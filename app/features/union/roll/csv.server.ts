import { parse } from 'csv-parse'
import { Readable } from 'node:stream'
import type { SheetRow } from './cells.ts'
import type { RollFile } from './table.server.ts'

const delimiters = [',', ';', '\t'] as const
/** So much of the beginning shows what stands between the cells, in characters. */
const probe = 20_000
/** A row longer than this is none: a quotation mark was never closed. In characters. */
const longestRow = 200_000

/** The rows of a text file of cells. Its encoding and what stands between its cells are found out, not asked. */
export async function* csvRows(file: RollFile): AsyncGenerator<SheetRow> {
  const encoding = await encodingOf(file)
  const text = decoded(file, encoding)
  const { beginning, rest } = await beginningOf(text)
  const parser = parse({
    delimiter: delimiterOf(beginning),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: longestRow,
  })
  const whole = Readable.from(joined(beginning, rest))
  whole.on('error', (error) => parser.destroy(error)).pipe(parser)
  let line = 0
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      line += 1
      yield { line, cells: record.map((cell) => (cell === '' ? null : cell)) }
    }
  } finally {
    whole.destroy()
    parser.destroy()
  }
}

type Encoding = 'utf-8' | 'utf-16le' | 'gb18030'

/** UTF-8 where every byte of it is; else what Excel writes in China. */
async function encodingOf(file: RollFile): Promise<Encoding> {
  const strict = new TextDecoder('utf-8', { fatal: true })
  let isFirst = true
  try {
    for await (const chunk of (await file.read()) as AsyncIterable<Buffer>) {
      if (isFirst && chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le'
      isFirst = false
      strict.decode(chunk, { stream: true })
    }
    strict.decode()
    return 'utf-8'
  } catch (error) {
    if (error instanceof TypeError) return 'gb18030'
    throw error
  }
}

async function* decoded(file: RollFile, encoding: Encoding): AsyncGenerator<string> {
  // The mark at the beginning is taken off by the decoder.
  const decoder = new TextDecoder(encoding)
  for await (const chunk of (await file.read()) as AsyncIterable<Buffer>)
    yield decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}

async function beginningOf(
  text: AsyncGenerator<string>,
): Promise<{ beginning: string; rest: AsyncGenerator<string> }> {
  let beginning = ''
  while (beginning.length < probe) {
    const next = await text.next()
    if (next.done) break
    beginning += next.value
  }
  return { beginning, rest: text }
}

function delimiterOf(beginning: string): string {
  const unquoted = beginning.slice(0, probe).replace(/"[^"]*"/g, '')
  const counts = delimiters.map((delimiter) => unquoted.split(delimiter).length - 1)
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ','
}

async function* joined(beginning: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield beginning
  yield* rest
}
