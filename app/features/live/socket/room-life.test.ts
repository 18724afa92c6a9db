import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { log } from '#app/kernel/log.server.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { serveSockets } from '#server/sockets/testing.ts'
import { mediaHooks } from '../media-hooks.server.ts'
import { appendEntry } from '../timeline/append.server.ts'
import type { EntryView } from '../timeline/timeline.ts'
import { stirRoom } from './room-news.server.ts'
import { roomSocket } from './room-socket.server.ts'
import { roomTicks } from './room-ticks.server.ts'
import { goOffAir, goOnAir, makePerson, makeRoom, pagesOn, range, seqs, until } from './testing.server.ts'

const attached = { roomSocket, roomTicks }
let served: Awaited<ReturnType<typeof serveSockets>>
const { open, closeAll } = pagesOn(() => served.port)

beforeAll(async () => {
  served = await serveSockets({
    answers: () => attached.roomSocket,
    ticks: () => attached.roomTicks,
    log,
  })
})

afterEach(() => {
  closeAll()
  Object.assign(attached, { roomSocket, roomTicks })
})

afterAll(() => served.stop())

/** Entries by the system itself, in the transaction of somebody else. */
async function write(broadcastId: string, count: number): Promise<void> {
  await transact(
    { actor: { kind: 'system', name: 'test' }, action: 'test.write', subject: 'x' },
    async (tx) => {
      for (const _entry of range(1, count))
        await appendEntry(tx, { broadcastId, kind: 'notice', at: new Date(), body: { text: '通知' } })
    },
  )
  stirRoom(broadcastId)
}

describe('the timeline', () => {
  test('has no gaps and one order, whoever writes to it at the same moment', async () => {
    const room = await makeRoom()
    const viewer = open()
    await viewer.enter(room.slug)
    const speakers = await Promise.all(
      range(1, 6).map(async () => {
        const page = open((await makePerson()).cookie)
        await page.enter(room.slug)
        return page
      }),
    )
    await Promise.all([
      ...speakers.flatMap((one, person) => range(1, 4).map((time) => one.say(`${person}说${time}`))),
      ...range(1, 12).map((place) => sleep(place * 20).then(() => write(room.broadcast, 2))),
    ])
    await until(() => viewer.heard.length === 48, 'all was heard')
    expect(seqs(viewer.heard)).toEqual(range(2, 49))
    const { lastSeq } = await database().broadcast.findUniqueOrThrow({ where: { id: room.broadcast } })
    expect(lastSeq).toBe(49)
  })

  test('of two thousand entries is read page by page, each once and in order', async () => {
    const room = await makeRoom()
    await database().$executeRaw`
      INSERT INTO timeline_entry (broadcast_id, seq, kind, at, body)
      SELECT ${room.broadcast}::uuid, n, 'notice', now(), '{"text":"通知"}' FROM generate_series(2, 2000) n`
    await database().broadcast.update({ where: { id: room.broadcast }, data: { lastSeq: 2000 } })
    const page = open()
    const { entries, counts } = await page.enter(room.slug, { broadcast: room.broadcast, after: 0 })
    const all = [...entries]
    let asked = 0
    while ((all.at(-1)?.seq ?? 0) < counts.last) {
      const more = await page.ask('catchUp', { broadcast: room.broadcast, after: all.at(-1)?.seq ?? 0 })
      if (!more.ok) throw new Error(more.reason)
      expect(more.value.entries.length).toBeLessThanOrEqual(200)
      all.push(...more.value.entries)
      asked += 1
    }
    expect(seqs(all)).toEqual(range(1, 2000))
    expect(asked).toBe(9)
    expect(seqs((await open().enter(room.slug)).entries)).toEqual(range(1941, 2000))
  })

  test('reaches a page that is cut at random exactly once and in order', async () => {
    const room = await makeRoom()
    const page = open()
    const got: EntryView[] = []
    const last = () => got.at(-1)?.seq ?? 0
    const take = (entries: readonly EntryView[]) => {
      for (const entry of entries) if (entry.seq === last() + 1) got.push(entry)
    }
    page.line.on('entries', ({ entries }: { entries: EntryView[] }) => take(entries))
    const back = async () =>
      take((await page.enter(room.slug, { broadcast: room.broadcast, after: last() })).entries)
    await back()
    let talking = true
    const talk = (async () => {
      for (const _time of range(1, 40)) {
        await write(room.broadcast, 1 + Math.floor(Math.random() * 3))
        await sleep(Math.random() * 60)
      }
      talking = false
    })()
    for (let cuts = 0; talking || cuts < 10; cuts++) {
      await sleep(Math.random() * 120)
      page.line.disconnect().connect()
      await back()
    }
    await talk
    const { lastSeq } = await database().broadcast.findUniqueOrThrow({ where: { id: room.broadcast } })
    for (let tries = 0; last() < lastSeq && tries < 20; tries++) {
      await sleep(150)
      await back()
    }
    expect(seqs(got)).toEqual(range(1, lastSeq))
  })
})

