import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { log } from '#app/kernel/log.server.ts'
import { serveSockets } from '#server/sockets/testing.ts'
import { jobs } from '../jobs.server.ts'
import { roomSocket } from './room-socket.server.ts'
import { roomTicks } from './room-ticks.server.ts'
import { goOffAir, makePerson, makeRoom, pagesOn, range, seqs, until } from './testing.server.ts'

let served: Awaited<ReturnType<typeof serveSockets>>
const { open, closeAll } = pagesOn(() => served.port)

beforeAll(async () => {
  served = await serveSockets({ answers: () => roomSocket, ticks: () => roomTicks, log })
})

afterEach(closeAll)

afterAll(() => served.stop())

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

  test('whoever speaks is answered before she hears herself', async () => {
    const room = await makeRoom()
    const buyer = open((await makePerson()).cookie)
    await buyer.enter(room.slug)
    for (const time of range(1, 4)) {
      const text = `第${time}句`
      const heardBefore = await new Promise<boolean>((answered) => {
        buyer.line.emit('say', { key: randomUUID(), text }, () => answered(buyer.heard.length >= time))
      })
      expect(heardBefore).toBe(false)
      await until(() => buyer.heard.length === time, 'it was heard')
    }
  })

  test('whoever comes back gets what follows her last seq, wherever she was cut', async () => {
    const room = await makeRoom()
    const buyer = open((await makePerson()).cookie)
    await buyer.enter(room.slug)
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
    await goOffAir(room)
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

  test('a page whose session was ended elsewhere is cut, and comes back as a stranger who may not speak', async () => {
    const room = await makeRoom()
    const person = await makePerson()
    const [page, other] = [open(person.cookie), open((await makePerson()).cookie)]
    for (const one of [page, other]) await one.enter(room.slug)
    await database().session.updateMany({ where: { personId: person.id }, data: { endedAt: new Date() } })
    await roomTicks.sessions()
    await until(() => !page.line.connected, 'it was cut')
    page.line.connect()
    expect(await page.enter(room.slug)).toMatchObject({ standing: { signedIn: false } })
    expect(await page.say('还是我')).toEqual({ ok: false, reason: 'signed-out' })
    expect(other.line.connected).toBe(true)
  })

  test('the job of an ended session cuts its pages at once, and no others', async () => {
    const room = await makeRoom()
    const [one, other] = [await makePerson(), await makePerson()]
    const pages = [open(one.cookie), open(other.cookie)]
    for (const page of pages) await page.enter(room.slug)
    const { id: sessionId } = await database().session.findFirstOrThrow({ where: { personId: one.id } })
    await jobs['identity.session-ended']?.({ sessionId })
    await until(() => pages[0]?.line.connected === false, 'it was cut')
    expect(pages[1]?.line.connected).toBe(true)
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
    const closed = await makeRoom({ open: false, onAir: false })
    const unknown = { ok: false, reason: 'unknown-room' }
    for (const room of [closed.slug, 'nowhere'])
      expect(await open().ask('enter', { room, broadcast: null, after: null })).toEqual(unknown)
    expect(await open(closed.host.cookie).enter(closed.slug)).toMatchObject({ state: 'at-rest' })
  })
})
