import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { log } from '#app/kernel/log.server.ts'
import { serveSockets } from '#server/sockets/testing.ts'
import { jobs } from '../jobs.server.ts'
import { liveRooms } from '../socket/live-rooms.server.ts'
import { roomSocket } from '../socket/room-socket.server.ts'
import { roomTicks } from '../socket/room-ticks.server.ts'
import { goOffAir, makePerson, makeRoom, pagesOn, until } from '../socket/testing.server.ts'
import { findOffers } from './offers.server.ts'
import { makePaidOrder, makeProduct, makeShop } from './testing.server.ts'

let served: Awaited<ReturnType<typeof serveSockets>>
const { open, closeAll } = pagesOn(() => served.port)
const wish = { amountFen: 1000, thresholdFen: 5900, total: 5, minutes: 10, mustFollow: true }

beforeAll(async () => {
  served = await serveSockets({ answers: () => roomSocket, ticks: () => roomTicks, log })
})
afterEach(() => closeAll())
afterAll(() => served.stop())

/** A room on air whose host has a shop with one product. */
async function makeStall({ stock = 10 } = {}) {
  const room = await makeRoom()
  const shop = await makeShop(room.host.id)
  return { ...room, shop, product: await makeProduct(shop, { stock }) }
}

async function entriesOf(broadcastId: string, kind: 'pin' | 'coupon' | 'order' | 'sold_out') {
  return database().timelineEntry.findMany({ where: { broadcastId, kind }, orderBy: { seq: 'asc' } })
}

test('what the host pins reaches everyone with what is shown of it; asked twice under one key it is one pin', async () => {
  const stall = await makeStall()
  const [hers, viewer] = [open(stall.host.cookie), open()]
  for (const page of [hers, viewer]) await page.enter(stall.slug)
  const pin = { key: randomUUID(), product: stall.product.id }
  const [first, again] = [await hers.ask('pin', pin), await hers.ask('pin', pin)]
  expect(again).toEqual(first)
  await until(() => viewer.heard.some(({ kind }) => kind === 'pin'), 'the pin was heard')
  expect(viewer.heard.find(({ kind }) => kind === 'pin')).toMatchObject({
    product: {
      id: stall.product.id,
      title: '红岛蛤蜊',
      picture: '/art/manila-clam.svg',
      priceFen: 6400,
      weightGrams: 2500,
      variant: stall.product.variant,
    },
  })
  expect(await entriesOf(stall.broadcast, 'pin')).toHaveLength(1)
})

test('whoever comes later finds the pin and the open coupons, however much has been said since', async () => {
  const stall = await makeStall()
  const hers = open(stall.host.cookie)
  await hers.enter(stall.slug)
  await hers.ask('pin', { key: randomUUID(), product: stall.product.id })
  await hers.ask('dropCoupon', { key: randomUUID(), ...wish })
  closeAll()
  await until(() => !liveRooms().rooms.has(stall.id), 'the room was let go')
  const { offers } = await open().enter(stall.slug)
  expect(offers.pinned?.product?.id).toBe(stall.product.id)
  expect(offers.coupons.map(({ coupon }) => [coupon.amountFen, coupon.total])).toEqual([[1000, 5]])
  expect(offers.counts).toEqual({
    coupons: [{ id: offers.coupons[0]?.coupon.id, left: 5 }],
    products: [{ id: stall.product.id, stock: 10 }],
  })
  expect(await findOffers(stall.broadcast)).toEqual(offers)
})

test('only who moderates pins and drops, and only what the host herself has on sale', async () => {
  const stall = await makeStall()
  const another = await makeStall()
  const off = await makeProduct(stall.shop, { onSale: false })
  const [hers, viewer] = [open(stall.host.cookie), open(another.host.cookie)]
  for (const page of [hers, viewer]) await page.enter(stall.slug)
  const key = randomUUID()
  const refused = (reason: string) => ({ ok: false, reason })
  expect(await viewer.ask('pin', { key, product: stall.product.id })).toEqual(refused('not-allowed'))
  expect(await viewer.ask('dropCoupon', { key, ...wish })).toEqual(refused('not-allowed'))
  expect(await hers.ask('pin', { key, product: another.product.id })).toEqual(refused('not-on-sale'))
  expect(await hers.ask('pin', { key, product: off.id })).toEqual(refused('not-on-sale'))
  expect(await hers.ask('dropCoupon', { key, ...wish, amountFen: 5900 })).toEqual(refused('bad-input'))
  await goOffAir(stall)
  expect(await hers.ask('pin', { key, product: stall.product.id })).toEqual(refused('not-on-air'))
  expect(await entriesOf(stall.broadcast, 'pin')).toEqual([])
  expect(await database().coupon.count({ where: { shopId: stall.shop } })).toBe(0)
})

test('a host without a shop drops no coupon', async () => {
  const room = await makeRoom()
  const hers = open(room.host.cookie)
  await hers.enter(room.slug)
  const dropped = await hers.ask('dropCoupon', { key: randomUUID(), ...wish })
  expect(dropped).toEqual({ ok: false, reason: 'no-shop' })
})

