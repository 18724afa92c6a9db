import pg from 'pg'
import { beforeEach, expect, test } from 'vitest'
import { freshDatabase, testDatabaseUrl } from '#server/database/testing.ts'
import { sealAudit, verifyAuditChain } from './audit-chain.server.ts'
import { database } from './database.server.ts'
import type { Json } from './json.ts'
import { eraseKey, openNoted, personal } from './personal-keys.server.ts'
import { transact } from './transact.server.ts'

const ayi = '01900000-0000-7000-8000-00000000000a'
const other = '01900000-0000-7000-8000-00000000000b'
const deed = { actor: { kind: 'system', name: 'test' }, action: 'test.note', subject: 'test' } as const

beforeEach(freshDatabase)

async function noteDown(after: Json): Promise<void> {
  await transact(deed, async (_tx, _refuse, note) => note({ after }))
}

async function lastAfter(): Promise<Json> {
  const event = await database().auditEvent.findFirstOrThrow({ orderBy: { seq: 'desc' } })
  return event.after
}

/** As somebody with the database's own password could: past the triggers. */
function tamper(sql: string): Promise<void> {
  return query(`SET session_replication_role = replica; ${sql}`)
}

async function query(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: testDatabaseUrl() })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

test('the audit can be added to, and nothing else', async () => {
  await noteDown({ a: 1 })
  await sealAudit()
  for (const sql of [
    `UPDATE audit_event SET action = 'other'`,
    `DELETE FROM audit_event`,
    `UPDATE audit_seal SET event_count = 9`,
    `DELETE FROM audit_seal`,
  ]) {
    await expect(query(sql)).rejects.toThrow(/is append-only/)
  }
})

test('each seal takes up what is new since the last, and nothing new adds none', async () => {
  await noteDown({ a: 1 })
  await noteDown({ b: [1, 'zwei', null], c: { d: 0.5 } })
  expect(await sealAudit()).toBe(2)
  expect(await sealAudit()).toBe(0)
  await noteDown('three')
  expect(await sealAudit()).toBe(1)
  expect(await verifyAuditChain()).toEqual({ whole: true, seals: 2, upToSeq: 3n })
})

test('two sealers at once make one chain', async () => {
  for (let index = 0; index < 5; index += 1) await noteDown(index)
  const counts = await Promise.all([sealAudit(), sealAudit(), sealAudit()])
  expect(counts.reduce((sum, count) => sum + count)).toBe(5)
  expect(await verifyAuditChain()).toMatchObject({ whole: true })
})

test('a seal waits for a deed that has its number but is not committed', async () => {
  let written: () => void
  let mayCommit: () => void
  const isWritten = new Promise<void>((resolve) => (written = resolve))
  const commit = new Promise<void>((resolve) => (mayCommit = resolve))
  const slow = database().$transaction(async (tx) => {
    await tx.auditEvent.create({ data: { actorSystem: 'slow', action: 'a', subject: 's' } })
    written()
    await commit
  })
  await isWritten
  const sealed = sealAudit()
  await new Promise((resolve) => setTimeout(resolve, 100))
  mayCommit!()
  await slow
  expect(await sealed).toBe(1)
})

function forgery(seq: number): string {
  return `INSERT INTO audit_event (seq, actor_system, action, subject) VALUES (${seq}, 'x', 'x', 'x')`
}

test('an event forged before the first shows also while nothing is sealed', async () => {
  expect(await verifyAuditChain()).toEqual({ whole: true, seals: 0, upToSeq: 0n })
  await tamper(forgery(0))
  expect(await verifyAuditChain()).toEqual({ whole: false, seal: null, upToSeq: 0n })
})

test('a changed, a removed and a forged event each show in the chain', async () => {
  for (const sql of [
    `UPDATE audit_event SET after = '{"fen": 1}' WHERE seq = 2`,
    `DELETE FROM audit_event WHERE seq = 2`,
    `UPDATE audit_event SET at = at + interval '1 second' WHERE seq = 3`,
    ...[0, -1].map((seq) => forgery(seq)),
    `DELETE FROM audit_event WHERE seq = 2; ${forgery(2)}`,
  ]) {
    await freshDatabase()
    for (const fen of [100, 200, 300, 400]) {
      await noteDown({ fen })
      await sealAudit()
    }
    expect(await verifyAuditChain()).toMatchObject({ whole: true, seals: 4 })
    await tamper(sql)
    expect(await verifyAuditChain(), sql).toMatchObject({ whole: false })
  }
})

test('a personal value is read with its person’s key and is not in the row as text', async () => {
  await noteDown({
    name: personal(ayi, '王阿姨'),
    others: [personal(other, { phone: '13800000000' })],
    room: 'clams',
  })
  const after = await lastAfter()
  expect(JSON.stringify(after)).not.toMatch(/王阿姨|13800000000/)
  expect(await openNoted(database(), after)).toEqual({
    name: '王阿姨',
    others: [{ phone: '13800000000' }],
    room: 'clams',
  })
})

test('erasing a person makes her values unreadable for ever and keeps the chain whole', async () => {
  await noteDown({ name: personal(ayi, '王阿姨'), by: personal(other, '李阿姨') })
  await sealAudit()
  const before = await lastAfter()
  await transact(deed, (tx) => eraseKey(tx, ayi))
  await transact(deed, (tx) => eraseKey(tx, ayi))
  expect(await openNoted(database(), before)).toEqual({ name: null, by: '李阿姨' })
  expect(await verifyAuditChain()).toMatchObject({ whole: true })

  await noteDown({ name: personal(ayi, '王阿姨') })
  expect(JSON.stringify(await lastAfter())).not.toContain('王阿姨')
  expect(await openNoted(database(), await lastAfter())).toEqual({ name: null })
})
