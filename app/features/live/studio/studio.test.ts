import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { createPerson } from '#app/features/identity/index.server.ts'
import { database } from '#app/kernel/database.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { resumeWindow } from '../broadcasts.ts'
import { endBroadcast, openBroadcast, publisherLost } from '../broadcasts.server.ts'
import { createRoom } from '../rooms.server.ts'
import { workplaceOf } from './my-rooms.ts'
import { findMyRooms } from './my-rooms.server.ts'
import { renameRoom } from './room-title.server.ts'
import { findRunning } from './running.server.ts'
import { findLastSummary } from './summary.server.ts'

const actor = { kind: 'system', name: 'test' } as const
const start = Date.UTC(2026, 3, 29, 6, 0)
const minute = 60_000

let host: string
let room: string

beforeEach(async () => {
  await freshDatabase()
  host = await makePerson('王大姐')
  room = await makeRoom('harbour', host)
})

async function makePerson(name: string): Promise<string> {
  const made = await createPerson({ name, demo: true }, { actor })
  if (!made.ok) throw new Error(made.reason)
  return made.value.id
}

async function makeRoom(slug: string, hostId: string, title = '渔港直播'): Promise<string> {
  const made = await createRoom({ slug, title, place: '红岛', hostId }, { actor })
  if (!made.ok) throw new Error(made.reason)
  return made.value.id
}

describe('my rooms', () => {
  test('are those that she hosts, then those in which she assists, and no others', async () => {
    const other = await makePerson('李大姐')
    const assisted = await makeRoom('pier', other, '码头')
    await makeRoom('elsewhere', other)
    await openBroadcast({ channel: 'pier', at: start })
    const roles = [{ role: 'assistant' as const, scope: `room:${assisted}` }]
    const mine = await findMyRooms({ personId: host, roles, privileges: [] })
    expect(mine.map(({ slug, as, onAir, host: whose }) => [slug, as, onAir, whose])).toEqual([
      ['harbour', 'host', false, '王大姐'],
      ['pier', 'assistant', true, '李大姐'],
    ])
    expect(mine.map(workplaceOf)).toEqual(['/studio/harbour', '/studio/pier/assist'])
  })

  test('an administrator without a room of her own has none', async () => {
    const roles = [{ role: 'administrator' as const, scope: '*' }]
    expect(await findMyRooms({ personId: await makePerson('管理员'), roles, privileges: [] })).toEqual([])
  })
})

describe('renaming the room', () => {
  test('names what runs now and next, and leaves what has ended its name', async () => {
    const ended = await broadcastOf(5 * minute)
    const { recording } = await openBroadcast({ channel: 'harbour', at: start + 10 * minute })
    const renamed = await renameRoom({
      roomId: room,
      title: '  早潮蛤蜊 ',
      actor: { kind: 'person', id: host },
    })
    expect(renamed.ok).toBe(true)
    const titles = await database().broadcast.findMany({ select: { id: true, title: true } })
    expect(new Map(titles.map(({ id, title }) => [id, title]))).toEqual(
      new Map([
        [ended, '渔港直播'],
        [recording, '早潮蛤蜊'],
      ]),
    )
    expect(await database().room.findUniqueOrThrow({ where: { id: room } })).toMatchObject({
      title: '早潮蛤蜊',
    })
    expect(await database().auditEvent.count({ where: { action: 'room.rename', actorPersonId: host } })).toBe(
      1,
    )
  })

  test('refuses a room that is not there, and leaves no record', async () => {
    expect(await renameRoom({ roomId: randomUUID(), title: '空', actor })).toEqual({
      ok: false,
      reason: 'unknown-room',
    })
    expect(await database().auditEvent.count({ where: { action: 'room.rename' } })).toBe(0)
  })
})

describe('what runs in the room', () => {
  test('is nothing, then a broadcast on air, then one that waits for her for two minutes', async () => {
    expect(await findRunning(room)).toBeNull()
    const { recording } = await openBroadcast({ channel: 'harbour', at: start })
    expect(await findRunning(room)).toEqual({
      id: recording,
      title: '渔港直播',
      startedAt: start,
      state: 'on-air',
      resumeUntil: null,
    })
    await publisherLost({ recording, at: start + minute })
    const until = start + minute + resumeWindow
    expect(await findRunning(room, new Date(until - 1))).toMatchObject({
      state: 'interrupted',
      resumeUntil: until,
    })
    expect(await findRunning(room, new Date(until))).toBeNull()
  })
})

describe('the summary', () => {
  test('there is none before a broadcast has ended', async () => {
    await openBroadcast({ channel: 'harbour', at: start })
    expect(await findLastSummary(room)).toBeNull()
  })

  test('is counted from the records of the last broadcast that ended', async () => {
    await broadcastOf(minute, start - 60 * minute)
    const id = await broadcastOf(5 * minute)
    await database().broadcast.update({ where: { id }, data: { likes: 88, peakViewers: 31 } })
    await say(id, 3)
    await follow(start + minute)
    await follow(start + 5 * minute)
    await follow(start + 6 * minute)
    await follow(start - minute)
    await follow(start + 2 * minute, start + 3 * minute)
    expect(await findLastSummary(room)).toEqual({
      id,
      title: '渔港直播',
      startedAt: start,
      endedAt: start + 5 * minute,
      endReason: 'publisher_ended',
      seconds: 299.5,
      peakViewers: 31,
      likes: 88,
      messages: 2,
      newFollowers: 2,
      replay: 'ready',
    })
  })

  test('says that a replay is being prepared until its recording is closed, and that there is none of an empty one', async () => {
    const { recording } = await openBroadcast({ channel: 'harbour', at: start })
    const ended = { status: 'ended', endedAt: new Date(start + minute), endReason: 'not_resumed' } as const
    await database().broadcast.update({ where: { id: recording }, data: ended })
    expect(await findLastSummary(room)).toMatchObject({ replay: 'preparing', seconds: 60 })
    await database().broadcast.update({ where: { id: recording }, data: { durationSeconds: 0 } })
    expect(await findLastSummary(room)).toMatchObject({ replay: 'none', seconds: 0 })
  })
})

/** An ended broadcast of this length in milliseconds, whose recording is half a second shorter. */
async function broadcastOf(length: number, at = start): Promise<string> {
  const { recording } = await openBroadcast({ channel: 'harbour', at })
  const durationSeconds = length / 1000 - 0.5
  await endBroadcast({ recording, at: at + length, durationSeconds, reason: 'publisher-ended' })
  return recording
}

/** So many chat messages, of which the last was removed. */
async function say(broadcastId: string, messages: number): Promise<void> {
  const { lastSeq } = await database().broadcast.findUniqueOrThrow({ where: { id: broadcastId } })
  const entry = { broadcastId, at: new Date(start) }
  const removal = lastSeq + messages + 1
  const body = { text: '大姐早', role: 'viewer' }
  await database().timelineEntry.createMany({
    data: Array.from({ length: messages }, (_, place) => ({
      ...entry,
      kind: 'chat',
      seq: lastSeq + place + 1,
      personId: host,
      senderKey: randomUUID(),
      body,
      removedBy: place === messages - 1 ? removal : null,
    })),
  })
  const removes = { removes: removal - 1, reason: '打广告' }
  await database().timelineEntry.create({ data: { ...entry, kind: 'removal', seq: removal, body: removes } })
}

async function follow(since: number, endedAt?: number): Promise<void> {
  const followerId = await makePerson('青岛老刘')
  const ended = endedAt === undefined ? null : new Date(endedAt)
  await database().follow.create({
    data: { followerId, followedId: host, since: new Date(since), endedAt: ended },
  })
}
