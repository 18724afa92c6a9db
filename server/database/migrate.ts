import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { filters, lockFileText, migrationList, openEngine } from './engine.ts'
import { watchQueries } from './engine-connection.ts'
import { MigrationError } from './errors.ts'
import {
  projectSchema,
  readMigrations,
  readPrismaFiles,
  type SchemaFolder,
  type SqlFile,
} from './schema-files.ts'

export interface MigrationStatus {
  applied: string[]
  pending: string[]
  /** Applied, but changed in the folder since: their checksums differ. */
  edited: string[]
  /** In the database, but not in the folder: the database was migrated by newer code. */
  unknown: string[]
  /** Begun by Prisma's own tool and not finished. */
  failed: string[]
}

/**
 * Applies every pending migration, each in one transaction together with its row in `_prisma_migrations`: one that
 * fails, or whose process is killed, leaves nothing behind. Answers the names applied. `migrations` replaces
 * the project's folder.
 * @throws {MigrationError} one line; the migrations before the failing one stay applied.
 */
export async function deployMigrations(url: string, migrations?: SqlFile[]): Promise<string[]> {
  const all = migrations ?? (await readMigrations(projectSchema()))
  const { pending, unknown, failed } = await migrationStatus(url, all)
  if (failed.length > 0)
    throw new MigrationError(
      `迁移 ${failed.join(', ')} 未完成 · The migration ${failed.join(', ')} was begun and not finished. Look at its row in _prisma_migrations, mend the tables, and set rolled_back_at or finished_at there.`,
    )
  if (unknown.length > 0)
    throw new MigrationError(
      `数据库比程序新 · The database is newer than this program: it holds ${unknown.join(', ')}, which this version does not know.`,
    )
  if (pending.length === 0) return []
  return withSession(url, async (session) => {
    for (const name of pending)
      await applyOne(session, all.slice(0, all.findIndex((one) => one.name === name) + 1))
    return pending
  })
}

/** The session's only connection holds Prisma's advisory lock until it ends: a second process waits its turn. */
async function applyOne(session: pg.Pool, upTo: SqlFile[]): Promise<void> {
  let cause: Error | undefined
  // After a script's error the engine's next query fails too, and would hide the first reason.
  const watched = watchQueries(session, (answer) =>
    answer.catch((error: Error) => {
      cause ??= error
      throw error
    }),
  )
  const engine = await openEngine(watched, [])
  await session.query('BEGIN')
  try {
    await engine.applyMigrations({ migrationsList: migrationList(upTo), filters })
    await session.query('COMMIT')
  } catch (error) {
    await session.query('ROLLBACK')
    throw new MigrationError(
      `迁移 ${upTo.at(-1)?.name} 失败，未作任何更改 · The migration ${upTo.at(-1)?.name} failed and changed nothing: ${oneLine(cause ?? (error as Error))}`,
      { cause: error },
    )
  } finally {
    engine.free()
  }
}

function oneLine(error: Error): string {
  return error.message.replaceAll(/\s+/g, ' ').trim()
}

export async function migrationStatus(url: string, migrations?: SqlFile[]): Promise<MigrationStatus> {
  const all = migrations ?? (await readMigrations(projectSchema()))
  const rows = await withSession(url, readApplied)
  const done = new Map(rows.filter((row) => row.finished).map((row) => [row.name, row.checksum]))
  const known = new Set(all.map(({ name }) => name))
  const sums = await Promise.all(all.map(async (one) => ({ ...one, checksum: await checksum(one.content) })))
  return {
    applied: all.filter(({ name }) => done.has(name)).map(({ name }) => name),
    pending: all.filter(({ name }) => !done.has(name)).map(({ name }) => name),
    edited: sums
      .filter((one) => done.has(one.name) && done.get(one.name) !== one.checksum)
      .map(({ name }) => name),
    unknown: [...done.keys()].filter((name) => !known.has(name)),
    failed: rows.filter((row) => !row.finished && !done.has(row.name)).map(({ name }) => name),
  }
}

interface AppliedRow {
  name: string
  checksum: string
  finished: boolean
}

async function readApplied(session: pg.Pool): Promise<AppliedRow[]> {
  const table = await session.query<{ found: boolean }>(
    `SELECT to_regclass('public._prisma_migrations') IS NOT NULL AS found`,
  )
  if (table.rows[0]?.found !== true) return []
  const rows = await session.query<AppliedRow>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
       FROM public._prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`,
  )
  return rows.rows
}

async function checksum(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Buffer.from(digest).toString('hex')
}

/**
 * The SQL that leads from the migrations to the schema, empty where they agree. What Prisma cannot express
 * (partial and expression indexes, checks, triggers, functions, extensions) is not compared. `scratch` is an empty
 * database.
 */
export async function diffToSchema(scratch: string, folder: SchemaFolder = projectSchema()): Promise<string> {
  const files = await readPrismaFiles(folder)
  const migrations = await readMigrations(folder)
  await deployMigrations(scratch, migrations)
  const sources = files.map((file) => ({ path: `prisma/schema/${file.name}`, content: file.content }))
  return withSession(scratch, async (session) => {
    const engine = await openEngine(session, files)
    try {
      const found = await engine.diff({
        from:
          migrations.length === 0
            ? { tag: 'empty' }
            : { tag: 'schemaDatasource', files: sources, configDir: folder.schema },
        to: { tag: 'schemaDatamodel', files: sources },
        script: true,
        exitCode: true,
        filters,
      })
      return found.exitCode === 2 ? (found.stdout ?? '') : ''
    } catch (error) {
      throw new MigrationError(
        `Prisma 的表结构有误 · The Prisma schema is wrong: ${plainText(error as Error)}`,
        { cause: error },
      )
    } finally {
      engine.free()
    }
  })
}

/** Prisma's messages are coloured and drawn over many lines. */
function plainText(error: Error): string {
  return error.message.replaceAll(/\u001b\[[\d;]*m/g, '').trim()
}

/**
 * Writes a migration that leads from the migrations to the schema. What Prisma's schema cannot say is added to it by
 * hand; `empty` writes one even where the schema asks for none. Answers its folder, or null where there is nothing to do.
 */
export async function createMigration(
  name: string,
  options: { scratch: string; empty?: boolean; folder?: SchemaFolder },
): Promise<string | null> {
  if (!/^[a-z][a-z0-9_]*$/.test(name))
    throw new MigrationError(
      `迁移名只用小写字母、数字和下划线 · A migration's name is made of small letters, digits and underscores: ${name}`,
    )
  const folder = options.folder ?? projectSchema()
  const script = await diffToSchema(options.scratch, folder)
  if (script === '' && options.empty !== true) return null
  const stamp = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14)
  const target = path.join(folder.migrations, `${stamp}_${name}`)
  await mkdir(target, { recursive: true })
  await writeFile(path.join(target, 'migration.sql'), script || '-- Written by hand.\n')
  await writeFile(path.join(folder.migrations, 'migration_lock.toml'), lockFileText)
  return target
}

/** Gives an empty database the tables of the schema as it stands: for tests while there are no migrations. */
export async function applySchema(url: string, folder: SchemaFolder = projectSchema()): Promise<void> {
  const script = await diffToSchema(url, folder)
  if (script !== '') await withSession(url, (session) => session.query(script))
}

/** One connection for the whole of the work, closed at its end. */
async function withSession<Value>(url: string, work: (session: pg.Pool) => Promise<Value>): Promise<Value> {
  const session = new pg.Pool({ connectionString: url, max: 1, idleTimeoutMillis: 0 })
  session.on('error', () => undefined)
  try {
    return await work(session)
  } finally {
    await session.end()
  }
}
