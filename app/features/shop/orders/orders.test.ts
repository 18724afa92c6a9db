import { beforeEach, expect, test } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { beginClosing, finishClosing } from './close-order.server.ts'
import { dispatchOrder } from './dispatch.server.ts'
import {
  boughtInRoom,
  countSellerOrders,
  findBroadcastFigures,
  findSellerFigures,
  listToPack,
} from './order-figures.server.ts'
import { findOrderForBuyer, findOrderForSeller, listBuyerOrders, listSellerOrders } from './orders.server.ts'
import { quote } from './quote.server.ts'
import { askRefund, finishRefund } from './refund-order.server.ts'
import { makeClaim, makePerson, makeStall, orderOf, pay, place } from './testing.server.ts'

beforeEach(freshDatabase)

const to = {
  ...{ recipient: '张三', phone: '13800138000', division: '370214', detail: '红岛街道 12 号' },
  place: '山东省 青岛市 城阳区',
}

test('a buyer sees her own order, a seller that of her own shop, nobody else any', async () => {
  const stall = await makeStall()
  const buyerId = await makePerson('张大姐')
  const orderId = await place(orderOf(stall, { buyerId, quantity: 2, wish: '要活的' }))
  const { sellerId } = stall
  const mine = await findOrderForBuyer({ orderId, buyerId })
  expect(mine).toMatchObject({
    ...{ status: 'awaiting_payment', totalFen: 14_800, wish: '要活的', to, paidBy: null, refunds: [] },
    shop: { name: '秀英的摊子' },
    lines: [{ productId: stall.productId, title: '鲜活蛤蜊', quantity: 2 }],
  })
  expect(await findOrderForBuyer({ orderId, buyerId: sellerId })).toBeNull()
  expect(await findOrderForSeller({ orderId, sellerId: buyerId })).toBeNull()
  expect(await findOrderForBuyer({ orderId: 'nonsense', buyerId })).toBeNull()
})

test('a seller learns where it goes once it is paid, and no more once it is given back', async () => {
  const stall = await makeStall()
  const { sellerId } = stall
  const orderId = await place(orderOf(stall, { buyerId: await makePerson('张大姐') }))
  const seen = () => findOrderForSeller({ orderId, sellerId })
  expect((await seen())?.to).toBeNull()
  await pay(orderId, { way: 'wechat_pay' })
  expect(await seen()).toMatchObject({ to, paidBy: 'wechat_pay', buyer: { name: '张大姐' } })
  const asked = await askRefund({ orderId, reason: '没有货了', byPersonId: sellerId })
  if (!asked.ok) throw new Error(asked.reason)
  await finishRefund({ refundId: asked.value.refundId, stripeRefund: 're_1' })
  expect(await seen()).toMatchObject({
    ...{ to: null, status: 'refunded' },
    refunds: [{ status: 'done', cause: 'seller', reason: '没有货了', amountFen: 8000 }],
  })
})

test('lists go by pages, the newest first, none twice and none left out', async () => {
  const stall = await makeStall({ stock: 30 })
  const buyerId = await makePerson()
  // Some are placed at the very same moment.
  const moments = Array.from({ length: 13 }, (_, index) => new Date(Date.UTC(2026, 10, 1 + (index >> 1))))
  for (const moment of moments) {
    await place(orderOf(stall, { buyerId }), moment)
    await database().order.updateMany({ data: { status: 'paid' } })
  }
  const seen: string[] = []
  let before: string | null = null
  do {
    const page = await listBuyerOrders({ buyerId, before, limit: 4 })
    seen.push(...page.orders.map(({ id }) => id))
    before = page.next
  } while (before !== null)
  expect(new Set(seen).size).toBe(13)
  const rows = await database().order.findMany({ orderBy: [{ placedAt: 'desc' }, { id: 'desc' }] })
  expect(seen).toEqual(rows.map(({ id }) => id))
  for (const odd of ['', 'x', '99999999999999999_' + seen[0]])
    expect((await listBuyerOrders({ buyerId, before: odd, limit: 4 })).orders).toHaveLength(4)
})

