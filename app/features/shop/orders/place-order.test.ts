import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { findAddresses } from './addresses.server.ts'
import { mostUnpaid } from './orders.ts'
import { placeOrder } from './place-order.server.ts'
import {
  jobsOf,
  makeClaim,
  makePerson,
  makeStall,
  newsOf,
  orderOf,
  place,
  stockOf,
} from './testing.server.ts'

beforeEach(freshDatabase)

test('an order keeps what was bought, what it costs, and where it goes, sealed', async () => {
  const stall = await makeStall()
  const buyerId = await makePerson('张三')
  const now = new Date('2026-11-24T11:15:00Z')
  const id = await place(orderOf(stall, { buyerId, quantity: 2, wish: '要大的' }), now)
  const order = await database().order.findUniqueOrThrow({ where: { id }, include: { lines: true } })
  expect(order).toMatchObject({
    ...{ status: 'awaiting_payment', goodsFen: 13_600, discountFen: 0, freightFen: 1200, totalFen: 14_800 },
    ...{ phoneLast4: '8000', divisionCode: '370214', wish: '要大的', shopId: stall.shopId },
    payUntil: new Date('2026-11-24T11:30:00Z'),
    lines: [{ title: '鲜活蛤蜊', picture: '/art/clams.svg', weightGrams: 2500, priceFen: 6800, quantity: 2 }],
  })
  expect(order.number).toMatch(/^261124\d{8}$/)
  expect(JSON.stringify(order)).not.toMatch(/13800138000|红岛街道|张三/)
  expect(await stockOf(stall.variantId)).toBe(8)
  expect(await newsOf(buyerId)).toEqual(['orders:news.placed'])
  expect(await newsOf(stall.sellerId)).toEqual([])
  expect(await jobsOf('shop.expire-order')).toEqual([{ orderId: id }])
})

test('the last box cannot be sold twice: 100 buyers at once, 10 boxes', async () => {
  const stall = await makeStall({ stock: 10, mostAtOnce: 2 })
  const buyers = await Promise.all(Array.from({ length: 100 }, () => makePerson()))
  const outcomes = await Promise.all(buyers.map((buyerId) => placeOrder(orderOf(stall, { buyerId }))))
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(10)
  expect(outcomes.filter((outcome) => !outcome.ok && outcome.reason === 'sold-out')).toHaveLength(90)
  expect(await stockOf(stall.variantId)).toBe(0)
  expect(await database().order.count()).toBe(10)
})

test('sent often and at once it is one order, also when it took the last box and the coupon', async () => {
  const stall = await makeStall({ stock: 1 })
  const buyerId = await makePerson()
  const claimId = await makeClaim(stall, { personId: buyerId, amountFen: 500 })
  const input = orderOf(stall, { buyerId, claimId, discountFen: 500 })
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => placeOrder(input)))
  const again = await placeOrder(input)
  expect(again.ok).toBe(true)
  for (const outcome of outcomes) expect(outcome).toEqual(again)
  expect(await database().order.count()).toBe(1)
  expect(await stockOf(stall.variantId)).toBe(0)
  expect(await database().auditEvent.count({ where: { action: 'order.place' } })).toBe(1)
})

test('sent at once where there is enough for all of them, it is one order still', async () => {
  const stall = await makeStall({ stock: 20 })
  const buyerId = await makePerson()
  const input = orderOf(stall, { buyerId })
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => placeOrder(input)))
  for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0])
  expect(await stockOf(stall.variantId)).toBe(19)
})

test('one key of two buyers is two orders', async () => {
  const stall = await makeStall()
  const key = randomUUID()
  const ids = [
    await place(orderOf(stall, { buyerId: await makePerson(), key })),
    await place(orderOf(stall, { buyerId: await makePerson(), key })),
  ]
  expect(new Set(ids).size).toBe(2)
})

test('a coupon is redeemed with its order, once', async () => {
  const stall = await makeStall()
  const buyerId = await makePerson()
  const claimId = await makeClaim(stall, { personId: buyerId, amountFen: 1000, thresholdFen: 6000 })
  const outcomes = await Promise.all(
    [1, 2, 3].map(() => placeOrder(orderOf(stall, { buyerId, claimId, discountFen: 1000 }))),
  )
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
  for (const outcome of outcomes) if (!outcome.ok) expect(outcome.reason).toBe('coupon-gone')
  const order = await database().order.findFirstOrThrow()
  expect(order).toMatchObject({ discountFen: 1000, totalFen: 7000 })
  const claim = await database().claim.findUniqueOrThrow({ where: { id: claimId } })
  expect(claim).toMatchObject({ status: 'redeemed', orderId: order.id })
})

