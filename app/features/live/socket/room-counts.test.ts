import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { log } from '#app/kernel/log.server.ts'
import { serveSockets } from '#server/sockets/testing.ts'
import { endAssistant } from '../invitations.server.ts'
import { liveRooms } from './live-rooms.server.ts'
import { tellStanding } from './room-news.server.ts'
import { roomSocket } from './room-socket.server.ts'
import { roomTicks } from './room-ticks.server.ts'
import { goOffAir, makePerson, makeRoom, pagesOn, range, until } from './testing.server.ts'

let served: Awaited<ReturnType<typeof serveSockets>>
const { open, closeAll } = pagesOn(() => served.port)

beforeAll(async () => {
  served = await serveSockets({ answers: () => roomSocket, ticks: () => roomTicks, log })
})

afterEach(() => closeAll())

afterAll(() => served.stop())

test('viewers and likes are told, saved, and go on where they stood; the last second counts too', async () => {
  const room = await makeRoom()
  const [one, other] = [open(), open()]
  for (const page of [one, other]) await page.enter(room.slug)
  for (const count of [20, 20, 2]) expect(await one.ask('like', { count })).toEqual({ ok: true, value: null })
  await until(() => other.counts.at(-1)?.likes === 42, 'the likes were told')
  expect(other.counts.at(-1)).toEqual({ broadcast: room.broadcast, viewers: 2, likes: 42, last: 1 })
  closeAll()
  await until(() => ![...liveRooms().rooms.values()].some(({ id }) => id === room.id), 'the room was let go')
  const again = open()
  expect(await again.enter(room.slug)).toMatchObject({ counts: { viewers: 1, likes: 42 } })
  await again.ask('like', { count: 3 })
  await goOffAir(room)
  await roomTicks.counts()
  expect(await database().broadcast.findUniqueOrThrow({ where: { id: room.broadcast } })).toMatchObject({
    likes: 45,
    peakViewers: 2,
  })
})

test('the host and her assistant are no viewers; an assistant whose role has ended is one like others', async () => {
  const room = await makeRoom()
  const assistant = await makePerson()
  const grant = { role: 'assistant', scope: `room:${room.id}`, grantedAt: new Date() } as const
  await database().roleGrant.create({
    data: { ...grant, personId: assistant.id, grantedById: room.host.id },
  })
  const [hers, helping, viewer] = [open(room.host.cookie), open(assistant.cookie), open()]
  for (const page of [hers, helping, viewer]) await page.enter(room.slug)
  expect((await viewer.enter(room.slug)).counts.viewers).toBe(1)
  await helping.say('蛤蜊今早刚上岸')
  const [{ id = '' } = {}] = await database().roleGrant.findMany({ where: { personId: assistant.id } })
  await endAssistant({ roomId: room.id, grant: id, personId: room.host.id })
  await tellStanding({ roomId: room.id, personId: assistant.id })
  expect((await viewer.enter(room.slug)).counts.viewers).toBe(2)
  await helping.say('我还在这里看')
  await until(() => viewer.heard.length === 2, 'both were heard')
  expect(viewer.heard.map((entry) => entry.kind === 'chat' && entry.by.role)).toEqual(['assistant', 'viewer'])
})

test('whoever leaves before it is known who she is leaves nothing behind', async () => {
  const room = await makeRoom()
  const { cookie } = await makePerson()
  for (const _page of range(1, 5)) {
    const page = open(cookie)
    page.line.once('connect', () => {
      page.line.emit('enter', { room: room.slug, broadcast: null, after: null })
      page.line.disconnect()
    })
  }
  await sleep(500)
  await until(() => served.sockets.connections() === 0, 'all have gone')
  await sleep(200)
  expect(liveRooms().members.size).toBe(0)
  expect([...liveRooms().rooms.values()].reduce((sum, { members }) => sum + members.size, 0)).toBe(0)
})
