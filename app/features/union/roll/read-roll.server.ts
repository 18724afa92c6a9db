import { database, type Transaction } from '#app/kernel/database.server.ts'
import { dropFile, openFile } from '#app/kernel/files.server.ts'
import { log } from '#app/kernel/log.server.ts'
import { sealPersonal } from '#app/kernel/personal.server.ts'
import { transact } from '#app/kernel/transact.server.ts'
import type { Cell, SheetRow } from './cells.ts'
import { guessColumns } from './columns.ts'
import { RollFailure } from './roll-failure.ts'
import { mostRows } from './roll.ts'
import { readTable, type RollPart } from './table.server.ts'

const batchRows = 1000
/** The columns are guessed by so many rows. */
const sampleRows = 60

/**
 * Reads the file of an import into its lines, each sealed as it was, and guesses the columns. Gives up the file once all is
 * kept. Begins anew where it was broken off; does nothing where the file is read already. Throws `RollFailure` for a file that is
 * no roll.
 */
export async function readRoll(id: string): Promise<void> {
  const { count } = await database().rollImport.updateMany({
    where: { id, status: { in: ['arrived', 'reading'] } },
    data: { status: 'reading', doneRows: 0, rows: 0 },
  })
  if (count === 0) return
  const roll = await database().rollImport.findUniqueOrThrow({ where: { id } })
  await database().rollLine.deleteMany({ where: { importId: id } })
  const opened = await openFile(roll.fileId ?? '')
  if (opened === null) throw new RollFailure('unreadable')
  const { contentType } = opened.file
  const kept = await keepLines(id, unlessBroken(readTable({ contentType, read: () => opened.read() })))
  await finish(id, kept)
}

interface Kept {
  headings: string[]
  sample: Cell[][]
  rows: number
}

async function keepLines(id: string, parts: AsyncIterable<RollPart>): Promise<Kept> {
  const kept: Kept = { headings: [], sample: [], rows: 0 }
  let batch: SheetRow[] = []
  for await (const part of parts) {
    if ('headings' in part) {
      kept.headings = part.headings
      continue
    }
    if (kept.sample.length < sampleRows) kept.sample.push(part.cells)
    kept.rows += 1
    if (kept.rows > mostRows) throw new RollFailure('too-many-rows')
    batch.push(part)
    if (batch.length < batchRows) continue
    await keepBatch(id, batch, kept.rows)
    batch = []
  }
  if (batch.length > 0) await keepBatch(id, batch, kept.rows)
  if (kept.rows === 0) throw new RollFailure('empty')
  return kept
}

async function keepBatch(importId: string, batch: readonly SheetRow[], doneRows: number): Promise<void> {
  const lines = JSON.stringify(
    batch.map(({ line, cells }) => ({ line, cells: sealPersonal(JSON.stringify(cells)) })),
  )
  await database().$executeRaw`
    INSERT INTO roll_line (import_id, line, cells_cipher, reasons)
    SELECT ${importId}::uuid, l.line, l.cells, '{}'
    FROM json_to_recordset(${lines}::json) AS l(line int, cells text)`
  await database().rollImport.updateMany({ where: { id: importId, status: 'reading' }, data: { doneRows } })
}

/** The file is no longer needed: its rows are kept, sealed. */
async function finish(id: string, { headings, sample, rows }: Kept): Promise<void> {
  const columns = guessColumns(headings, sample)
  const deed = {
    actor: { kind: 'system', name: 'roll' },
    action: 'roll.read',
    subject: `roll:${id}`,
  } as const
  await transact(deed, async (tx, _refuse, note) => {
    const [roll] = await tx.rollImport.updateManyAndReturn({
      where: { id, status: 'reading' },
      data: { status: 'columns', headings, columns, rows, doneRows: rows },
    })
    if (roll) await giveUpFile(tx, roll)
    note({ after: { rows } })
  })
}

/** The import's file goes, where it still has one. */
export async function giveUpFile(
  tx: Transaction,
  { id, fileId, byId }: { id: string; fileId: string | null; byId: string },
): Promise<void> {
  if (fileId === null) return
  await tx.rollImport.update({ where: { id }, data: { fileId: null } })
  await dropFile(tx, { id: fileId, ownerId: byId })
}

/** What a file of other people's making does to its reader says that it cannot be read, not that we are at fault. */
async function* unlessBroken(parts: AsyncGenerator<RollPart>): AsyncGenerator<RollPart> {
  for (;;) {
    const next = await parts.next().catch((error: unknown) => {
      // Its message may quote a row.
      log.warn({ kind: error instanceof Error ? error.name : 'unknown' }, 'a roll could not be read')
      throw new RollFailure('unreadable')
    })
    if (next.done) return
    yield next.value
  }
}
