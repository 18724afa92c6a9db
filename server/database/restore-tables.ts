import { createHash, type Hash } from 'node:crypto'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom, type CopyStreamQuery } from 'pg-copy-streams'
import {
  copySettings,
  quoted,
  quotedTable,
  tableKey,
  type Manifest,
  type Rows,
  type Table,
} from './backup-format.ts'
import { BackupError } from './errors.ts'

interface Open {
  key: string
  stream: CopyStreamQuery
  hash: Hash
  /** What PostgreSQL complained of: pg-copy-streams must not be written to after it. */
  failure: Error | null
}

/**
 * Loads rows in one transaction that stays open until {@link TableLoader.commit}. Foreign keys are taken off and put
 * back at the end, which checks them, and triggers are switched off: all that the tables' owner may do.
 */
export class TableLoader {
  private readonly client: pg.Client
  private readonly tables: Map<string, Table>
  private readonly sequences: Manifest['sequences']
  private readonly loaded: Rows = {}
  private putBack: string[] = []
  private current: Open | null = null

  constructor(client: pg.Client, manifest: Manifest) {
    this.client = client
    this.tables = new Map(manifest.tables.map((table) => [tableKey(table), table]))
    this.sequences = manifest.sequences
  }

  async begin(): Promise<void> {
    await this.client.query(copySettings)
    await this.client.query('BEGIN')
    this.putBack = await takeOff(this.client, [...this.tables.values()])
    const names = [...this.tables.values()].map(quotedTable).join(', ')
    if (names !== '') await this.client.query(`TRUNCATE ${names}`)
  }

  /** A piece of a table's COPY text; the pieces of one table follow each other. */
  async write(key: string, pieces: AsyncIterable<Buffer>): Promise<void> {
    if (this.current?.key !== key) await this.open(key)
    const current = this.current as Open
    const { stream, hash } = current
    for await (const piece of pieces) {
      if (current.failure !== null) throw current.failure
      hash.update(piece)
      if (!stream.write(piece)) await Promise.race([once(stream, 'drain'), finished(stream)])
    }
  }

  /** Puts back what was taken off, sets the sequences, and compares with what the backup counted. */
  async finish(expected: Rows): Promise<void> {
    await this.close()
    const nothing = { rows: 0, sha256: createHash('sha256').digest('hex') }
    for (const key of this.tables.keys()) {
      const got = this.loaded[key] ?? nothing
      const wanted = expected[key]
      if (wanted === undefined || got.rows !== wanted.rows || got.sha256 !== wanted.sha256)
        throw new BackupError(
          `${key} 的数据与备份不符 · The rows of ${key} are not those that were backed up: ${got.rows} of ${wanted?.rows ?? 'unknown'}. The backup is damaged; nothing was restored.`,
        )
    }
    for (const sequence of this.sequences)
      await this.client.query('SELECT setval($1::regclass, $2::bigint, $3)', [
        quotedTable(sequence),
        sequence.value,
        sequence.called,
      ])
    for (const statement of this.putBack) await this.client.query(statement)
  }

  async commit(): Promise<void> {
    await this.client.query('COMMIT')
  }

  private async open(key: string): Promise<void> {
    await this.close()
    const table = this.tables.get(key)
    if (table === undefined || this.loaded[key] !== undefined)
      throw new BackupError(`备份已损坏：${key} · The backup is damaged: unexpected rows of ${key}`)
    const columns = table.columns.map(quoted).join(', ')
    const stream = this.client.query(copyFrom(`COPY ${quotedTable(table)} (${columns}) FROM STDIN`))
    const current: Open = { key, stream, hash: createHash('sha256'), failure: null }
    stream.on('error', (error) => (current.failure = error))
    this.current = current
  }

  private async close(): Promise<void> {
    if (this.current === null) return
    const { key, stream, hash, failure } = this.current
    if (failure !== null) throw failure
    stream.end()
    await finished(stream)
    this.loaded[key] = { rows: stream.rowCount, sha256: hash.digest('hex') }
    this.current = null
  }
}

/** Takes foreign keys and triggers off the tables. Answers the statements that put them back. */
async function takeOff(client: pg.Client, tables: Table[]): Promise<string[]> {
  const names = tables.map(quotedTable)
  const keys = await client.query<{ table: string; name: string; definition: string }>(
    `SELECT conrelid::regclass::text AS table, conname AS name, pg_get_constraintdef(oid) AS definition
       FROM pg_constraint WHERE contype = 'f' AND conparentid = 0 AND conrelid = ANY ($1::regclass[])`,
    [names],
  )
  const triggers = await client.query<{ table: string; name: string; state: string }>(
    `SELECT tgrelid::regclass::text AS table, tgname AS name, tgenabled AS state
       FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D' AND tgrelid = ANY ($1::regclass[])`,
    [names],
  )
  for (const { table, name } of keys.rows)
    await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${quoted(name)}`)
  for (const { table, name } of triggers.rows)
    await client.query(`ALTER TABLE ${table} DISABLE TRIGGER ${quoted(name)}`)
  const enabling: Record<string, string> = { O: 'ENABLE', A: 'ENABLE ALWAYS', R: 'ENABLE REPLICA' }
  return [
    ...keys.rows.map(
      ({ table, name, definition }) => `ALTER TABLE ${table} ADD CONSTRAINT ${quoted(name)} ${definition}`,
    ),
    ...triggers.rows.map(
      ({ table, name, state }) => `ALTER TABLE ${table} ${enabling[state]} TRIGGER ${quoted(name)}`,
    ),
  ]
}