describe('where the database is away', () => {
  const rename = (from: string, to: string) =>
    database().$executeRawUnsafe(`ALTER TABLE ${from} RENAME TO ${to}`)

  test('for a moment, what was said waits and is saved once', async () => {
    vi.spyOn(log, 'warn').mockImplementation(() => undefined)
    const room = await makeRoom()
    const page = open((await makePerson()).cookie)
    await page.enter(room.slug)
    await rename('timeline_entry', 'timeline_away')
    const said = page.say('等一等')
    await sleep(600)
    await rename('timeline_away', 'timeline_entry')
    expect(await said).toEqual({ ok: true, value: { seq: 2 } })
    await until(() => page.heard.length === 1, 'it was heard')
  })

  test('for longer, it is refused, and can be said again under the same key', async () => {
    vi.spyOn(log, 'warn').mockImplementation(() => undefined)
    const room = await makeRoom()
    const page = open((await makePerson()).cookie)
    await page.enter(room.slug)
    const key = randomUUID()
    await rename('timeline_entry', 'timeline_away')
    expect(await page.say('还在吗', key)).toEqual({ ok: false, reason: 'failed' })
    await rename('timeline_away', 'timeline_entry')
    expect(await page.say('还在吗', key)).toEqual({ ok: true, value: { seq: 2 } })
  })

  test('when a broadcast begins, the room hears of it later', async () => {
    vi.spyOn(log, 'warn').mockImplementation(() => undefined)
    const room = await makeRoom({ onAir: false })
    const page = open()
    expect(await page.enter(room.slug)).toMatchObject({ state: 'at-rest', broadcast: null, entries: [] })
    const find = vi.spyOn(database().room, 'findUniqueOrThrow').mockRejectedValueOnce(new Error('away'))
    const broadcast = await goOnAir(room.slug).catch(() => goOnAir(room.slug))
    find.mockRestore()
    await until(() => page.states.length > 0, 'the room was told')
    expect(page.states.at(-1)).toEqual({ state: 'on-air', broadcast })
  })
})

describe('the life of a broadcast', () => {
  test('is told at each turn: begun, interrupted, resumed, ended', async () => {
    const room = await makeRoom({ onAir: false })
    const page = open()
    await page.enter(room.slug)
    const broadcast = await goOnAir(room.slug)
    const lost = { channel: room.slug, recording: broadcast, at: Date.now() }
    await mediaHooks.publisherLost(lost)
    expect(await goOnAir(room.slug)).toBe(broadcast)
    await goOffAir({ slug: room.slug, broadcast })
    await until(() => page.states.length === 4, 'all were told')
    expect(page.states).toEqual([
      { state: 'on-air', broadcast },
      { state: 'interrupted', broadcast },
      { state: 'on-air', broadcast },
      { state: 'at-rest', broadcast: null },
    ])
  })

  test('one that never came back has its end in its timeline, before the next one begins', async () => {
    const room = await makeRoom()
    const page = open()
    await page.enter(room.slug)
    const at = Date.now() - 200_000
    await mediaHooks.publisherLost({ channel: room.slug, recording: room.broadcast, at })
    const next = await goOnAir(room.slug)
    expect(next).not.toBe(room.broadcast)
    await until(() => page.states.at(-1)?.broadcast === next, 'the next one was told')
    expect(page.heard).toMatchObject([{ kind: 'end', seq: 2 }])
    expect((await page.enter(room.slug)).entries).toMatchObject([{ kind: 'notice', seq: 1 }])
  })
})

test('a hot reload changes the code and doubles nothing: who is here stays, once, and goes on talking', async () => {
  const room = await makeRoom()
  const [page, viewer] = [open((await makePerson()).cookie), open()]
  for (const one of [page, viewer]) await one.enter(room.slug)
  expect(await page.say('之前')).toMatchObject({ ok: true })
  vi.resetModules()
  const reloaded = await import('./room-socket.server.ts')
  expect(reloaded.roomSocket).not.toBe(roomSocket)
  attached.roomSocket = reloaded.roomSocket
  attached.roomTicks = (await import('./room-ticks.server.ts')).roomTicks
  expect(await page.say('之后')).toEqual({ ok: true, value: { seq: 3 } })
  await until(() => viewer.heard.length === 2, 'both were heard')
  expect(seqs(viewer.heard)).toEqual([2, 3])
  const { counts } = await viewer.enter(room.slug)
  expect(counts.viewers).toBe(2)
})