test('what cannot be bought is refused by its reason, and leaves nothing behind', async () => {
  const stall = await makeStall({ stock: 3, mostAtOnce: 2 })
  const buyerId = await makePerson()
  const claimId = await makeClaim(stall, { personId: buyerId, amountFen: 500 })
  const others = await makeClaim(stall, { personId: await makePerson(), amountFen: 500 })
  const wrong = [
    ['gone', { variantId: randomUUID() }],
    ['own-goods', { buyerId: stall.sellerId }],
    ['too-many', { quantity: 3 }],
    ['too-many', { quantity: 0 }],
    ['sold-out', { quantity: 4 }],
    ['unknown-division', { division: '370200' }],
    ['price-changed', { shownTotalFen: 1 }],
    ['price-changed', { claimId, shownTotalFen: 8000 }],
    ['coupon-gone', { claimId: others }],
  ] as const
  for (const [reason, changed] of wrong)
    expect(await placeOrder(orderOf(stall, { buyerId, ...changed }))).toEqual({ ok: false, reason })
  expect(await database().order.count()).toBe(0)
  expect(await database().address.count()).toBe(0)
  expect(await database().notification.count()).toBe(0)
  expect(await database().claim.count({ where: { status: 'redeemed' } })).toBe(0)
  expect(await jobsOf('shop.expire-order')).toEqual([])
  expect(await stockOf(stall.variantId)).toBe(3)
})

test('what was taken off the shelf is gone', async () => {
  const stall = await makeStall()
  const buyerId = await makePerson()
  await database().product.update({ where: { id: stall.productId }, data: { status: 'off_sale' } })
  expect(await placeOrder(orderOf(stall, { buyerId }))).toEqual({ ok: false, reason: 'gone' })
  await database().product.update({ where: { id: stall.productId }, data: { status: 'on_sale' } })
  await database().variant.update({ where: { id: stall.variantId }, data: { retired: true } })
  expect(await placeOrder(orderOf(stall, { buyerId }))).toEqual({ ok: false, reason: 'gone' })
})

test('a price that changes between the page and the order is never charged', async () => {
  const stall = await makeStall()
  const buyerId = await makePerson()
  const shown = orderOf(stall, { buyerId })
  await database().variant.update({ where: { id: stall.variantId }, data: { priceFen: 9900 } })
  expect(await placeOrder(shown)).toEqual({ ok: false, reason: 'price-changed' })
  await database().variant.update({ where: { id: stall.variantId }, data: { priceFen: 6800 } })
  await database().shop.update({ where: { id: stall.shopId }, data: { freightFen: 0 } })
  expect(await placeOrder(shown)).toEqual({ ok: false, reason: 'price-changed' })
  expect(await stockOf(stall.variantId)).toBe(10)
})

test('the address used last is remembered, each one once, five at most', async () => {
  const stall = await makeStall({ stock: 50 })
  const buyerId = await makePerson()
  const details = ['一号', '二号', '一号', '三号', '四号', '五号', '六号']
  const ids = new Set<string>()
  for (const [minute, detail] of details.entries()) {
    await place(orderOf(stall, { buyerId, detail }), new Date(Date.now() + minute * 60_000))
    await database().order.updateMany({ data: { status: 'paid' } })
    for (const { id } of await findAddresses(buyerId)) ids.add(id)
  }
  // What an id stood for, it never stands for anything else.
  expect(ids.size).toBe(6)
  const known = await findAddresses(buyerId)
  expect(known.map(({ detail }) => detail)).toEqual(['六号', '五号', '四号', '三号', '一号'])
  expect(await database().address.count()).toBe(5)
  expect(known[0]).toMatchObject({
    ...{ recipient: '张三', phone: '13800138000', division: '370214', detail: '六号' },
  })
  expect(await findAddresses(await makePerson())).toEqual([])
})

test('one buyer leaves five orders unpaid at the most, also where they are sent at once; others go on', async () => {
  const stall = await makeStall({ stock: 50 })
  const buyerId = await makePerson()
  const sent = Array.from({ length: 12 }, () => placeOrder(orderOf(stall, { buyerId })))
  const answers = await Promise.all(sent)
  expect(answers.filter(({ ok }) => ok)).toHaveLength(mostUnpaid)
  expect(answers.find(({ ok }) => !ok)).toEqual({ ok: false, reason: 'unpaid' })
  expect(await stockOf(stall.variantId)).toBe(50 - mostUnpaid)
  expect(await placeOrder(orderOf(stall, { buyerId: await makePerson() }))).toMatchObject({ ok: true })
})
