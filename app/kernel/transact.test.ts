import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { freshDatabase } from '#server/database/testing.ts'
import { database, type Transaction } from './database.server.ts'
import { isDuplicate } from './database-errors.server.ts'
import { transact, type Actor } from './transact.server.ts'
import type { Outcome } from './outcome.ts'

const clerk: Actor = { kind: 'person', id: '01900000-0000-7000-8000-000000000001' }
const deed = { actor: clerk, action: 'test.write', subject: 'test' }

beforeEach(freshDatabase)

function write(tx: Transaction, storageKey: string) {
  const sha256 = '0'.repeat(64)
  return tx.storedFile.create({
    data: { visibility: 'public', contentType: 'image/png', bytes: 1, sha256, storageKey },
  })
}

test('an operation and its audit row commit together', async () => {
  const outcome = await transact({ ...deed, why: 'she asked' }, async (tx, _refuse, note) => {
    const file = await write(tx, 'a')
    note({ subject: `file:${file.id}`, before: null, after: { key: 'a' } })
    return file.id
  })
  if (!outcome.ok) throw new Error('refused')
  const events = await database().auditEvent.findMany()
  expect(events).toMatchObject([
    {
      seq: 1n,
      actorPersonId: clerk.id,
      actorSystem: null,
      action: 'test.write',
      subject: `file:${outcome.value}`,
      why: 'she asked',
      before: null,
      after: { key: 'a' },
    },
  ])
  expect(Math.abs(Date.now() - (events[0]?.at.getTime() ?? 0))).toBeLessThan(60_000)
})

test('a deed of the system names its part', async () => {
  await transact({ ...deed, actor: { kind: 'system', name: 'seed' } }, async () => 1)
  expect(await database().auditEvent.findMany()).toMatchObject([{ actorPersonId: null, actorSystem: 'seed' }])
})

test('a refusal undoes everything and comes out as a value', async () => {
  const outcome: Outcome<number, 'sold-out'> = await transact(deed, async (tx, refuse) => {
    await write(tx, 'a')
    throw refuse('sold-out')
  })
  expect(outcome).toEqual({ ok: false, reason: 'sold-out' })
  expect(await database().storedFile.count()).toBe(0)
  expect(await database().auditEvent.count()).toBe(0)
})

test('a bug undoes everything and is thrown', async () => {
  const work = transact(deed, async (tx) => {
    await write(tx, 'a')
    throw new TypeError('a bug')
  })
  await expect(work).rejects.toThrow(TypeError)
  expect(await database().storedFile.count()).toBe(0)
})

test('the refusal of another operation that escapes to here is a bug', async () => {
  let escaped: unknown
  await transact<never, 'inner'>(deed, async (_tx, refuse) => {
    escaped = refuse('inner')
    throw refuse('inner')
  })
  await expect(
    transact(deed, async () => {
      throw escaped
    }),
  ).rejects.toBe(escaped)
})

test('two operations that deadlock both succeed, since one is tried again', async () => {
  const [left, right] = [randomUUID(), randomUUID()]
  await transact(deed, async (tx) => [await write(tx, left), await write(tx, right)])
  let attempts = 0
  let held = 0
  let met: () => void
  const bothHoldOne = new Promise<void>((resolve) => (met = resolve))
  const grab = (first: string, second: string) =>
    transact(deed, async (tx) => {
      attempts += 1
      await touch(tx, first)
      held += 1
      if (held === 2) met()
      await bothHoldOne
      await touch(tx, second)
      return first
    })
  expect(await Promise.all([grab(left, right), grab(right, left)])).toMatchObject([
    { ok: true },
    { ok: true },
  ])
  expect(attempts).toBe(3)
})

test('a deadlock between raw statements is tried again too', async () => {
  await transact(deed, async (tx) => [await write(tx, 'a'), await write(tx, 'b')])
  let attempts = 0
  let held = 0
  let met: () => void
  const bothHoldOne = new Promise<void>((resolve) => (met = resolve))
  const grab = (first: string, second: string) =>
    transact(deed, async (tx) => {
      attempts += 1
      await tx.$executeRaw`UPDATE stored_file SET bytes = bytes + 1 WHERE storage_key = ${first}`
      held += 1
      if (held === 2) met()
      await bothHoldOne
      await tx.$executeRaw`UPDATE stored_file SET bytes = bytes + 1 WHERE storage_key = ${second}`
    })
  await Promise.all([grab('a', 'b'), grab('b', 'a')])
  expect(attempts).toBe(3)
})

test('a row that a unique index refuses is known by its error, from the client and from raw statements', async () => {
  await transact(deed, (tx) => write(tx, 'a'))
  const errorOf = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: unknown) => error,
    )
  expect(isDuplicate(await errorOf(transact(deed, (tx) => write(tx, 'a'))))).toBe(true)
  const raw = transact(
    deed,
    (tx) => tx.$executeRaw`INSERT INTO personal_key (person_id, wrapped)
    VALUES (${clerk.id}::uuid, 'a'), (${clerk.id}::uuid, 'b')`,
  )
  expect(isDuplicate(await errorOf(raw))).toBe(true)
})

function touch(tx: Transaction, storageKey: string) {
  return tx.storedFile.update({ where: { storageKey }, data: { bytes: { increment: 1 } } })
}
