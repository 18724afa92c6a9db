import { execFile } from 'node:child_process'
import { createReadStream } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { createGunzip } from 'node:zlib'
import tar from 'tar-stream'
import { startEmbedded } from '#server/database/embedded.ts'
import { Rows, rowsName } from '#server/database/backup-format.ts'
import { projectRoot, startBuiltServer, type BuiltServerOptions } from '../load/built-server.ts'
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
 * must come out the same, and nothing acknowledged before may be missing. `settings.dataDir` is the system to back up; the
 * files and the second system are made in `scratch`.
 */
export async function backUpOnAir(settings: BuiltServerOptions, scratch: string): Promise<BackupLook> {
  const onAir = path.join(scratch, 'on-air.backup')
  const again = path.join(scratch, 'again.backup')
  const restored = path.join(scratch, 'restored')
  const before = await backUpWhileWriting(settings, onAir)
  await command('restore', restored, onAir)
  await command('backup', restored, again)
  const problems = differences(await readRows(onAir), await readRows(again))
  const database = await startEmbedded({ dataDir: restored })
  const missing = await findMissing(database.url, before)
  await database.stop()
  if (missing > 0) problems.push(`${missing} rows acknowledged before the backup are not in it`)
  await (await startBuiltServer({ ...settings, dataDir: restored })).stop()
  const tables = Object.values(await readRows(onAir))
  return { tables: tables.length, rows: tables.reduce((sum, table) => sum + table.rows, 0), problems }
}

/** Answers which rows had been acknowledged when the backup began. */
async function backUpWhileWriting(settings: BuiltServerOptions, file: string): Promise<Set<string>> {
  const server = await startBuiltServer(settings)
  const acknowledged = new Set<string>()
  const writer = await startWriter(settings.dataDir, acknowledged)
  try {
    await sleep(3000)
    const before = new Set(acknowledged)
    await command('backup', settings.dataDir, file)
    return before
  } finally {
    await writer.stop()
    await server.stop()
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
