import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { goOffAir, goOnAir, makeRoom } from '../socket/testing.server.ts'
import { findChapters, findProductClip } from './chapters.server.ts'
import { sellInDemo } from './demo-selling.server.ts'
import { pinProduct } from './pin.server.ts'
import { makeProduct, makeShop } from './testing.server.ts'

async function makeStall() {
  const room = await makeRoom()
  const shop = await makeShop(room.host.id)
  const clam = await makeProduct(shop)
  const oyster = await makeProduct(shop, { title: '海蛎子' })
  const seller = { personId: room.host.id, roomId: room.id, hostId: room.host.id }
  const { startedAt } = await database().broadcast.findUniqueOrThrow({ where: { id: room.broadcast } })
  const pin = (product: string | null, second: number, broadcastId = room.broadcast) =>
    pinProduct(
      seller,
      { broadcastId, key: randomUUID(), product },
      new Date(startedAt.getTime() + second * 1000),
    )
  return { ...room, clam, oyster, pin, startedAt }
}

test('a replay’s chapters are what was pinned, in order; the same product twice in a row is one', async () => {
  const stall = await makeStall()
  await stall.pin(stall.clam.id, 5)
  await stall.pin(stall.clam.id, 20)
  await stall.pin(stall.oyster.id, 60)
  await stall.pin(null, 90)
  await stall.pin(stall.clam.id, 120)
  const chapters = await findChapters(stall.broadcast)
  const seconds = (at: number) => (at - stall.startedAt.getTime()) / 1000
  expect(chapters.map(({ at, product }) => [seconds(at), product.title])).toEqual([
    [5, '红岛蛤蜊'],
    [60, '海蛎子'],
    [120, '红岛蛤蜊'],
  ])
})

test('a chapter shows what was shown, whatever became of the product', async () => {
  const stall = await makeStall()
  await stall.pin(stall.clam.id, 5)
  await database().product.update({
    where: { id: stall.clam.id },
    data: { title: '蛤蜊（新）', status: 'off_sale' },
  })
  const [chapter] = await findChapters(stall.broadcast)
  expect(chapter?.product).toMatchObject({ title: '红岛蛤蜊', priceFen: 6400, weightGrams: 2500 })
})

test('a product’s clip is where the newest replay first showed it; one that nobody may watch is none', async () => {
  const stall = await makeStall()
  await stall.pin(stall.clam.id, 7)
  expect(await findProductClip(stall.clam.id), 'not while it runs').toBeNull()
  await goOffAir(stall)
  expect(await findProductClip(stall.clam.id)).toEqual({ broadcast: stall.broadcast, seconds: 7 })
  const later = await goOnAir(stall.slug)
  await stall.pin(stall.oyster.id, 3, later)
  await goOffAir({ slug: stall.slug, broadcast: later })
  expect((await findProductClip(stall.clam.id))?.broadcast, 'the later one did not show it').toBe(
    stall.broadcast,
  )
  await database().room.update({ where: { id: stall.id }, data: { open: false } })
  expect(await findProductClip(stall.clam.id)).toBeNull()
})

test('the demo’s host sells by herself, each step once however often it runs, and no other host does', async () => {
  const stall = await makeStall()
  const { broadcast: broadcastId } = stall
  await sellInDemo({ broadcastId, step: 0 })
  expect(await findChapters(broadcastId)).toEqual([])
  await database().room.update({ where: { id: stall.id }, data: { demo: true } })
  await database().broadcast.update({ where: { id: broadcastId }, data: { demo: true } })
  for (const step of [0, 0, 1]) await sellInDemo({ broadcastId, step })
  expect((await findChapters(broadcastId)).map(({ product }) => product.title)).toEqual([
    '红岛蛤蜊',
    '海蛎子',
  ])
  expect(await database().timelineEntry.count({ where: { broadcastId, kind: 'coupon' } })).toBe(1)
})
