import { createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { runMigrations } from 'graphile-worker'
import pg from 'pg'
import { extract as extractTar } from 'tar-stream'
import { ZodError } from 'zod'
import { bytesOf, readJson, type Entry } from './archive.ts'
import { endName, Manifest, manifestName, quotedTable, Rows, rowsName, secretsName } from './backup-format.ts'
import { listTables } from './catalog.ts'
import { BackupError } from './errors.ts'
import { deployMigrations, migrationStatus } from './migrate.ts'
import { FileUnpacker, refuseFilled } from './restore-files.ts'
import { TableLoader } from './restore-tables.ts'
import { projectSchema, readMigrations, type SqlFile } from './schema-files.ts'

export interface RestoreReport {
  createdAt: string
  tables: number
  rows: number
  files: number
  secrets: boolean
}

interface Target {
  url: string
  dataDir: string
  file: string
  /** Replaces the project's migrations. */
  migrations?: SqlFile[]
}

/**
 * Brings a backup back into an empty system: tables as the backup's own migrations made them (the next start applies
 * the later ones), rows, sequences, files. All or nothing: rows are committed last, after counts and checksums agree.
 */
export async function restoreBackup(target: Target): Promise<RestoreReport> {
  await access(target.file).catch((error: Error) => {
    throw new BackupError(`读不到备份：${target.file} · The backup cannot be read: ${error.message}`)
  })
  await refuseFilled(target.dataDir)
  await refuseRows(target.url)
  const client = new pg.Client({ connectionString: target.url })
  const files = new FileUnpacker(target.dataDir)
  await client.connect()
  try {
    await files.begin()
    return await unpack(target, client, files)
  } finally {
    // Ends an open transaction as well: nothing of it stays.
    await client.end()
    await files.cleanUp()
  }
}

async function unpack(target: Target, client: pg.Client, files: FileUnpacker): Promise<RestoreReport> {
  const extract = extractTar()
  const reading = pipeline(createReadStream(target.file), createGunzip(), extract)
  reading.catch(() => undefined)
  const archive = new ArchiveReader(target, client, files)
  try {
    for await (const entry of extract) await archive.take(entry)
    await reading
  } catch (error) {
    const reason = await reasonOf(error as NodeJS.ErrnoException, reading)
    extract.destroy()
    throw isDamage(reason) ? damaged(reason.message) : reason
  }
  return archive.finish()
}

/** One archive, entry by entry, in the order that backup-format.ts promises. */
class ArchiveReader {
  private readonly target: Target
  private readonly client: pg.Client
  private readonly files: FileUnpacker
  private manifest: Manifest | null = null
  private loader: TableLoader | null = null
  private rows: Rows | null = null
  private secrets = false
  private whole = false

  constructor(target: Target, client: pg.Client, files: FileUnpacker) {
    this.target = target
    this.client = client
    this.files = files
  }

  async take(entry: Entry): Promise<void> {
    const { name } = entry.header
    if (name === manifestName) return this.prepare(Manifest.parse(await readJson(entry)))
    if (this.loader === null) throw damaged(`it does not begin with ${manifestName}`)
    const table = /^tables\/(.+)\/\d+$/.exec(name)?.[1]
    if (table !== undefined) return this.loader.write(table, bytesOf(entry))
    if (name === rowsName) return this.loader.finish((this.rows = Rows.parse(await readJson(entry))))
    if (name === endName) this.whole = (await readJson(entry)) !== null
    else await this.files.write(name, entry)
    if (name === secretsName) this.secrets = true
  }

  async finish(): Promise<RestoreReport> {
    if (this.manifest === null || this.rows === null || !this.whole) throw damaged('it was cut short')
    await this.files.putInPlace()
    await this.loader?.commit()
    const counts = Object.values(this.rows)
    return {
      createdAt: this.manifest.createdAt,
      tables: counts.length,
      rows: counts.reduce((sum, table) => sum + table.rows, 0),
      files: this.files.files,
      secrets: this.secrets,
    }
  }

  private async prepare(manifest: Manifest): Promise<void> {
    await makeTables(this.target, manifest)
    await this.refuseUnlike(manifest)
    this.manifest = manifest
    this.loader = new TableLoader(this.client, manifest)
    await this.loader.begin()
  }

  /** Every table and column of the backup must be there to be filled. */
  private async refuseUnlike(manifest: Manifest): Promise<void> {
    const there = new Map((await listTables(this.client)).map((table) => [quotedTable(table), table.columns]))
    for (const table of manifest.tables) {
      const columns = there.get(quotedTable(table))
      const missing = table.columns.filter((column) => columns?.includes(column) !== true)
      if (missing.length > 0)
        throw new BackupError(
          `备份与此版本程序的表不符 · The backup does not fit this program's tables: ${quotedTable(table)} lacks ${missing.join(', ')}.`,
        )
    }
  }
}

/** Brings the empty database to the very migrations that the backup was made with. */
async function makeTables({ url, migrations }: Target, manifest: Manifest): Promise<void> {
  const all = migrations ?? (await readMigrations(projectSchema()))
  const wanted = all.filter(({ name }) => manifest.migrations.includes(name))
  if (wanted.length < manifest.migrations.length)
    throw new BackupError(
      '备份来自更新的版本，请先更新程序 · The backup was made by a newer version of the program: update the program first.',
    )
  const { unknown } = await migrationStatus(url, wanted)
  if (unknown.length > 0)
    throw new BackupError(
      `数据库的表比备份新，请恢复到空的数据库 · The database's tables are newer than the backup (${unknown.join(', ')}): restore into an empty database.`,
    )
  await deployMigrations(url, wanted)
  if (manifest.tables.some(({ schema }) => schema === 'graphile_worker'))
    await runMigrations({ connectionString: url })
}

async function refuseRows(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const bookkeeping = [
      'public._prisma_migrations',
      'graphile_worker.migrations',
      'graphile_worker._private_known_crontabs',
      'graphile_worker._private_tasks',
    ]
    for (const table of await listTables(client)) {
      if (bookkeeping.includes(`${table.schema}.${table.name}`)) continue
      const found = await client.query(`SELECT FROM ${quotedTable(table)} LIMIT 1`)
      if (found.rowCount !== 0)
        throw new BackupError(
          `只能恢复到空的系统，但表 ${table.name} 里有数据 · A restore goes into an empty system only, but there are rows in ${table.name}. Set DATA_DIR (or DATABASE_URL) to an empty one.`,
        )
    }
  } finally {
    await client.end()
  }
}

/** A stream that its source destroyed only says so: the source knows why. */
async function reasonOf(
  error: NodeJS.ErrnoException,
  reading: Promise<void>,
): Promise<NodeJS.ErrnoException> {
  if (error.code !== 'STREAM_DESTROYED') return error
  return reading.then(
    () => error,
    (reason: NodeJS.ErrnoException) => reason,
  )
}

/** What gzip, tar, JSON and the schemas complain of; and rows that PostgreSQL finds malformed (classes 22 and 23). */
function isDamage(error: NodeJS.ErrnoException): boolean {
  if (error instanceof SyntaxError || error instanceof ZodError) return true
  return /^(Z_|STREAM_|2[23]...$)/.test(error.code ?? '') || /tar|Unexpected end of data/i.test(error.message)
}

function damaged(why: string): BackupError {
  return new BackupError(
    `备份文件已损坏或不完整，未恢复任何数据 · The backup is damaged or not whole, nothing was restored: ${why}`,
  )
}
