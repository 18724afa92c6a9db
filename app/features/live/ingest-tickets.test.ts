import { beforeEach, expect, test } from 'vitest'
import type { KnownVisitor } from '#app/features/identity/index.ts'
import { createPerson } from '#app/features/identity/index.server.ts'
import { database } from '#app/kernel/database.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { consumeIngestTicket, issueIngestTicket } from './ingest-tickets.server.ts'
import { mediaHooks } from './media-hooks.server.ts'
import { createRoom } from './rooms.server.ts'
import { rotateStreamKey } from './stream-keys.server.ts'

const system = { kind: 'system', name: 'test' } as const
let host: KnownVisitor
let streamKey: string

beforeEach(async () => {
  await freshDatabase()
  const person = await createPerson({ name: '王大姐', demo: true }, { actor: system })
  if (!person.ok) throw new Error(person.reason)
  host = visitor(person.value.id)
  const room = { slug: 'harbour', title: '渔港直播', place: '红岛', hostId: host.personId }
  const made = await createRoom(room, { actor: system })
  if (!made.ok) throw new Error(made.reason)
  streamKey = made.value.streamKey
})

function visitor(personId: string): KnownVisitor {
  return { personId, roles: [], privileges: ['broadcast_publicly'] }
}

async function ticketFor(by: Parameters<typeof issueIngestTicket>[0]['by'], now?: Date): Promise<string> {
  const issued = await issueIngestTicket({ roomSlug: 'harbour', by, now })
  if (!issued.ok) throw new Error(issued.reason)
  return issued.value.ticket
}

test('a ticket that twenty connections use at once lets exactly one in', async () => {
  const ticket = await ticketFor(host)
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => mediaHooks.identifyPublisher({ by: 'ticket', secret: ticket })),
  )
  expect(answers.filter(({ ok }) => ok)).toEqual([{ ok: true, value: { channel: 'harbour' } }])
  expect(answers.filter(({ ok }) => !ok)).toHaveLength(19)
})

test('a ticket lasts sixty seconds', async () => {
  const now = new Date('2026-04-29T06:00:00Z')
  expect(await consumeIngestTicket(await ticketFor(host, now), new Date(now.getTime() + 59_999))).toBe(
    'harbour',
  )
  expect(await consumeIngestTicket(await ticketFor(host, now), new Date(now.getTime() + 60_000))).toBeNull()
})

test('only the host of a room gets a ticket for it', async () => {
  const other = await createPerson({ name: '李大姐', demo: true }, { actor: system })
  if (!other.ok) throw new Error(other.reason)
  const stranger = visitor(other.value.id)
  expect(await issueIngestTicket({ roomSlug: 'harbour', by: stranger })).toEqual({
    ok: false,
    reason: 'not-allowed',
  })
  expect(await issueIngestTicket({ roomSlug: 'nowhere', by: host })).toEqual({
    ok: false,
    reason: 'unknown-room',
  })
})

test('a stream key opens its room until it is rotated', async () => {
  const byKey = (secret: string) => mediaHooks.identifyPublisher({ by: 'stream-key', secret })
  expect(await byKey(streamKey)).toEqual({ ok: true, value: { channel: 'harbour' } })
  const rotated = await rotateStreamKey({ roomSlug: 'harbour', actor: system })
  if (!rotated.ok) throw new Error(rotated.reason)
  expect(await byKey(streamKey)).toEqual({ ok: false, reason: 'unknown-publisher' })
  expect(await byKey(rotated.value.streamKey)).toEqual({ ok: true, value: { channel: 'harbour' } })
  expect(await byKey('')).toEqual({ ok: false, reason: 'unknown-publisher' })
  expect(await rotateStreamKey({ roomSlug: 'nowhere', actor: system })).toEqual({
    ok: false,
    reason: 'unknown-room',
  })
})

test('a ticket is no stream key, and a stream key no ticket', async () => {
  const ticket = await ticketFor({ system: 'test' })
  expect(await mediaHooks.identifyPublisher({ by: 'stream-key', secret: ticket })).toMatchObject({
    ok: false,
  })
  expect(await mediaHooks.identifyPublisher({ by: 'ticket', secret: streamKey })).toMatchObject({ ok: false })
})

test('neither a key nor a ticket is kept as it is, not even in the audit', async () => {
  const ticket = await ticketFor(host)
  const rotated = await rotateStreamKey({ roomSlug: 'harbour', actor: system })
  if (!rotated.ok) throw new Error(rotated.reason)
  const kept = JSON.stringify(
    await Promise.all([
      database().room.findMany(),
      database().ingestTicket.findMany(),
      database().$queryRaw`SELECT action, subject, before, after, why FROM audit_event`,
    ]),
  )
  for (const secret of [ticket, streamKey, rotated.value.streamKey]) expect(kept).not.toContain(secret)
})
