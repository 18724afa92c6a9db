import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { io, type Socket } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createPerson } from '#app/features/identity/index.server.ts'
import { sessionStorage } from '#app/features/identity/sessions.server.ts'
import { database } from '#app/kernel/database.server.ts'
import { log } from '#app/kernel/log.server.ts'
import { singleton } from '#app/kernel/singleton.ts'
import { routeUpgrades } from '#server/http/upgrade.ts'
import { createSockets, type Sockets } from '#server/sockets/sockets.ts'
import { keepTicking } from '#server/sockets/ticking.ts'
import { mediaHooks } from '../media-hooks.server.ts'
import type { Answer, Ask, AskName, Tell } from '../room-wire.ts'
import { createRoom } from '../rooms.server.ts'
import type { EntryView } from '../timeline/timeline.ts'
import { liveRooms } from './live-rooms.server.ts'
import { roomSocket } from './room-socket.server.ts'
import { roomTicks } from './room-ticks.server.ts'

const actor = { kind: 'system', name: 'test' } as const
let server: Server
let sockets: Sockets
let port: number
let stopTicking: () => Promise<void>
const lines: Socket[] = []
let rooms = 0

beforeAll(async () => {
  server = createServer()
  sockets = singleton('socket-hub', () =>
    createSockets({ answers: async () => roomSocket, allowedOrigins: [], addressOf: () => '127.0.0.1', log }),
  )
  routeUpgrades(server, { takers: [sockets.handleUpgrade], vite: false })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
  stopTicking = keepTicking(async () => ({ roomTicks }))
})

afterEach(() => {
  for (const line of lines.splice(0)) line.disconnect()
})

afterAll(async () => {
  await stopTicking()
  await sockets.stop()
  server.close()
})

async function makePerson(name = '城阳阿姨'): Promise<{ id: string; cookie: string }> {
  const made = await createPerson({ name, demo: true }, { actor })
  if (!made.ok) throw new Error(made.reason)
  const session = await sessionStorage().getSession()
  session.set('personId', made.value.id)
  session.set('device', 'test')
  const cookie = (await sessionStorage().commitSession(session)).split(';')[0] ?? ''
  return { id: made.value.id, cookie }
}

/** A room on air with its host. */
async function makeRoom() {
  const slug = `room-${++rooms}`
  const host = await makePerson('王大姐')
  const made = await createRoom({ slug, title: slug, place: '红岛', hostId: host.id }, { actor })
  if (!made.ok) throw new Error(made.reason)
  const { recording } = await mediaHooks.openBroadcast({ channel: slug, at: Date.now() })
  return { slug, id: made.value.id, host, broadcast: recording }
}

/** A page of somebody's: what it was sent, and how it asks. */
function open(cookie?: string) {
  const line = io(`http://127.0.0.1:${port}`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    ...(cookie === undefined ? {} : { extraHeaders: { cookie } }),
  })
  lines.push(line)
  const heard: EntryView[] = []
  const standings: Tell<'standing'>[] = []
  const states: Tell<'room'>[] = []
  line.on('entries', ({ entries }: Tell<'entries'>) => heard.push(...entries))
  line.on('standing', (standing: Tell<'standing'>) => standings.push(standing))
  line.on('room', (state: Tell<'room'>) => states.push(state))
  const ask = <Name extends AskName>(name: Name, input: Ask<Name>): Promise<Answer<Name>> =>
    line.timeout(5000).emitWithAck(name, input) as Promise<Answer<Name>>
  const say = (text: string, key: string = randomUUID()) => ask('say', { key, text })
  const enter = async (room: string, from: Partial<Ask<'enter'>> = {}) => {
    const entered = await ask('enter', { room, broadcast: null, after: null, ...from })
    if (!entered.ok) throw new Error(entered.reason)
    return entered.value
  }
  return { line, heard, standings, states, ask, say, enter }
}

async function until(holds: () => boolean, what: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (holds()) return
    await sleep(25)
  }
  throw new Error(`not within five seconds: ${what}`)
}

const seqs = (entries: readonly EntryView[]) => entries.map(({ seq }) => seq)
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, place) => from + place)

