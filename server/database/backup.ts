import { createHash } from 'node:crypto'
import { open, readdir, stat, type FileHandle } from 'node:fs/promises'
import { Socket } from 'node:net'
import path from 'node:path'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { ArchiveWriter } from './archive.ts'
import {
  copySettings,
  endName,
  fileFolders,
  manifestName,
  quoted,
  quotedTable,
  rowsName,
  secretsName,
  tableKey,
  type Manifest,
  type Rows,
  type Table,
} from './backup-format.ts'
import { listMigrations, listSequences, listTables } from './catalog.ts'
import { BackupError } from './errors.ts'

export interface BackupReport {
  tables: number
  rows: number
  files: number
  /** Bytes of the archive. */
  bytes: number
  /** Whether the generated keys are inside; else they come from the environment and must be kept apart. */
  secrets: boolean
}

/** Of a table's rows, held in memory at a time. Bytes. */
const chunkSize = 4_000_000

/**
 * Writes every table (in one snapshot, without disturbing who writes meanwhile) and the files of `dataDir` to `file`.
 * @throws {BackupError} where the disk or the database does not allow it; an older `file` stays as it was.
 */
export async function writeBackup(options: {
  url: string
  dataDir: string
  file: string
}): Promise<BackupReport> {
  await refuseSpecial(options.file)
  const archive = new ArchiveWriter(options.file)
  try {
    const rows = await addDatabase(archive, options.url)
    // After the snapshot: a file that a row speaks of was there before the row was.
    const secrets = await addFile(archive, options.dataDir, secretsName)
    let files = 0
    for (const folder of fileFolders) files += await addFolder(archive, options.dataDir, folder)
    await archive.addText(endName, { files })
    const counts = Object.values(rows)
    const total = counts.reduce((sum, table) => sum + table.rows, 0)
    return { tables: counts.length, rows: total, files, secrets, bytes: await archive.finish() }
  } catch (error) {
    const reason = (await archive.abandon()) ?? (error as Error)
    throw plainError(reason, options.file)
  }
}

/** The finished archive takes the place of what bears its name: never of a folder or a device. */
async function refuseSpecial(file: string): Promise<void> {
  const there = await stat(file).catch(none)
  if ('isFile' in there && !there.isFile())
    throw new BackupError(`${file} 不是文件 · ${file} is not a file: name the file to write.`)
}

function plainError(error: NodeJS.ErrnoException, file: string): Error {
  const mendable = ['ENOENT', 'ENOTDIR', 'EACCES', 'ENOSPC', 'EISDIR', 'EROFS', 'EDQUOT', 'ECONNREFUSED']
  if (!mendable.includes(error.code ?? '')) return error
  return new BackupError(`备份未完成：${file} · The backup ${file} was not made: ${error.message}`, {
    cause: error,
  })
}

async function addDatabase(archive: ArchiveWriter, url: string): Promise<Rows> {
  const socket = new Socket()
  const client = new pg.Client({ connectionString: url, stream: () => socket })
  await client.connect()
  try {
    return await addTables(archive, client)
  } catch (error) {
    // In the midst of a COPY that nobody reads, an orderly end would wait for ever.
    client.on('error', () => undefined)
    socket.destroy()
    throw error
  } finally {
    await client.end()
  }
}

async function addTables(archive: ArchiveWriter, client: pg.Client): Promise<Rows> {
  await client.query(copySettings)
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  const manifest = await describe(client)
  await archive.addText(manifestName, manifest)
  const rows: Rows = {}
  for (const table of manifest.tables) rows[tableKey(table)] = await addTable(archive, client, table)
  await archive.addText(rowsName, rows)
  await client.query('COMMIT')
  return rows
}

async function describe(client: pg.Client): Promise<Manifest> {
  const server = await client.query<{ version: string }>(
    `SELECT current_setting('server_version') AS version`,
  )
  const tables = await listTables(client)
  return {
    format: 1,
    createdAt: new Date().toISOString(),
    postgres: server.rows[0]?.version ?? '',
    migrations: await listMigrations(client, tables),
    tables,
    sequences: await listSequences(client),
  }
}

async function addTable(archive: ArchiveWriter, client: pg.Client, table: Table): Promise<Rows[string]> {
  const columns = table.columns.map(quoted).join(', ')
  const source = client.query(copyTo(`COPY ${quotedTable(table)} (${columns}) TO STDOUT`))
  const hash = createHash('sha256')
  let pending: Buffer[] = []
  let bytes = 0
  let number = 0
  const flush = async () => {
    const name = `tables/${tableKey(table)}/${String(number++).padStart(6, '0')}`
    await archive.add(name, Buffer.concat(pending))
    pending = []
    bytes = 0
  }
  for await (const piece of source as AsyncIterable<Buffer>) {
    hash.update(piece)
    pending.push(piece)
    bytes += piece.length
    if (bytes >= chunkSize) await flush()
  }
  if (bytes > 0) await flush()
  return { rows: source.rowCount, sha256: hash.digest('hex') }
}

/**
 * A folder's files; the media after what describes them, so that a growing recording's index never speaks of bytes
 * that the copy lacks. Answers how many.
 */
async function addFolder(archive: ArchiveWriter, dataDir: string, folder: string): Promise<number> {
  const entries = await readdir(path.join(dataDir, folder), { withFileTypes: true }).catch(none)
  const sorted = entries.sort(
    (a, b) => Number(isMedia(a.name)) - Number(isMedia(b.name)) || (a.name < b.name ? -1 : 1),
  )
  let count = 0
  for (const entry of sorted) {
    const name = `${folder}/${entry.name}`
    if (entry.isDirectory()) count += await addFolder(archive, dataDir, name)
    else if (entry.isFile() && (await addFile(archive, dataDir, name))) count++
  }
  return count
}

function isMedia(name: string): boolean {
  return /\.(mp4|m4s|aac|ts)$/.test(name)
}

/** Adds a file up to the length it has now. Answers false where it is gone: removed since the folder was read. */
async function addFile(archive: ArchiveWriter, dataDir: string, name: string): Promise<boolean> {
  const file = await open(path.join(dataDir, name)).catch(none)
  if (!('stat' in file)) return false
  try {
    const state = await file.stat()
    await archive.addStream(name, state.size, firstBytes(file, state.size), state)
    return true
  } finally {
    await file.close()
  }
}

/**
 * Exactly so many bytes: a file that grows meanwhile is cut there. One that shrinks (a torn tail is cut off a recording)
 * is filled up with zeros, which nothing refers to.
 */
async function* firstBytes(file: FileHandle, size: number): AsyncGenerator<Buffer> {
  for (let position = 0; position < size;) {
    const piece = Buffer.alloc(Math.min(262_144, size - position))
    const { bytesRead } = await file.read(piece, 0, piece.length, position)
    yield bytesRead === 0 ? piece : piece.subarray(0, bytesRead)
    position += bytesRead || piece.length
  }
}

function none(error: NodeJS.ErrnoException): never[] {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return []
  throw error
}
