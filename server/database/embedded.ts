import type { ChildProcess } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import {
  checkVersion,
  createCluster,
  findRunning,
  freePort,
  hasCluster,
  lastLines,
  launch,
  logSize,
  readLogSince,
  removeStalePid,
  shutDown,
  superuser,
} from './cluster.ts'
import { DatabaseStartError } from './errors.ts'
import { silentLog, type DatabaseLog } from './log.ts'
import { preparePlace, readNote, writeNote, type Place } from './place.ts'
import { isAlive } from './processes.ts'

export interface Embedded {
  /** Connection string of the application's database, password included: never to be logged. */
  url: string
  /** The folder that holds the cluster: DATA_DIR/database, or elsewhere where root's PostgreSQL cannot reach that. */
  folder: string
  pid: number
  /** Fast shutdown; resolves when the process is gone. */
  stop(): Promise<void>
}

const applicationDatabase = 'hongdao'
/** Recovery after a crash reads what was written since the last checkpoint: minutes at the very worst. Milliseconds. */
const patience = 300_000

/**
 * Starts the embedded PostgreSQL of a data folder, making it first where there is none. A server that a killed
 * process left behind is adopted where it answers to our password, else stopped. The caller holds {@link lockFolder}.
 * @throws {DatabaseStartError} with one line for the administrator.
 */
export async function startEmbedded(options: { dataDir: string; log?: DatabaseLog }): Promise<Embedded> {
  const log = options.log ?? silentLog
  const dataDir = path.resolve(options.dataDir)
  await mkdir(dataDir, { recursive: true })
  const place = await preparePlace(dataDir, log)
  await ensureCluster(dataDir, place, log)
  const running = (await adopt(place, log)) ?? (await start(place))
  if (running.port !== place.note.port) await writeNote(dataDir, { ...place.note, port: running.port })
  await ensureDatabase(addressOf(running.port, place.note.password, 'postgres'))
  return {
    url: addressOf(running.port, place.note.password, applicationDatabase),
    folder: place.note.folder,
    pid: running.pid,
    stop: () => shutDown(running.pid),
  }
}

/** The address of the data folder's server where one runs now, else null: for commands beside a running system. */
export async function runningUrl(dataDir: string): Promise<string | null> {
  const note = await readNote(path.resolve(dataDir))
  if (note === null) return null
  const running = await findRunning(path.join(note.folder, 'cluster'))
  return running === null ? null : addressOf(running.port, note.password, applicationDatabase)
}

async function ensureCluster(dataDir: string, place: Place, log: DatabaseLog): Promise<void> {
  if (!hasCluster(place.cluster)) {
    if (place.note.port !== 0)
      throw new DatabaseStartError(
        `数据库不见了：${place.cluster} · The database is missing: ${place.cluster}. Put it back; or, to begin with an empty one, remove ${path.join(dataDir, 'database.json')}.`,
      )
    log.info({ folder: place.note.folder }, 'making the database')
    await createCluster(place)
  }
  await checkVersion(place, '18')
}

async function adopt(place: Place, log: DatabaseLog): Promise<{ pid: number; port: number } | null> {
  const left = await findRunning(place.cluster)
  if (left === null) return null
  try {
    await waitUntilReady(
      addressOf(left.port, place.note.password, 'postgres'),
      () => !isAlive(left.pid),
      10_000,
    )
    log.info({ pid: left.pid }, 'the database left running by an earlier process is adopted')
    return left
  } catch (error) {
    log.warn(
      { pid: left.pid, error },
      'the database left running does not answer: it is stopped and started anew',
    )
    await shutDown(left.pid)
    return null
  }
}

async function start(place: Place): Promise<{ pid: number; port: number }> {
  await removeStalePid(place.cluster)
  for (let attempt = 1; ; attempt++) {
    const port = await freePort(place.note.port)
    const before = logSize(place.logFile)
    const child = launch(place, port)
    const ended = endOf(child)
    try {
      await waitUntilReady(
        addressOf(port, place.note.password, 'postgres'),
        () => ended.reason !== null,
        patience,
      )
      return { pid: child.pid as number, port }
    } catch (error) {
      if (ended.reason === null) await shutDown(child.pid as number)
      const output = await readLogSince(place.logFile, logSize(place.logFile) >= before ? before : 0)
      // Another program took the port meanwhile, or the last children of a killed server are still leaving.
      const passing = /could not bind|pre-existing shared memory block/.test(output)
      if (!passing || attempt === 20)
        throw startError(place, output, ended.reason ?? (error as Error).message)
      await sleep(150)
    }
  }
}

function endOf(child: ChildProcess): { reason: string | null } {
  const ended: { reason: string | null } = { reason: null }
  child.once('error', (error) => (ended.reason = error.message))
  child.once('exit', (code, signalName) => (ended.reason = `exit ${code ?? signalName}`))
  return ended
}

function startError(place: Place, output: string, reason: string): DatabaseStartError {
  return new DatabaseStartError(
    `数据库无法启动（${reason}），日志 ${place.logFile} · The database could not be started (${reason}), log ${place.logFile}: ${lastLines(output)}`,
  )
}

/** Connects until it succeeds. A server that is starting or recovering is waited for, any other answer is an error. */
async function waitUntilReady(url: string, isOver: () => boolean, milliseconds: number): Promise<void> {
  const deadline = Date.now() + milliseconds
  for (;;) {
    const problem = await tryConnection(url)
    if (problem === null) return
    if (isOver() || Date.now() > deadline || !isPassing(problem)) throw problem
    await sleep(20)
  }
}

/** 57P03: starting up or recovering; the rest: not listening yet, or it hung up while starting. */
function isPassing(problem: Error): boolean {
  const { code } = problem as { code?: string }
  return (
    code === '57P03' ||
    code === 'ECONNREFUSED' ||
    code === 'ECONNRESET' ||
    /terminated unexpectedly/.test(problem.message)
  )
}

async function tryConnection(url: string): Promise<Error | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return null
  } catch (error) {
    return error as Error
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [applicationDatabase])
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${applicationDatabase}`)
  } finally {
    await client.end()
  }
}

function addressOf(port: number, password: string, database: string): string {
  return `postgresql://${superuser}:${password}@127.0.0.1:${port}/${database}`
}
