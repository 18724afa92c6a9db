import type pg from 'pg'
import { quotedTable, type Manifest, type Table } from './backup-format.ts'

/** What a backup holds: the application's tables and the job queue's. Extensions keep their own. */
const ours = `nspname IN ('public', 'graphile_worker')`

/** Every table with the columns that can be loaded again (generated ones are computed anew). */
export async function listTables(client: pg.Client): Promise<Table[]> {
  const found = await client.query<Table>(`
    SELECT nspname AS schema, relname AS name, array_agg(attname::text ORDER BY attnum) AS columns
      FROM pg_class
      JOIN pg_namespace ON pg_namespace.oid = relnamespace
      JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
     WHERE relkind = 'r' AND ${ours}
       AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
     GROUP BY nspname, relname ORDER BY nspname, relname`)
  return found.rows
}

/** Sequences stand outside snapshots: read after the snapshot began, they are never behind its rows. */
export async function listSequences(client: pg.Client): Promise<Manifest['sequences']> {
  const found = await client.query<{ schema: string; name: string }>(`
    SELECT nspname AS schema, relname AS name
      FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
     WHERE relkind = 'S' AND ${ours} ORDER BY nspname, relname`)
  const sequences: Manifest['sequences'] = []
  for (const sequence of found.rows) {
    const state = await client.query<{ value: string; called: boolean }>(
      `SELECT last_value::text AS value, is_called AS called FROM ${quotedTable(sequence)}`,
    )
    for (const { value, called } of state.rows) sequences.push({ ...sequence, value, called })
  }
  return sequences
}

export async function listMigrations(client: pg.Client, tables: Table[]): Promise<string[]> {
  if (!tables.some(({ schema, name }) => schema === 'public' && name === '_prisma_migrations')) return []
  const found = await client.query<{ name: string }>(`
    SELECT migration_name AS name FROM public._prisma_migrations
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`)
  return found.rows.map(({ name }) => name)
}