describe('the timeline of a room', () => {
  test('everyone hears everything once, in order and without gaps, whoever speaks', async () => {
    const room = await makeRoom()
    const speakers = await Promise.all(
      range(1, 8).map(async (one) => open((await makePerson(`买家${one}`)).cookie)),
    )
    const stranger = open()
    const entered = await stranger.enter(room.slug)
    expect(entered).toMatchObject({ state: 'on-air', broadcast: { id: room.broadcast } })
    expect(entered.entries).toMatchObject([{ kind: 'notice', seq: 1, body: { code: 'began' } }])
    await Promise.all(speakers.map((one) => one.enter(room.slug)))
    const answers = await Promise.all(
      speakers.flatMap((one, person) => range(1, 4).map((time) => one.say(`第${person}位说第${time}句`))),
    )
    expect(answers.every(({ ok }) => ok)).toBe(true)
    await until(() => stranger.heard.length === 32, 'all were heard')
    expect(seqs(stranger.heard)).toEqual(range(2, 33))
    for (const one of speakers) expect(one.heard).toEqual(stranger.heard)
  })

  test('a message that is sent again is answered with the same seq and heard once', async () => {
    const room = await makeRoom()
    const buyer = open((await makePerson()).cookie)
    await buyer.enter(room.slug)
    const key = randomUUID()
    const answers = await Promise.all([buyer.say('来了', key), buyer.say('来了', key)])
    const later = await buyer.say('来了', key)
    expect([...answers, later]).toEqual(Array(3).fill({ ok: true, value: { seq: 2 } }))
    await until(() => buyer.heard.length > 0, 'it was heard')
    await sleep(250)
    expect(seqs(buyer.heard)).toEqual([2])
  })

  test('whoever comes back gets what follows her last seq, wherever she was cut', async () => {
    const room = await makeRoom()
    const buyer = open((await makePerson()).cookie)
    await buyer.enter(room.slug)
    for (const time of range(1, 6))
      expect(
        await open((await makePerson()).cookie)
          .enter(room.slug)
          .then(() => time),
      ).toBe(time)
    const host = open(room.host.cookie)
    await host.enter(room.slug)
    for (const time of range(1, 5)) expect(await host.say(`主播说第${time}句`)).toMatchObject({ ok: true })
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 6 }), async (after) => {
        const back = open()
        const { entries, counts } = await back.enter(room.slug, { broadcast: room.broadcast, after })
        expect(seqs(entries)).toEqual(range(after + 1, 6))
        expect(counts.last).toBe(6)
        expect(await back.ask('catchUp', { broadcast: room.broadcast, after })).toMatchObject({
          ok: true,
          value: { last: 6 },
        })
        back.line.disconnect()
      }),
      { numRuns: 12 },
    )
  })

  test('an end is the last entry; nothing is taken after it, and everyone hears that it is over', async () => {
    const room = await makeRoom()
    const buyer = open((await makePerson()).cookie)
    await buyer.enter(room.slug)
    await mediaHooks.endBroadcast({
      channel: room.slug,
      recording: room.broadcast,
      at: Date.now(),
      durationSeconds: 1,
      reason: 'publisher-ended',
    })
    await until(() => buyer.states.length > 0, 'the end was told')
    expect(buyer.heard).toMatchObject([{ kind: 'end', seq: 2 }])
    expect(buyer.states).toEqual([{ state: 'at-rest', broadcast: null }])
    expect(await buyer.say('还在吗')).toMatchObject({ ok: false, reason: 'not-on-air' })
    expect(await database().timelineEntry.count({ where: { broadcastId: room.broadcast } })).toBe(2)
  })

  test('two rooms hear nothing of each other', async () => {
    const [one, other] = [await makeRoom(), await makeRoom()]
    const [here, there] = [open((await makePerson()).cookie), open()]
    await here.enter(one.slug)
    await there.enter(other.slug)
    await here.say('只在这里')
    await until(() => here.heard.length === 1, 'it was heard')
    expect(there.heard).toEqual([])
  })
})

