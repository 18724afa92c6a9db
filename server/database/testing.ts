import { chmod, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'

/**
 * What a test file finds before it imports anything: `DATABASE_URL` of a database of its own with every table (and
 * graphile-worker's schema) and no rows, `DATA_DIR` of an empty folder of its own, `SESSION_SECRET`, `DATA_KEY`,
 * `NODE_ENV=test`; no `DEMO`. Tests within a file share its database: use rows of their own, or
 * `beforeEach(freshDatabase)`. No clean-up is needed. A test that calls `console.error` unexpectedly fails.
 */
export function testDatabaseUrl(): string {
  const url = process.env['DATABASE_URL']
  if (url === undefined) throw new Error('run this test through vitest: its set-up provides the database')
  return url
}

/** A new folder that goes when the run ends; PostgreSQL's own account may enter it. */
export async function temporaryFolder(name: string): Promise<string> {
  const folder = await mkdtemp(path.join(process.env['DATA_DIR'] ?? tmpdir(), `${name}-`))
  await chmod(folder, 0o755)
  return folder
}

/** Empties every table of this test file's database, `_prisma_migrations` apart, and starts its sequences anew. */
export async function freshDatabase(): Promise<void> {
  const client = new pg.Client({ connectionString: testDatabaseUrl() })
  await client.connect()
  try {
    const tables = await client.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
        WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'
           OR schemaname = 'graphile_worker' AND tablename <> 'migrations'`,
    )
    const names = tables.rows.map(({ name }) => name).join(', ')
    if (names !== '') await client.query(`TRUNCATE ${names} RESTART IDENTITY CASCADE`)
  } finally {
    await client.end()
  }
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** A database of the run's cluster for making and dropping others; copies are made of `templateDatabase`. */
    clusterUrl: string
    templateDatabase: string
    temporaryFolder: string
  }
}
