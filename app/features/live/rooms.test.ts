import { access, mkdir } from 'node:fs/promises'
import path from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { createPerson } from '#app/features/identity/index.server.ts'
import { database } from '#app/kernel/database.server.ts'
import { env } from '#app/kernel/env.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { endBroadcast, openBroadcast, publisherLost } from './broadcasts.server.ts'
import { issueDemoTicket, seedDemo } from './demo.server.ts'
import { jobs } from './jobs.server.ts'
import { mediaHooks } from './media-hooks.server.ts'
import {
  createRoom,
  findReplay,
  findReplays,
  findRoomBySlug,
  listNewestReplays,
  listRooms,
} from './rooms.server.ts'
import { roomState } from './rooms.ts'

const actor = { kind: 'system', name: 'test' } as const
const start = Date.UTC(2026, 3, 29, 6, 0)
const now = new Date(start + 3_600_000)
const hour = 3_600_000

async function makeRoom(slug: string, more: { open?: boolean; demo?: boolean } = {}): Promise<string> {
  const host = await createPerson({ name: '王大姐', demo: true }, { actor })
  if (!host.ok) throw new Error(host.reason)
  const room = { slug, title: `${slug} 直播`, place: '红岛', hostId: host.value.id, ...more }
  const made = await createRoom(room, { actor })
  if (!made.ok) throw new Error(made.reason)
  return made.value.id
}

async function view(slug: string) {
  return (await findRoomBySlug(slug, now))?.view
}

async function broadcast(channel: string, { at, seconds }: { at: number; seconds: number }): Promise<string> {
  const { recording } = await openBroadcast({ channel, at })
  await endBroadcast({
    recording,
    at: at + seconds * 1000,
    durationSeconds: seconds,
    reason: 'publisher-ended',
  })
  return recording
}

describe('what a room says it is doing', () => {
  const idle = { running: null, nextBroadcastAt: null, lastEndedAt: null }
  test.each([
    ['on-air', { ...idle, running: 'on_air' as const, nextBroadcastAt: new Date(now.getTime() + hour) }],
    ['interrupted', { ...idle, running: 'interrupted' as const }],
    ['soon', { ...idle, nextBroadcastAt: new Date(now.getTime() + hour), lastEndedAt: now }],
    ['ended', { ...idle, nextBroadcastAt: now, lastEndedAt: new Date(now.getTime() - 23 * hour) }],
    ['quiet', { ...idle, lastEndedAt: new Date(now.getTime() - 24 * hour) }],
    ['quiet', idle],
  ])('%s', (state, room) => {
    expect(roomState(room, now)).toBe(state)
  })
})

describe('rooms', () => {
  beforeEach(freshDatabase)

  test('a slug is given once, and only to a known host', async () => {
    await makeRoom('harbour')
    const hostId = '0198d000-0000-7000-8000-000000000000'
    const room = { title: '渔港直播', place: '红岛', hostId }
    expect(await createRoom({ slug: 'quay', ...room }, { actor })).toEqual({
      ok: false,
      reason: 'unknown-host',
    })
    const { hostId: known } = await database().room.findUniqueOrThrow({ where: { slug: 'harbour' } })
    const again = await createRoom({ slug: 'harbour', ...room, hostId: known }, { actor })
    expect(again).toEqual({ ok: false, reason: 'slug-taken' })
  })

  test('a room shows its broadcast while it runs and while it waits for its publisher', async () => {
    await makeRoom('harbour')
    expect(await view('harbour')).toMatchObject({ state: 'quiet', broadcast: null, replays: [] })
    const { recording } = await openBroadcast({ channel: 'harbour', at: start })
    const shown = { id: recording, title: 'harbour 直播', startedAt: '2026-04-29T06:00:00.000Z' }
    expect(await view('harbour')).toMatchObject({ state: 'on-air', broadcast: shown })
    await publisherLost({ recording, at: start + 1000 })
    expect(await view('harbour')).toMatchObject({ state: 'interrupted', broadcast: shown })
    await endBroadcast({ recording, at: start + 2000, durationSeconds: 1, reason: 'publisher-ended' })
    expect(await view('harbour')).toMatchObject({
      state: 'ended',
      broadcast: null,
      replays: [{ id: recording, durationSeconds: 1 }],
    })
  })

  test('those on air come first, and a closed room is in no list', async () => {
    for (const slug of ['quiet', 'live', 'older', 'lost']) await makeRoom(slug)
    await makeRoom('rehearsal', { open: false })
    await openBroadcast({ channel: 'older', at: start })
    await openBroadcast({ channel: 'live', at: start + 1 })
    await openBroadcast({ channel: 'rehearsal', at: start + 1 })
    const { recording } = await openBroadcast({ channel: 'lost', at: start + 2 })
    await publisherLost({ recording, at: start + 3 })
    expect((await listRooms(now)).map(({ slug }) => slug)).toEqual(['live', 'older', 'lost', 'quiet'])
    expect(await findRoomBySlug('rehearsal', now)).toMatchObject({ open: false })
  })

  test('a text that can name no room leads to none, whatever it holds', async () => {
    await makeRoom('harbour')
    for (const text of ['', '\0', 'harbour\0', 'Harbour', '../harbour', '\ud800', 'a'.repeat(10_000)]) {
      expect(await findRoomBySlug(text, now)).toBeNull()
      expect(await findReplay(text)).toBeNull()
    }
  })
})

