import { appendFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Change, Kind, Rows } from './stripe-rows.ts'

/** So long Stripe remembers an idempotency key, in seconds. */
export const keysAreKept = 24 * 3600
/** An event that was taken is of interest for so long, in seconds. */
const eventsAreKept = 30 * 24 * 3600

export interface StripeStore {
  find<Of extends Kind>(kind: Of, id: string): Rows[Of] | undefined
  all<Of extends Kind>(kind: Of): Iterable<Rows[Of]>
  /** All of these, or after a crash none of them. Written before it returns. */
  commit(changes: Change[]): void
}

/**
 * The sandbox's memory: a journal with one line per change, so that a killed server finds every page, payment and
 * undelivered event again. At the start what has lapsed is left out. Without a folder nothing is kept.
 */
export function openStripeStore({ folder, now }: { folder: string | null; now: number }): StripeStore {
  const tables: { [Each in Kind]: Map<string, Rows[Each]> } = {
    session: new Map(),
    intent: new Map(),
    refund: new Map(),
    event: new Map(),
    answer: new Map(),
  }
  const take = (changes: Change[]) => {
    for (const { kind, row } of changes) (tables[kind] as Map<string, typeof row>).set(row.id, row)
  }
  const journal = folder === null ? null : path.join(folder, 'stripe.jsonl')
  if (journal !== null) {
    for (const changes of readJournal(journal)) take(changes)
    forget(tables, now)
    rewrite(journal, tables)
  }
  return {
    find: (kind, id) => tables[kind].get(id),
    all: (kind) => tables[kind].values(),
    commit(changes) {
      if (journal !== null) appendFileSync(journal, `${JSON.stringify(changes)}\n`)
      take(changes)
    },
  }
}

type Tables = { [Each in Kind]: Map<string, Rows[Each]> }

/** A last line without its end was being written when the process died: it never happened. */
function readJournal(file: string): Change[][] {
  mkdirSync(path.dirname(file), { recursive: true })
  const lines = readIfThere(file).split('\n')
  lines.pop()
  return lines.map((line) => JSON.parse(line) as Change[])
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}

function forget({ answer, event }: Tables, nowMs: number): void {
  const now = nowMs / 1000
  for (const { id, created } of [...answer.values()]) if (created + keysAreKept < now) answer.delete(id)
  for (const { id, created, nextAt } of [...event.values()])
    if (nextAt === null && created + eventsAreKept < now) event.delete(id)
}

/** The new journal stands in the old one's place, or the old one stays. */
function rewrite(file: string, tables: Tables): void {
  const lines = (Object.keys(tables) as Kind[]).flatMap((kind) =>
    [...tables[kind].values()].map((row) => `${JSON.stringify([{ kind, row }])}\n`),
  )
  writeFileSync(`${file}.new`, lines.join(''))
  renameSync(`${file}.new`, file)
}
