import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, afterEach, expect, test } from 'vitest'
import { runningUrl, startEmbedded, type Embedded } from './embedded.ts'
import { DatabaseStartError } from './errors.ts'
import { isAlive } from './processes.ts'
import { temporaryFolder } from './testing.ts'

const embeddedModule = fileURLToPath(new URL('./embedded.ts', import.meta.url))
const started: Embedded[] = []
const folders: string[] = []
// One database's life, test after test: making a new one for each would take most of the time.
const dataDir = await temporaryFolder('embedded')

afterEach(async () => {
  for (const embedded of started.splice(0)) await embedded.stop()
})

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
})

async function start(dataDir: string): Promise<Embedded> {
  const embedded = await startEmbedded({ dataDir })
  started.push(embedded)
  return embedded
}

async function ask<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}

async function setting(url: string, name: string): Promise<unknown> {
  return Object.values((await ask(url, `SHOW ${name}`))[0] ?? {})[0]
}

/** A process that starts the database of the folder and is then killed with SIGKILL, leaving the database behind. */
async function startAndDie(dataDir: string): Promise<void> {
  const program = `import { startEmbedded } from ${JSON.stringify(embeddedModule)}
    startEmbedded({ dataDir: ${JSON.stringify(dataDir)} }).then(() => process.kill(process.pid, 'SIGKILL'))`
  const args = ['--import', 'tsx', '--input-type=module', '--eval', program]
  await once(spawn(process.execPath, args, { stdio: 'inherit' }), 'exit')
}

test('a new database is durable, local, Chinese and behind a password of its own', async () => {
  const { url } = await start(dataDir)
  expect(await setting(url, 'fsync')).toBe('on')
  expect(await setting(url, 'listen_addresses')).toBe('127.0.0.1')
  expect(await setting(url, 'server_encoding')).toBe('UTF8')
  const [locale] = await ask(
    url,
    `SELECT datlocprovider AS provider, datlocale AS name FROM pg_database WHERE datname = current_database()`,
  )
  expect(locale).toEqual({ provider: 'i', name: 'zh-Hans-CN' })
  await ask(
    url,
    'CREATE EXTENSION ltree; CREATE EXTENSION citext; CREATE EXTENSION pg_trgm; CREATE EXTENSION pgcrypto',
  )
  const wrong = new URL(url)
  wrong.password = 'guess'
  await expect(ask(wrong.href, 'SELECT 1')).rejects.toThrow(/password/)
  expect((await stat(path.join(dataDir, 'database.json'))).mode & 0o777).toBe(0o600)
}, 60_000)

test('a second start is quick, keeps rows and port, and a stop leaves no process', async () => {
  const first = await start(dataDir)
  await ask(first.url, `CREATE TABLE catch AS SELECT 7 AS crates`)
  await first.stop()
  expect(isAlive(first.pid)).toBe(false)
  const before = performance.now()
  const second = await start(dataDir)
  expect(performance.now() - before).toBeLessThan(5000)
  expect(second.url).toBe(first.url)
  expect(await ask(second.url, 'SELECT crates FROM catch')).toEqual([{ crates: 7 }])
}, 60_000)

test('a server left behind by a killed process is adopted, and stops like any other', async () => {
  await startAndDie(dataDir)
  const left = await runningUrl(dataDir)
  expect(left).not.toBeNull()
  const adopted = await start(dataDir)
  expect(adopted.url).toBe(left)
  await adopted.stop()
  expect(isAlive(adopted.pid)).toBe(false)
  expect(await runningUrl(dataDir)).toBeNull()
}, 60_000)

test('a server left behind that does not answer is stopped and started anew', async () => {
  const first = await start(dataDir)
  process.kill(first.pid, 'SIGSTOP')
  const second = await start(dataDir)
  expect(second.pid).not.toBe(first.pid)
  expect(isAlive(first.pid)).toBe(false)
  expect(await ask(second.url, 'SELECT crates FROM catch')).toEqual([{ crates: 7 }])
}, 60_000)

test('the pid file of a crashed machine does not keep the database from starting', async () => {
  const { folder, stop } = await start(dataDir)
  await stop()
  const pidFile = path.join(folder, 'cluster', 'postmaster.pid')
  // A pid that lives, but is another program's by now: this test's own.
  await writeFile(pidFile, `${process.pid}\n${path.dirname(pidFile)}\n1700000000\n1\n\n127.0.0.1\n`)
  expect(await ask((await start(dataDir)).url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
}, 60_000)

test('a failing start says why, with the last lines of the log', async () => {
  const { folder, stop } = await start(dataDir)
  await stop()
  const settings = path.join(folder, 'cluster', 'postgresql.conf')
  const before = await readFile(settings, 'utf8')
  await appendFile(settings, `shared_buffers = '100000GB'\n`)
  await expect(startEmbedded({ dataDir })).rejects.toThrow(DatabaseStartError)
  await expect(startEmbedded({ dataDir })).rejects.toThrow(/postgres\.log.*shared_buffers/s)
  await writeFile(settings, before)
}, 60_000)

test('a database that has vanished is not silently replaced by an empty one', async () => {
  const { folder, stop } = await start(dataDir)
  await stop()
  await rm(path.join(folder, 'cluster'), { recursive: true })
  await expect(startEmbedded({ dataDir })).rejects.toThrow(/missing/)
}, 60_000)

test.runIf(process.getuid?.() === 0)(
  'started by root in a home that others cannot enter, the database lies where PostgreSQL can reach it',
  async () => {
    const home = await mkdtemp(path.join(homedir(), 'hongdao-embedded-'))
    folders.push(home)
    const hidden = path.join(home, 'data')
    const first = await start(hidden)
    folders.push(first.folder)
    expect(first.folder).toMatch(/^\/var\/lib\/hongdao-fisherwomen\/[0-9a-f]{16}$/)
    const note = JSON.parse(await readFile(path.join(hidden, 'database.json'), 'utf8')) as { folder: string }
    expect(note.folder).toBe(first.folder)
    await ask(first.url, 'CREATE TABLE kept AS SELECT 1 AS one')
    await first.stop()
    expect(await ask((await start(hidden)).url, 'SELECT one FROM kept')).toEqual([{ one: 1 }])
  },
  60_000,
)
