import { z } from 'zod'
import { Prisma } from '#app/generated/prisma/client.ts'
import { database } from '#app/kernel/database.server.ts'
import type { Keeps } from '../organisation-tree.server.ts'
import { within } from '../within.server.ts'
import { readable } from './cells.ts'
import { ColumnsKept, mostColumns } from './columns.ts'
import { openCells } from './lines.server.ts'
import { RollCounts } from './roll.ts'
import { rollFailures } from './roll-failure.ts'
import type { ColumnsView, ImportRow, ImportView } from './roll-view.ts'

const mostImports = 30
/** So many rows show what stands in a column, and so many different values of them are shown. */
const sample = { rows: 30, values: 3, letters: 24 }

/** The imports into organisations that she keeps, the newest first. */
export async function listImports(keeps: Keeps): Promise<ImportRow[]> {
  const rows = await database().$queryRaw<(Omit<ImportRow, 'createdAt'> & { createdAt: Date })[]>`
    SELECT r.id, r.file_name AS "fileName", o.name AS organisation, r.status::text, r.created_at AS "createdAt"
    FROM roll_import r JOIN organisation o ON o.id = r.organisation_id
    WHERE ${within(keeps, Prisma.sql`o.path`)} ORDER BY r.created_at DESC LIMIT ${mostImports}`
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }))
}

/** An import with the path of its organisation, by which the policy decides; null where there is none. */
export async function findImport(id: string): Promise<(ImportView & { path: string }) | null> {
  if (!z.uuid().safeParse(id).success) return null
  const roll = await database().rollImport.findUnique({
    where: { id },
    include: {
      organisation: { select: { name: true, path: true } },
      lines: { take: 1, select: { line: true } },
    },
  })
  if (roll === null) return null
  const { fileName, status, rows, doneRows, organisation, createdAt, lines } = roll
  return {
    ...{ id, fileName, status, rows, doneRows, organisation: organisation.name, path: organisation.path },
    createdAt: createdAt.toISOString(),
    counts: RollCounts.parse(roll.counts ?? {}),
    failure: rollFailures.find((failure) => failure === roll.failure) ?? null,
    hasLines: lines.length > 0,
    answered: status === 'preview' ? await countAnswers(id) : { inAll: 0, toWrite: 0 },
  }
}

async function countAnswers(importId: string): Promise<ImportView['answered']> {
  const doubtful = { importId, verdict: 'doubtful' } as const
  const inAll = await database().rollLine.count({ where: { ...doubtful, isSame: { not: null } } })
  // The same person as in a line above: this one is left out.
  const leftOut = await database().rollLine.count({ where: { ...doubtful, isSame: true, memberId: null } })
  return { inAll, toWrite: inAll - leftOut }
}

/** The columns of an import as they are guessed or chosen, beside what stands in them. */
export async function findColumns(id: string): Promise<ColumnsView> {
  const { headings, columns } = await database().rollImport.findUniqueOrThrow({ where: { id } })
  const lines = await database().rollLine.findMany({
    where: { importId: id },
    orderBy: { line: 'asc' },
    take: sample.rows,
    select: { cellsCipher: true },
  })
  const cells = lines.map(({ cellsCipher }) => openCells(cellsCipher))
  const named = z.array(z.string()).parse(headings ?? [])
  const width = Math.min(mostColumns, Math.max(named.length, ...cells.map(({ length }) => length)))
  const samples = Array.from({ length: width }, (_, column) => {
    const values = cells.map((row) => shortened(readable(row[column]))).filter((text) => text !== '')
    return [...new Set(values)].slice(0, sample.values)
  })
  const padded = Array.from({ length: width }, (_, column) => named[column] ?? '')
  return { headings: padded, columns: ColumnsKept.parse(columns ?? {}), samples }
}

function shortened(text: string): string {
  return text.replace(/[\dXx][\dXx -]{6,}([\dXx]{4})/g, '…$1').slice(0, sample.letters)
}