test('a seller finds her orders by how they stand, and what she has to pack', async () => {
  const stall = await makeStall({ stock: 30 })
  const { sellerId } = stall
  const buyerId = await makePerson()
  const ids: string[] = []
  for (const quantity of [1, 2, 3, 1]) ids.push(await place(orderOf(stall, { buyerId, quantity })))
  const [waiting = '', paid = '', sent = '', off = ''] = ids
  await pay(paid)
  await pay(sent)
  expect(await listToPack(sellerId)).toEqual([
    { variantId: stall.variantId, title: '鲜活蛤蜊', weightGrams: 2500, quantity: 5, orders: 2 },
  ])
  await dispatchOrder({ orderId: sent, sellerId, carrier: 'ems', trackingNumber: 'EE123456789CN' })
  await beginClosing({ orderId: off, why: 'unwanted', buyerId })
  await finishClosing(off)
  const listed = async (state: 'waiting' | 'paid' | 'dispatched' | 'refunds') =>
    (await listSellerOrders({ sellerId, state })).orders.map(({ id }) => id)
  expect(await listed('waiting')).toEqual([waiting])
  expect(await listed('paid')).toEqual([paid])
  expect(await listed('dispatched')).toEqual([sent])
  expect(await listed('refunds')).toEqual([])
  expect(await countSellerOrders(sellerId)).toEqual({
    ...{ waiting: 1, paid: 1, dispatched: 1, received: 0, refunds: 0 },
  })
  expect(await listSellerOrders({ sellerId: buyerId, state: 'paid' })).toEqual({ orders: [], next: null })
})

test('takings are what was paid and not given back', async () => {
  const stall = await makeStall({ stock: 30 })
  const { sellerId } = stall
  const buyerId = await makePerson()
  const broadcastId = '0198c0de-0000-7000-8000-000000000001'
  const paid = await place(orderOf(stall, { buyerId, broadcastId }))
  const back = await place(orderOf(stall, { buyerId, broadcastId }))
  await place(orderOf(stall, { buyerId, broadcastId }))
  expect(await boughtInRoom(paid)).toBeNull()
  await pay(paid)
  await pay(back)
  await pay(await place(orderOf(stall, { buyerId })))
  await askRefund({ orderId: back, reason: '没有货了', byPersonId: sellerId })
  const since = new Date(Date.now() - 60_000)
  expect(await findSellerFigures(sellerId, since)).toEqual({ takingsFen: 16_000, orders: 2 })
  expect(await findSellerFigures(sellerId, new Date(Date.now() + 60_000))).toEqual({
    ...{ takingsFen: 0, orders: 0 },
  })
  expect(await findBroadcastFigures(broadcastId)).toEqual({ takingsFen: 8000, orders: 1 })
  expect(await boughtInRoom(paid)).toMatchObject({
    ...{ broadcastId, place: '城阳区', title: '鲜活蛤蜊', weightGrams: 2500, quantity: 1 },
    product: { id: stall.productId, stock: 26 },
  })
})

test('a quote takes the coupon that takes off the most, or the one that she chose, and says why', async () => {
  const stall = await makeStall()
  const buyerId = await makePerson()
  const ask = (more: { quantity?: number; claimId?: string | null } = {}) =>
    quote({ variantId: stall.variantId, quantity: 1, buyerId, ...more })
  expect(await ask()).toMatchObject({
    ...{ goodsFen: 6800, discountFen: 0, freightFen: 1200, totalFen: 8000, objection: null },
    ...{ why: 'none-held', coupon: null, choices: [] },
  })
  const high = await makeClaim(stall, { personId: buyerId, amountFen: 2000, thresholdFen: 10_000 })
  expect(await ask()).toMatchObject({ why: 'below-threshold', choices: [{ shortFen: 3200 }], totalFen: 8000 })
  const low = await makeClaim(stall, { personId: buyerId, amountFen: 300 })
  expect(await ask()).toMatchObject({ why: 'best', coupon: { claimId: low }, totalFen: 7700 })
  expect(await ask({ quantity: 2 })).toMatchObject({
    ...{ why: 'best', coupon: { claimId: high }, discountFen: 2000, totalFen: 12_800 },
    choices: [{ claimId: high }, { claimId: low }],
  })
  expect(await ask({ quantity: 2, claimId: low })).toMatchObject({
    ...{ why: 'chosen', discountFen: 300 },
  })
  expect(await ask({ claimId: high })).toMatchObject({ why: 'best', coupon: { claimId: low } })
  expect(await ask({ claimId: null })).toMatchObject({ why: 'declined', totalFen: 8000 })
  expect(await ask({ quantity: 11 })).toMatchObject({ objection: 'sold-out' })
  const shown = await ask({ quantity: 2 })
  await place({
    ...orderOf(stall, { buyerId, quantity: 2, claimId: high }),
    shownTotalFen: shown?.totalFen ?? 0,
  })
})