describe('who may speak', () => {
  test('a stranger may not, nor may who has not entered', async () => {
    const room = await makeRoom()
    const stranger = open()
    await stranger.enter(room.slug)
    expect(await stranger.say('你好')).toEqual({ ok: false, reason: 'signed-out' })
    expect(await open((await makePerson()).cookie).say('你好')).toEqual({ ok: false, reason: 'not-entered' })
  })

  test('who is muted between is refused by the database, and hears why', async () => {
    const room = await makeRoom()
    const [host, spammer, viewer] = [open(room.host.cookie), open((await makePerson()).cookie), open()]
    for (const one of [host, spammer, viewer]) await one.enter(room.slug)
    const said = await spammer.say('买我的假货')
    if (!said.ok) throw new Error(said.reason)
    expect(await viewer.ask('silence', { seq: said.value.seq, minutes: 10, reason: '刷屏' })).toEqual({
      ok: false,
      reason: 'not-allowed',
    })
    expect(await host.ask('silence', { seq: said.value.seq, minutes: 10, reason: '刷屏' })).toMatchObject({
      ok: true,
    })
    await until(() => spammer.standings.length > 0, 'she heard how she stands')
    expect(spammer.standings.at(-1)).toMatchObject({ silencedWhy: '刷屏' })
    expect(await spammer.say('还买吗')).toMatchObject({ ok: false, reason: 'muted' })
    const listed = await host.ask('silenced', {})
    if (!listed.ok) throw new Error(listed.reason)
    const [first] = listed.value.people
    expect(await host.ask('lift', { sanction: first?.sanction ?? '' })).toEqual({ ok: true, value: null })
    expect(await spammer.say('我改了')).toMatchObject({ ok: true })
  })

  test('a removed message goes out of sight for all, and its text reaches nobody who comes later', async () => {
    const room = await makeRoom()
    const [host, spammer, viewer] = [open(room.host.cookie), open((await makePerson()).cookie), open()]
    for (const one of [host, spammer, viewer]) await one.enter(room.slug)
    const said = await spammer.say('骗人的话')
    if (!said.ok) throw new Error(said.reason)
    const { seq } = said.value
    const removed = await host.ask('remove', { seq, reason: '骗人' })
    expect(removed).toEqual({ ok: true, value: { seq: seq + 1 } })
    expect(await host.ask('remove', { seq, reason: '骗人' })).toEqual(removed)
    await until(() => viewer.heard.some(({ kind }) => kind === 'removal'), 'the removal was heard')
    expect(viewer.heard.at(-1)).toMatchObject({ kind: 'removal', removes: seq })
    const later = await open().enter(room.slug)
    const read = await open().enter(room.slug, { broadcast: room.broadcast, after: 0 })
    for (const { entries } of [later, read]) expect(JSON.stringify(entries)).not.toContain('骗人')
  })

  test('a session that was ended elsewhere is cut', async () => {
    const room = await makeRoom()
    const person = await makePerson()
    const page = open(person.cookie)
    await page.enter(room.slug)
    await database().session.updateMany({ where: { personId: person.id }, data: { endedAt: new Date() } })
    await roomTicks.sessions()
    await until(() => !page.line.connected, 'it was cut')
  })
})

describe('what a page may not send', () => {
  test('anything at all is refused with a reason, answered once, and the line goes on', async () => {
    const room = await makeRoom()
    const page = open((await makePerson()).cookie)
    await page.enter(room.slug)
    const anyEvent = fc.oneof(
      fc.constantFrom('enter', 'say', 'like', 'remove', 'silence', 'toString', '__proto__', 'constructor'),
      fc.string(),
    )
    const reserved = [
      'connect',
      'connect_error',
      'disconnect',
      'disconnecting',
      'newListener',
      'removeListener',
    ]
    await fc.assert(
      fc.asyncProperty(
        anyEvent,
        fc.anything({ maxDepth: 3, withNullPrototype: false }),
        async (event, input) => {
          fc.pre(!reserved.includes(event))
          const answer = (await page.line
            .timeout(5000)
            .emitWithAck(event, JSON.parse(JSON.stringify(input ?? null)))) as {
            ok: boolean
          }
          expect(answer).toHaveProperty('ok')
        },
      ),
      { numRuns: 60 },
    )
    expect(page.line.connected).toBe(true)
  })

  test('a room that is not there, or not open to her, is unknown alike', async () => {
    const host = await makePerson()
    const made = await createRoom(
      { slug: 'closed', title: '排练', place: '红岛', hostId: host.id, open: false },
      { actor },
    )
    if (!made.ok) throw new Error(made.reason)
    const unknown = { ok: false, reason: 'unknown-room' }
    for (const room of ['closed', 'nowhere'])
      expect(await open().ask('enter', { room, broadcast: null, after: null })).toEqual(unknown)
    expect(await open(host.cookie).enter('closed')).toMatchObject({ state: 'at-rest' })
  })
})

test('for a page that never reads little waits, and the others hear all the same', async () => {
  const room = await makeRoom()
  const [viewer, still] = [open(), open()]
  for (const one of [viewer, still]) await one.enter(room.slug)
  const engine = still.line.io.engine as unknown as { transport: { ws: { _socket: { pause: () => void } } } }
  engine.transport.ws._socket.pause()
  let heard = 0
  viewer.line.on('flood', () => heard++)
  const [group = ''] = [...liveRooms().rooms.values()].find(({ slug }) => slug === room.slug)?.slices ?? []
  // Far more than the kernel itself keeps for one connection.
  for (const _time of range(1, 300)) {
    sockets.tellGroup(group, 'flood', '海'.repeat(20_000))
    await sleep(4)
  }
  await until(() => heard > 250, 'the other hears it')
  expect(sockets.skipped()).toBeGreaterThan(0)
  expect(sockets.mostBuffered()).toBeLessThan(256 * 1024)
})
