import { afterEach, beforeEach, expect, test } from 'vitest'
import { freshDatabase, testDatabaseUrl } from '#server/database/testing.ts'
import { database } from './database.server.ts'
import { createLog } from './log.server.ts'
import type { Outcome } from './outcome.ts'
import { emit, startJobs, type Jobs } from './outbox.server.ts'
import { transact } from './transact.server.ts'

const deed = { actor: { kind: 'system', name: 'test' }, action: 'test.emit', subject: 'test' } as const
const lines: string[] = []
const log = createLog({ level: 'info' }, { write: (line) => void lines.push(line) })

let jobs: Jobs = {}
let running: { stop(): Promise<void> } | null = null

beforeEach(async () => {
  await freshDatabase()
  lines.length = 0
  running = await startJobs({ databaseUrl: testDatabaseUrl(), jobs: () => jobs, log })
})

afterEach(async () => {
  await running?.stop()
})

/** A handler that keeps what it is given, and a wait for the n-th. */
function collector() {
  const payloads: unknown[] = []
  return { payloads, job: async (payload: unknown) => void payloads.push(payload) }
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 10_000
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('waited in vain')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function waiting(): Promise<number> {
  const rows = await database().$queryRaw<{ count: bigint }[]>`
    SELECT count(*) FROM graphile_worker._private_jobs`
  return Number(rows[0]?.count ?? 0n)
}

test('a job runs once its transaction has committed, and never after a rollback', async () => {
  const { payloads, job } = collector()
  jobs = { 'parcel.pack': job }
  const refused: Outcome<void, 'no'> = await transact(deed, async (tx, refuse) => {
    await emit(tx, { task: 'parcel.pack', payload: 'never' })
    throw refuse('no')
  })
  expect(refused.ok).toBe(false)
  await transact(deed, (tx) => emit(tx, { task: 'parcel.pack', payload: { order: 1, 备注: '活的' } }))
  await until(() => payloads.length > 0)
  await until(async () => (await waiting()) === 0)
  expect(payloads).toEqual([{ order: 1, 备注: '活的' }])
})

test('a job without a handler stays, is logged, and runs when a reloaded build brings one', async () => {
  jobs = {}
  await transact(deed, (tx) => emit(tx, { task: 'later.task', payload: 1 }))
  await until(() => lines.some((line) => line.includes('no handler') && line.includes('later.task')))
  expect(await waiting()).toBe(1)
  const { payloads, job } = collector()
  jobs = { 'later.task': job }
  await database().$executeRaw`UPDATE graphile_worker._private_jobs SET run_at = now()`
  await until(() => payloads.length === 1)
})

test('a job that fails is tried again', async () => {
  let tries = 0
  jobs = {
    shaky: async () => {
      tries += 1
      if (tries === 1) throw new Error('the line dropped')
    },
  }
  await transact(deed, (tx) => emit(tx, { task: 'shaky', payload: null }))
  await until(() => lines.some((line) => line.includes('the line dropped')))
  await until(async () => {
    await database().$executeRaw`UPDATE graphile_worker._private_jobs SET run_at = now()`
    return tries === 2
  })
})

test('a later job of the same key takes the place of the earlier one', async () => {
  const { payloads, job } = collector()
  jobs = { close: job }
  const soon = new Date(Date.now() + 3_600_000)
  await transact(deed, (tx) => emit(tx, { task: 'close', payload: 'first', runAt: soon, key: 'room:1' }))
  await transact(deed, (tx) => emit(tx, { task: 'close', payload: 'second', key: 'room:1' }))
  await until(async () => (await waiting()) === 0)
  expect(payloads).toEqual(['second'])
})

test('a job waits for its time', async () => {
  const { payloads, job } = collector()
  jobs = { close: job }
  const emitted = Date.now()
  await transact(deed, (tx) => emit(tx, { task: 'close', payload: null, runAt: new Date(emitted + 700) }))
  await until(() => payloads.length === 1)
  expect(Date.now() - emitted).toBeGreaterThanOrEqual(690)
})

test('the kernel seals the audit by a job of its own', async () => {
  await transact(deed, (tx) => emit(tx, { task: 'audit.seal', payload: null }))
  await until(async () => (await database().auditSeal.count()) === 1)
})