describe('replays', () => {
  beforeEach(freshDatabase)

  test('of all open rooms come newest first', async () => {
    await makeRoom('harbour')
    await makeRoom('quay')
    await makeRoom('rehearsal', { open: false })
    const older = await broadcast('harbour', { at: start, seconds: 60 })
    await broadcast('rehearsal', { at: start + hour, seconds: 60 })
    const newer = await broadcast('quay', { at: start + 2 * hour, seconds: 60 })
    const found = await listNewestReplays(8)
    expect(found.map(({ id, room }) => [id, room.slug])).toEqual([
      [newer, 'quay'],
      [older, 'harbour'],
    ])
    expect(await listNewestReplays(1)).toHaveLength(1)
  })

  test('come newest first, page by page, and leave out what has no picture', async () => {
    await makeRoom('harbour')
    const made: string[] = []
    for (let day = 0; day < 5; day++)
      made.push(await broadcast('harbour', { at: start + day * 86_400_000, seconds: day }))
    const first = await findReplays({ roomSlug: 'harbour', limit: 2 })
    expect(first.map(({ id }) => id)).toEqual([made[4], made[3]])
    const before = new Date(first.at(-1)!.startedAt)
    const rest = await findReplays({ roomSlug: 'harbour', before, limit: 10 })
    expect(rest.map(({ id }) => id)).toEqual([made[2], made[1]])
    expect(await findReplay(made[2]!)).toMatchObject({
      open: true,
      view: { durationSeconds: 2, room: { slug: 'harbour', place: '红岛' } },
    })
    expect(await findReplay(made[0]!)).toBeNull()
    expect(await findReplay('../../etc/passwd')).toBeNull()
  })

  test('in an open room anyone may watch, in a closed one nobody yet', async () => {
    await makeRoom('harbour')
    await makeRoom('rehearsal', { open: false })
    const may = async (recording: string) => mediaHooks.mayWatchRecording({ recording, cookie: undefined })
    expect(await may(await broadcast('harbour', { at: start, seconds: 5 }))).toBe(true)
    expect(await may(await broadcast('rehearsal', { at: start, seconds: 5 }))).toBe(false)
    expect(await may('0198d000-0000-7000-8000-000000000000')).toBe(false)
    expect(await may('..')).toBe(false)
  })

  test('are watched once their broadcast has ended and something of it was recorded', async () => {
    await makeRoom('harbour')
    const may = async (recording: string) => mediaHooks.mayWatchRecording({ recording, cookie: undefined })
    const { recording } = await openBroadcast({ channel: 'harbour', at: start })
    expect(await may(recording)).toBe(false)
    await endBroadcast({ recording, at: start + 2000, durationSeconds: 0, reason: 'recording-failed' })
    expect(await may(recording)).toBe(false)
    expect(await findReplay(recording)).toBeNull()
    expect(await view('harbour')).toMatchObject({ state: 'ended', replays: [] })
    expect(await listNewestReplays(8)).toEqual([])
  })
})

describe('the demo', () => {
  beforeEach(freshDatabase)

  test('is seeded once, marked as demo, and its publisher is let in', async () => {
    await seedDemo()
    await seedDemo()
    const rooms = await listRooms(now)
    expect(rooms).toHaveLength(1)
    expect(rooms[0]).toMatchObject({ slug: 'demo', host: { demo: true } })
    expect(await mediaHooks.identifyPublisher({ by: 'ticket', secret: await issueDemoTicket() })).toEqual({
      ok: true,
      value: { channel: 'demo' },
    })
  })

  test('keeps its newest recording; a real recording is never removed', async () => {
    const demo = await makeRoom('demo', { demo: true })
    const real = await makeRoom('harbour')
    const kept: Record<string, string[]> = { demo: [], harbour: [] }
    for (const slug of ['demo', 'harbour'])
      for (const [day, seconds] of [9, 8, 0].entries()) {
        const recording = await broadcast(slug, { at: start + day * hour, seconds })
        await mkdir(folderOf(recording), { recursive: true })
        kept[slug]!.push(recording)
      }
    await jobs['live.prune-demo-recordings']!({ roomId: demo })
    await jobs['live.prune-demo-recordings']!({ roomId: demo })
    await jobs['live.prune-demo-recordings']!({ roomId: real })
    expect(await Promise.all(kept['demo']!.map(isThere))).toEqual([false, true, false])
    expect(await Promise.all(kept['harbour']!.map(isThere))).toEqual([true, true, true])
    expect((await findReplays({ roomSlug: 'demo' })).map(({ id }) => id)).toEqual([kept['demo']![1]])
    const removal = { where: { id: kept['harbour']![0]! }, data: { recordingRemovedAt: now } }
    await expect(database().broadcast.update(removal)).rejects.toThrow()
  })
})

function folderOf(recording: string): string {
  return path.join(env().dataDir, 'recordings', recording)
}

async function isThere(recording: string): Promise<boolean> {
  return access(folderOf(recording)).then(
    () => true,
    () => false,
  )
}
