import { beforeEach, expect, test } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { startJobs } from '#app/kernel/outbox.server.ts'
import { log } from '#app/kernel/log.server.ts'
import { freshDatabase, testDatabaseUrl } from '#server/database/testing.ts'
import { endOtherSessions, endSession, listDevices } from './devices.server.ts'
import { createPerson } from './people.server.ts'
import { hashToken, sessionStorage } from './sessions.server.ts'
import { signedInCookie } from './testing.server.ts'
import { findVisitorByCookie } from './visitor.server.ts'

const actor = { kind: 'system', name: 'test' } as const

interface SignedInDevice {
  id: string
  cookie: string
}

beforeEach(freshDatabase)

async function makePerson(): Promise<string> {
  const made = await createPerson({ name: '王大姐' }, { actor })
  if (!made.ok) throw new Error(made.reason)
  return made.value.id
}

async function signIn(personId: string, device: string): Promise<SignedInDevice> {
  const cookie = await signedInCookie(personId, device)
  const token = (await sessionStorage().getSession(cookie)).id
  const { id } = await database().session.findUniqueOrThrow({ where: { tokenHash: hashToken(token) } })
  return { id, cookie }
}

/** The sessions whose end was announced to the storeys above. */
async function announced(): Promise<unknown[]> {
  const ended: unknown[] = []
  const jobs = { 'identity.session-ended': async (payload: unknown) => void ended.push(payload) }
  const runner = await startJobs({ databaseUrl: testDatabaseUrl(), jobs: () => jobs, log })
  const waiting = () =>
    database().$queryRaw<[{ n: bigint }]>`SELECT count(*) AS n FROM graphile_worker._private_jobs`
  for (let tries = 0; tries < 100 && (await waiting())[0].n > 0n; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 50))
  await runner.stop()
  return ended
}

test('she sees where she is signed in: the device that asks first, then the one used last', async () => {
  const personId = await makePerson()
  const phone = await signIn(personId, 'Chrome · Android')
  const tablet = await signIn(personId, 'Safari · iPad')
  const gone = await signIn(personId, 'Firefox · Windows')
  await signIn(await makePerson(), 'somebody else’s')
  await endSession({ personId, sessionId: gone.id })
  expect(await listDevices({ personId, sessionId: phone.id })).toMatchObject([
    { id: phone.id, words: 'Chrome · Android', current: true },
    { id: tablet.id, words: 'Safari · iPad', current: false },
  ])
})

test('a device that she ends is signed out at once, and the storeys above are told', async () => {
  const personId = await makePerson()
  const [phone, lost] = [await signIn(personId, 'phone'), await signIn(personId, 'lost')]
  expect(await endSession({ personId, sessionId: lost.id })).toEqual({ ok: true, value: undefined })
  expect(await findVisitorByCookie(lost.cookie)).toBeNull()
  expect(await findVisitorByCookie(phone.cookie)).toMatchObject({ personId })
  expect(await announced()).toEqual([{ sessionId: lost.id }])
})

test('somebody else’s session, an ended one and an invented one are answered alike, and nothing happens', async () => {
  const [personId, other] = [await makePerson(), await makePerson()]
  const theirs = await signIn(other, 'theirs')
  const mine = await signIn(personId, 'mine')
  await endSession({ personId, sessionId: mine.id })
  const absent = { ok: false, reason: 'absent' }
  for (const sessionId of [theirs.id, mine.id, '0198d000-0000-7000-8000-000000000000'])
    expect(await endSession({ personId, sessionId })).toEqual(absent)
  expect(await findVisitorByCookie(theirs.cookie)).toMatchObject({ personId: other })
  expect(await database().auditEvent.count({ where: { action: 'session.end' } })).toBe(1)
})

test('she ends all others, and stays where she is', async () => {
  const [personId, other] = [await makePerson(), await makePerson()]
  const here = await signIn(personId, 'here')
  const away = [await signIn(personId, 'a'), await signIn(personId, 'b')]
  const theirs = await signIn(other, 'theirs')
  expect(await endOtherSessions({ personId, sessionId: here.id })).toBe(2)
  expect(await endOtherSessions({ personId, sessionId: here.id })).toBe(0)
  expect(await findVisitorByCookie(here.cookie)).not.toBeNull()
  expect(await findVisitorByCookie(theirs.cookie)).not.toBeNull()
  for (const { cookie } of away) expect(await findVisitorByCookie(cookie)).toBeNull()
  expect(await announced()).toHaveLength(2)
})