test('a coupon is dropped once however often it is sent, claimed with the follow in one press, and counted for all', async () => {
  const stall = await makeStall()
  const buyer = await makePerson()
  const [hers, his, viewer] = [open(stall.host.cookie), open(buyer.cookie), open()]
  for (const page of [hers, his, viewer]) await page.enter(stall.slug)
  const drop = { key: randomUUID(), ...wish }
  const answers = await Promise.all([hers.ask('dropCoupon', drop), hers.ask('dropCoupon', drop)])
  expect(answers[1]).toEqual(answers[0])
  const coupon = answers[0].ok ? answers[0].value.coupon : ''
  expect(await database().coupon.count({ where: { shopId: stall.shop } })).toBe(1)
  expect(await entriesOf(stall.broadcast, 'coupon')).toHaveLength(1)
  const claim = { key: randomUUID(), coupon }
  const claimed = await his.ask('claim', claim)
  expect(claimed).toMatchObject({ ok: true, value: { left: 4 } })
  const again = await his.ask('claim', claim)
  expect(again.ok && claimed.ok && again.value.claimId === claimed.value.claimId).toBe(true)
  expect(await database().follow.count({ where: { followerId: buyer.id, followedId: stall.host.id } })).toBe(
    1,
  )
  expect(await viewer.ask('claim', claim)).toEqual({ ok: false, reason: 'signed-out' })
  await until(() => viewer.offers.at(-1)?.coupons[0]?.left === 4, 'what is left was told')
})

test('a coupon that is stopped is told as closed, and is not there for who comes then', async () => {
  const stall = await makeStall()
  const [hers, viewer] = [open(stall.host.cookie), open()]
  for (const page of [hers, viewer]) await page.enter(stall.slug)
  const dropped = await hers.ask('dropCoupon', { key: randomUUID(), ...wish })
  const id = dropped.ok ? dropped.value.coupon : ''
  await database().coupon.update({ where: { id }, data: { stoppedAt: new Date() } })
  const closed = () => viewer.offers.some(({ coupons }) => coupons.some(({ left }) => left === null))
  await until(closed, 'that it is closed was told')
  expect((await open().enter(stall.slug)).offers.coupons).toEqual([])
})

test('when the pinned product is sold out the room hears so once', async () => {
  const stall = await makeStall({ stock: 1 })
  const [hers, viewer] = [open(stall.host.cookie), open()]
  for (const page of [hers, viewer]) await page.enter(stall.slug)
  await hers.ask('pin', { key: randomUUID(), product: stall.product.id })
  await database().variant.update({ where: { id: stall.product.variant }, data: { stock: 0 } })
  await until(() => viewer.heard.some(({ kind }) => kind === 'sold_out'), 'it was heard')
  for (const _second of [1, 2]) await roomTicks.counts()
  expect(await entriesOf(stall.broadcast, 'sold_out')).toHaveLength(1)
  expect(viewer.offers.at(-1)?.products).toEqual([{ id: stall.product.id, stock: 0 }])
})

test('an order that was paid is told in the room once, without a name, and to who sells with the takings', async () => {
  const stall = await makeStall()
  const buyer = await makePerson('李小海')
  const [hers, viewer] = [open(stall.host.cookie), open()]
  for (const page of [hers, viewer]) await page.enter(stall.slug)
  const orderId = await makePaidOrder({ stall, buyerId: buyer.id, quantity: 2 })
  for (const _time of [1, 2]) await jobs['shop.order-paid']?.({ orderId })
  await until(() => viewer.heard.some(({ kind }) => kind === 'order'), 'it was heard')
  const said = viewer.heard.filter(({ kind }) => kind === 'order')
  expect(said).toMatchObject([{ bought: { title: '红岛蛤蜊', weightGrams: 2500, quantity: 2 } }])
  expect(JSON.stringify(said)).not.toContain('李小海')
  expect(JSON.stringify(said)).not.toContain(orderId)
  await until(() => hers.sales.length > 0, 'the takings were told')
  expect(hers.sales.at(-1)).toEqual({ takingsFen: 12_800, orders: 1 })
  expect(viewer.sales).toEqual([])
  expect((await open(stall.host.cookie).enter(stall.slug)).sales).toEqual({ takingsFen: 12_800, orders: 1 })
  expect((await open().enter(stall.slug)).sales).toBeNull()
})

test('an order of a broadcast that is over is told nobody', async () => {
  const stall = await makeStall()
  const buyer = await makePerson()
  await goOffAir(stall)
  const orderId = await makePaidOrder({ stall, buyerId: buyer.id, quantity: 1 })
  await jobs['shop.order-paid']?.({ orderId })
  expect(await entriesOf(stall.broadcast, 'order')).toEqual([])
})

test('news reach all open pages of that person, in a room or not, and nobody else’s', async () => {
  const stall = await makeStall()
  const buyer = await makePerson()
  const [inRoom, elsewhere, another] = [open(buyer.cookie), open(buyer.cookie), open(stall.host.cookie)]
  for (const page of [inRoom, another]) await page.enter(stall.slug)
  await elsewhere.ask('shelf', {})
  await jobs['identity.news']?.({ personId: buyer.id })
  await until(() => inRoom.news() === 1 && elsewhere.news() === 1, 'both pages heard')
  expect(another.news()).toBe(0)
})

test('the shelf is the host’s, with what is left', async () => {
  const stall = await makeStall()
  await makeProduct(stall.shop, { title: '没上架', onSale: false })
  const viewer = open()
  await viewer.enter(stall.slug)
  const shelf = await viewer.ask('shelf', {})
  expect(shelf.ok && shelf.value.items.map(({ id, stock }) => [id, stock])).toEqual([[stall.product.id, 10]])
})
