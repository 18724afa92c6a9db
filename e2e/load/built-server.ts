import { spawn, type ChildProcess } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { randomInt } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export const projectRoot = path.resolve(import.meta.dirname, '../..')

/** The demo's own room, on air as long as the server runs. */
export const demoRoom = 'demo'

export interface BuiltServer {
  /** Without a closing slash. */
  url: string
  port: number
  rtmpPort: number
  pid: number
  process: ChildProcess
  /** How long it took from the start of the process until `/readyz` said yes, in milliseconds. */
  readyAfterMs: number
  /** SIGTERM, then waiting: resolves with the exit code, or null where it had to be killed. */
  stop(): Promise<number | null>
}

export interface BuiltServerOptions {
  dataDir: string
  port: number
  rtmpPort: number
  /** Milliseconds after which a server that is not ready counts as failed. */
  patienceMs?: number
  environment?: Record<string, string | undefined>
}

/** Starts `build/main.js` as `npm start` would, its log in DATA_DIR-server.log, and waits until it is able to serve. */
export async function startBuiltServer(options: BuiltServerOptions): Promise<BuiltServer> {
  const { dataDir, port, rtmpPort, patienceMs = 60_000 } = options
  const startedAt = performance.now()
  const child = spawnBuiltServer(options)
  const url = `http://127.0.0.1:${port}`
  const ready = await waitUntilReady(url, child, patienceMs)
  if (!ready || child.pid === undefined) {
    if (child.exitCode === null) child.kill('SIGKILL')
    throw new Error(`the server was not ready within ${patienceMs} ms; its log is ${dataDir}-server.log`)
  }
  return {
    url,
    port,
    rtmpPort,
    pid: child.pid,
    process: child,
    readyAfterMs: performance.now() - startedAt,
    stop: () => stopServer(child),
  }
}

/** The same without waiting. */
export function spawnBuiltServer(options: BuiltServerOptions): ChildProcess {
  const child = spawn(process.execPath, ['--enable-source-maps', 'build/main.js'], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DEMO: '1', HOST: '127.0.0.1', ...serverSettings(options), NODE_ENV: 'production' },
  })
  const log = createWriteStream(`${options.dataDir}-server.log`, { flags: 'a' })
  child.stdout.pipe(log, { end: false })
  child.stderr.pipe(log, { end: false })
  return child
}

function serverSettings({
  dataDir,
  port,
  rtmpPort,
  environment,
}: BuiltServerOptions): Record<string, string | undefined> {
  return { DATA_DIR: dataDir, PORT: String(port), RTMP_PORT: String(rtmpPort), ...environment }
}

async function waitUntilReady(url: string, child: ChildProcess, patienceMs: number): Promise<boolean> {
  const deadline = performance.now() + patienceMs
  while (performance.now() < deadline && child.exitCode === null) {
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2000) }).catch(() => null)
    if (answer?.ok) return true
    await sleep(25)
  }
  return false
}

async function stopServer(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const gone = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  child.kill('SIGTERM')
  const patience = setTimeout(() => child.kill('SIGKILL'), 40_000)
  return gone.finally(() => clearTimeout(patience))
}

/** Below those that the system gives to outgoing connections: one of these would take a port that a server comes back to. */
const portRange = { from: 20_000, to: 32_000 }

/** As many ports as asked for, free a moment ago and different from each other. */
export async function freePorts(count: number): Promise<number[]> {
  const found = new Set<number>()
  while (found.size < count) {
    const port = randomInt(portRange.from, portRange.to)
    if (await isFree(port)) found.add(port)
  }
  return [...found]
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}

/** Processor seconds used so far and resident memory in bytes of one process, from /proc (Linux). */
export async function processUse(pid: number): Promise<{ cpuSeconds: number; rssBytes: number }> {
  const [stat, status] = await Promise.all([
    readFile(`/proc/${pid}/stat`, 'utf8'),
    readFile(`/proc/${pid}/status`, 'utf8'),
  ])
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const ticks = Number(fields[11]) + Number(fields[12])
  const kilobytes = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1])
  return { cpuSeconds: ticks / 100, rssBytes: kilobytes * 1024 }
}
