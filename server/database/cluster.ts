import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, existsSync, openSync, readlinkSync, renameSync, statSync } from 'node:fs'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import path from 'node:path'
import { as, giveTo } from './account.ts'
import { DatabaseStartError } from './errors.ts'
import type { Place } from './place.ts'
import { isAlive, isTaken, signal, waitUntilGone } from './processes.ts'

export const superuser = 'hongdao'

const largestLog = 10_000_000
/** A fast shutdown writes a checkpoint first; on a slow disk under load that takes a while. Milliseconds. */
const fastShutdown = 30_000

/** Makes the cluster: Chinese names sort by pinyin, trigram search finds Chinese. It cannot be changed later. */
export async function createCluster(place: Place): Promise<void> {
  const draft = `${place.cluster}.new`
  const passwordFile = `${draft}.password`
  await rm(draft, { recursive: true, force: true })
  await writeFile(passwordFile, place.note.password, { mode: 0o600 })
  giveTo(place.account, passwordFile)
  try {
    const encoding = [
      '--encoding=UTF8',
      '--locale=C.UTF-8',
      '--locale-provider=icu',
      '--icu-locale=zh-Hans-CN',
    ]
    const access = ['--auth=scram-sha-256', `--username=${superuser}`, `--pwfile=${passwordFile}`]
    await runInitdb(place, ['-D', draft, ...encoding, ...access])
    // Only a whole cluster bears the name: one that was cut short is made anew.
    await rename(draft, place.cluster)
  } finally {
    await rm(passwordFile, { force: true })
  }
}

async function runInitdb(place: Place, args: string[]): Promise<void> {
  const child = spawn(place.programs.initdb, args, {
    ...as(place.account),
    env: childEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let complaints = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0)
    throw new DatabaseStartError(`数据库无法建立 · The database could not be made: ${lastLines(complaints)}`)
}

/** The major version that made the cluster must be the one that runs it. */
export async function checkVersion(place: Place, packaged: string): Promise<void> {
  const version = (await readFile(path.join(place.cluster, 'PG_VERSION'), 'utf8')).trim()
  if (version === packaged) return
  throw new DatabaseStartError(
    `数据库由 PostgreSQL ${version} 建立，现在的程序是 ${packaged} · The database was made by PostgreSQL ${version}, the programs are ${packaged}: make a backup with the version that made it, and restore it into an empty DATA_DIR.`,
  )
}

/**
 * Starts `postgres` in a process group and session of its own, so that a signal to Node's group does not cut
 * connections before the server has drained; it outlives a killed Node, and the next start adopts it.
 */
export function launch(place: Place, port: number): ChildProcess {
  if ((statSync(place.logFile, { throwIfNoEntry: false })?.size ?? 0) > largestLog)
    renameSync(place.logFile, `${place.logFile}.1`)
  const output = openSync(place.logFile, 'a', 0o600)
  try {
    const settings = [
      `port=${port}`,
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      'timezone=UTC',
    ]
    const child = spawn(
      place.programs.postgres,
      ['-D', place.cluster, ...[...settings, 'log_timezone=UTC'].flatMap((setting) => ['-c', setting])],
      { ...as(place.account), env: childEnvironment(), detached: true, stdio: ['ignore', output, output] },
    )
    child.unref()
    return child
  } finally {
    closeSync(output)
  }
}

/** The server process that serves this very cluster, and its port; null where none runs (a stale file counts as none). */
export async function findRunning(cluster: string): Promise<{ pid: number; port: number } | null> {
  const lines = (await readFile(path.join(cluster, 'postmaster.pid'), 'utf8').catch(absent))?.split('\n')
  const pid = Math.abs(Number(lines?.[0]))
  if (lines === undefined || !isAlive(pid) || !servesCluster(pid, cluster)) return null
  return { pid, port: Number(lines[3]) }
}

/** Whether a pid from postmaster.pid is still that server: PostgreSQL works in its data folder. Linux knows; elsewhere it is trusted. */
function servesCluster(pid: number, cluster: string): boolean {
  if (process.platform !== 'linux') return true
  try {
    return path.resolve(readlinkSync(`/proc/${pid}/cwd`)) === path.resolve(cluster)
  } catch {
    // Another account's process: not ours, since ours belongs to us or we are root.
    return false
  }
}

/**
 * PostgreSQL itself refuses to start while the pid of a stale file is taken, whoever bears it now, be it its own
 * zombie that init has not collected yet: that file goes.
 */
export async function removeStalePid(cluster: string): Promise<void> {
  const file = path.join(cluster, 'postmaster.pid')
  const pid = Number((await readFile(file, 'utf8').catch(absent))?.split('\n')[0])
  if (isTaken(pid)) await rm(file, { force: true })
}

/** Fast shutdown: open transactions are rolled back, connections closed, a checkpoint written. Waits for the end. */
export async function shutDown(pid: number): Promise<void> {
  signal(pid, 'SIGINT')
  // A process that was paused hears nothing until it goes on.
  signal(pid, 'SIGCONT')
  if (await waitUntilGone(pid, fastShutdown)) return
  signal(pid, 'SIGQUIT')
  if (!(await waitUntilGone(pid, 10_000)))
    throw new DatabaseStartError(`PostgreSQL 进程 ${pid} 停不下来 · PostgreSQL process ${pid} does not stop`)
}

/** `preferred` where it is free, else any free port on 127.0.0.1. */
export async function freePort(preferred: number): Promise<number> {
  return (await tryPort(preferred)) ?? (await tryPort(0)) ?? preferred
}

function tryPort(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(null))
    probe.listen(port, '127.0.0.1', () => {
      const taken = (probe.address() as AddressInfo).port
      probe.close(() => resolve(taken))
    })
  })
}

export async function readLogSince(file: string, offset: number): Promise<string> {
  return (await readFile(file).catch(absent))?.subarray(offset).toString('utf8') ?? ''
}

export function logSize(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}

export function lastLines(text: string, count = 4): string {
  return text
    .trim()
    .split('\n')
    .slice(-count)
    .map((line) => line.trim())
    .join(' | ')
}

export function hasCluster(cluster: string): boolean {
  return existsSync(path.join(cluster, 'PG_VERSION'))
}

/** Nothing of our own environment reaches PostgreSQL: PG* variables and LANG would change what it does. */
function childEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' } as unknown as NodeJS.ProcessEnv
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined
  throw error
}
