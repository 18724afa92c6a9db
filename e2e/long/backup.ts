import { execFile } from 'node:child_process'
import { createReadStream } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { createGunzip } from 'node:zlib'
import tar from 'tar-stream'
import { runningUrl } from '#server/database/embedded.ts'
import { Rows, rowsName } from '#server/database/backup-format.ts'
import { freePorts, projectRoot, startBuiltServer, type BuiltServerOptions } from '../load/built-server.ts'
import { startWriter } from './acknowledged-rows.ts'
import { findMissing } from './kept.ts'

const run = promisify(execFile)

export interface BackupLook {
  tables: number
  rows: number
  problems: string[]
}

/**
 * A backup taken while a broadcast is on air and rows are being written, restored into an empty folder: every table
 * must come out the same, and nothing acknowledged before may be missing. `settings` are those of the running system;
 * the files and the second system are made in `scratch`.
 */
export async function backUpOnAir(settings: BuiltServerOptions, scratch: string): Promise<BackupLook> {
  const onAir = path.join(scratch, 'on-air.backup')
  const again = path.join(scratch, 'again.backup')
  const restored = path.join(scratch, 'restored')
  const before = await backUpWhileWriting(settings, onAir)
  await command('restore', restored, onAir)
  await command('backup', restored, again)
  const problems = differences(await readRows(onAir), await readRows(again))
  const missing = await missingOnceServed({ ...settings, dataDir: restored }, before)
  if (missing > 0) problems.push(`${missing} rows acknowledged before the backup are not in it`)
  const tables = Object.values(await readRows(onAir))
  return { tables: tables.length, rows: tables.reduce((sum, table) => sum + table.rows, 0), problems }
}

/** The restored system serves; answers how many of the rows it lacks. */
async function missingOnceServed(settings: BuiltServerOptions, rows: Set<string>): Promise<number> {
  const [port = 0, rtmpPort = 0] = await freePorts(2)
  const server = await startBuiltServer({ ...settings, port, rtmpPort })
  try {
    const url = await runningUrl(settings.dataDir)
    if (url === null) throw new Error('the restored system is ready, but its database is not running')
    return await findMissing(url, rows)
  } finally {
    await server.stop()
  }
}

/** Answers which rows had been acknowledged when the backup began. */
async function backUpWhileWriting(settings: BuiltServerOptions, file: string): Promise<Set<string>> {
  const acknowledged = new Set<string>()
  const writer = await startWriter(settings.dataDir, acknowledged)
  try {
    await sleep(3000)
    const before = new Set(acknowledged)
    await command('backup', settings.dataDir, file)
    return before
  } finally {
    await writer.stop()
  }
}

async function command(name: 'backup' | 'restore', dataDir: string, file: string): Promise<void> {
  await run(process.execPath, ['--import', 'tsx', `server/commands/${name}.ts`, file], {
    cwd: projectRoot,
    env: { ...process.env, DATA_DIR: dataDir },
  })
}

function differences(first: Rows, second: Rows): string[] {
  return [...new Set([...Object.keys(first), ...Object.keys(second)])]
    .filter((table) => JSON.stringify(first[table]) !== JSON.stringify(second[table]))
    .map((table) => `table ${table} is not the same after the restore`)
}

async function readRows(file: string): Promise<Rows> {
  const extract = tar.extract()
  const reading = pipeline(createReadStream(file), createGunzip(), extract)
  let rows: Rows = {}
  for await (const entry of extract) {
    const pieces: Buffer[] = []
    for await (const piece of entry) pieces.push(piece as Buffer)
    if (entry.header.name === rowsName) rows = Rows.parse(JSON.parse(Buffer.concat(pieces).toString('utf8')))
  }
  await reading
  return rows
}
