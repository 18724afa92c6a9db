import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import type { OrderStatus } from '#app/generated/prisma/enums.ts'
import { database } from '#app/kernel/database.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { beginClosing, finishClosing } from './close-order.server.ts'
import { confirmReceipt, dispatchOrder } from './dispatch.server.ts'
import { moveOrder } from './move-order.server.ts'
import { orderMoves } from './orders.ts'
import { askRefund, failRefund, finishRefund } from './refund-order.server.ts'
import {
  jobsOf,
  makeClaim,
  makePerson,
  makeStall,
  newsOf,
  orderOf,
  pay,
  place,
  statusOf,
  stockOf,
  type Stall,
} from './testing.server.ts'

beforeEach(freshDatabase)

const states = Object.keys(orderMoves) as OrderStatus[]
const parcel = { carrier: 'sf', trackingNumber: 'SF1234567890123' } as const

async function begin() {
  const stall = await makeStall()
  const buyerId = await makePerson()
  const orderId = await place(orderOf(stall, { buyerId }))
  const { sellerId, variantId } = stall
  return { stall, buyerId, orderId, sellerId, variantId }
}

async function cancel(orderId: string): Promise<void> {
  const { buyerId } = await database().order.findUniqueOrThrow({ where: { id: orderId } })
  await beginClosing({ orderId, why: 'unwanted', buyerId })
  await finishClosing(orderId)
}

async function ask(orderId: string, stall: Stall): Promise<string> {
  const asked = await askRefund({ orderId, reason: '今天没有货了', byPersonId: stall.sellerId })
  if (!asked.ok) throw new Error(asked.reason)
  return asked.value.refundId
}

test('every state can be reached by what people do, and every move that is listed is made', async () => {
  const { stall, buyerId, orderId, sellerId, variantId } = await begin()
  expect(await statusOf(orderId)).toBe('awaiting_payment')
  await beginClosing({ orderId, why: 'unwanted', buyerId })
  expect(await statusOf(orderId)).toBe('closing')
  expect(await stockOf(variantId)).toBe(9)
  await finishClosing(orderId)
  expect(await statusOf(orderId)).toBe('cancelled')
  expect(await stockOf(variantId)).toBe(10)
  expect(await pay(orderId)).toBe('paid')
  expect(await statusOf(orderId)).toBe('paid')
  expect(await stockOf(variantId)).toBe(9)
  await dispatchOrder({ orderId, sellerId, ...parcel })
  expect(await statusOf(orderId)).toBe('dispatched')
  await confirmReceipt({ orderId, buyerId })
  expect(await statusOf(orderId)).toBe('received')
  const refundId = await ask(orderId, stall)
  expect(await statusOf(orderId)).toBe('refunding')
  await finishRefund({ refundId, stripeRefund: 're_1' })
  expect(await statusOf(orderId)).toBe('refunded')
  expect(await stockOf(variantId)).toBe(9)
})

test('every move that is not listed is refused, and every listed one is made', async () => {
  const { orderId } = await begin()
  for (const from of states)
    for (const to of states) {
      await database().order.update({ where: { id: orderId }, data: { status: from } })
      const moves: readonly OrderStatus[] = orderMoves[from]
      expect(await moveOrder(database(), { orderId, to }), `${from} → ${to}`).toBe(moves.includes(to))
      expect(await statusOf(orderId)).toBe(moves.includes(to) ? to : from)
    }
})

test('each operation refuses the states that it is not for, and changes nothing', async () => {
  const { orderId, buyerId, sellerId, variantId } = await begin()
  const operations: Record<string, { from: OrderStatus[]; run: () => Promise<{ ok: boolean }> }> = {
    // Again where it is so already is no refusal.
    close: {
      from: ['awaiting_payment', 'closing', 'cancelled'],
      run: () => beginClosing({ orderId, why: 'unwanted', buyerId }),
    },
    cancel: { from: ['closing', 'cancelled'], run: () => finishClosing(orderId) },
    dispatch: { from: ['paid', 'dispatched'], run: () => dispatchOrder({ orderId, sellerId, ...parcel }) },
    receive: { from: ['dispatched', 'received'], run: () => confirmReceipt({ orderId, buyerId }) },
    // Nothing was paid here: there is nothing to give back in any state.
    refund: { from: [], run: () => askRefund({ orderId, reason: '没有货', byPersonId: sellerId }) },
  }
  for (const [name, { from, run }] of Object.entries(operations))
    for (const status of states.filter((state) => !from.includes(state))) {
      await database().order.update({ where: { id: orderId }, data: { status } })
      expect((await run()).ok, `${name} where it is ${status}`).toBe(false)
      expect(await statusOf(orderId)).toBe(status)
    }
  expect(await stockOf(variantId)).toBe(9)
})

test('only the buyer calls off and receives, only the seller dispatches and gives back', async () => {
  const { orderId, buyerId, sellerId } = await begin()
  const gone = { ok: false, reason: 'not-found' }
  expect(await beginClosing({ orderId, why: 'unwanted', buyerId: sellerId })).toEqual(gone)
  await pay(orderId)
  expect(await dispatchOrder({ orderId, sellerId: buyerId, ...parcel })).toEqual(gone)
  expect(await askRefund({ orderId, reason: '不要了', byPersonId: buyerId })).toEqual(gone)
  await dispatchOrder({ orderId, sellerId, ...parcel })
  expect(await confirmReceipt({ orderId, buyerId: sellerId })).toEqual(gone)
  expect(await askRefund({ orderId: randomUUID(), reason: '不要了', byPersonId: sellerId })).toEqual(gone)
})

test('an order is not closed before its time, and is closed after it', async () => {
  const { orderId, buyerId } = await begin()
  expect(await beginClosing({ orderId, why: 'expired' })).toEqual({ ok: false, reason: 'not-yet' })
  const later = new Date(Date.now() + 16 * 60_000)
  const both = await Promise.all([1, 2].map(() => beginClosing({ orderId, why: 'expired', now: later })))
  expect(both.every(({ ok }) => ok)).toBe(true)
  expect(await jobsOf('shop.close-order')).toEqual([{ orderId }])
  await Promise.all([finishClosing(orderId), finishClosing(orderId)])
  expect(await newsOf(buyerId)).toEqual(['orders:news.placed', 'orders:news.cancelled'])
})

test('a coupon goes back when its order is called off, and is good for the next', async () => {
  const stall = await makeStall()
  const buyerId = await makePerson()
  const claimId = await makeClaim(stall, { personId: buyerId, amountFen: 500 })
  const input = { buyerId, claimId, discountFen: 500 }
  await cancel(await place(orderOf(stall, input)))
  const orderId = await place(orderOf(stall, input))
  const claim = await database().claim.findUniqueOrThrow({ where: { id: claimId } })
  expect(claim).toMatchObject({ status: 'redeemed', orderId })
})

test('a payment of a called-off order is taken with its coupon, or without where that is used elsewhere', async () => {
  const stall = await makeStall()
  const buyerId = await makePerson()
  const claimId = await makeClaim(stall, { personId: buyerId, amountFen: 500 })
  const input = { buyerId, claimId, discountFen: 500 }
  const first = await place(orderOf(stall, input))
  await cancel(first)
  expect(await pay(first)).toBe('paid')
  const { orderId } = await database().claim.findUniqueOrThrow({ where: { id: claimId } })
  expect(orderId).toBe(first)

  const other = await makeClaim(stall, { personId: buyerId, amountFen: 700 })
  const second = await place(orderOf(stall, { buyerId, claimId: other, discountFen: 700 }))
  await cancel(second)
  const third = await place(orderOf(stall, { buyerId, claimId: other, discountFen: 700 }))
  expect(await pay(second)).toBe('paid')
  const claim = await database().claim.findUniqueOrThrow({ where: { id: other } })
  expect(claim.orderId).toBe(third)
})

test('a payment told of often and at once is taken once, and both are told', async () => {
  const { orderId, buyerId, sellerId } = await begin()
  const told = Array.from({ length: 6 }, () => pay(orderId, { paymentIntent: 'pi_1' }))
  const answers = await Promise.all(told)
  expect(answers.sort()).toEqual([...Array.from({ length: 5 }, () => 'already'), 'paid'])
  expect(await database().payment.findMany()).toMatchObject([{ kept: true, way: 'alipay' }])
  expect(await newsOf(buyerId)).toEqual(['orders:news.placed', 'orders:news.paid'])
  expect(await newsOf(sellerId)).toEqual(['seller:news.paid'])
  expect(await jobsOf('shop.order-paid')).toEqual([{ orderId }])
})

test('what is paid twice, in another amount, or for goods that are gone goes back by itself', async () => {
  const { stall, orderId, buyerId } = await begin()
  expect(await pay(orderId, { amountFen: 1 })).toBe('refund')
  expect(await statusOf(orderId)).toBe('awaiting_payment')
  const both = await Promise.all([pay(orderId), pay(orderId)])
  expect(both.sort()).toEqual(['paid', 'refund'])
  const late = await place(orderOf(stall, { buyerId }))
  await cancel(late)
  await place(orderOf(stall, { buyerId: await makePerson(), quantity: 9 }))
  expect(await pay(late)).toBe('refund')
  expect(await statusOf(late)).toBe('cancelled')
  expect(await stockOf(stall.variantId)).toBe(0)
  const refunds = await database().refund.findMany({ include: { payment: true } })
  expect(refunds.map(({ reason }) => reason).sort()).toEqual(['another-amount', 'too-late', 'twice'])
  for (const { cause, amountFen, payment } of refunds)
    expect({ cause, kept: payment.kept, amountFen }).toEqual({
      ...{ cause: 'too_late', kept: false, amountFen: payment.amountFen },
    })
  expect(await jobsOf('shop.refund')).toHaveLength(3)
  expect((await newsOf(buyerId)).filter((kind) => kind === 'orders:news.late-refund')).toHaveLength(3)
  const twice = refunds.find(({ reason }) => reason === 'twice')
  await finishRefund({ refundId: twice?.id ?? '', stripeRefund: 're_twice' })
  expect(await statusOf(orderId)).toBe('paid')
})

test('a refund before dispatch puts the boxes back once, the coupon stays used, both are told', async () => {
  const stall = await makeStall()
  const buyerId = await makePerson()
  const claimId = await makeClaim(stall, { personId: buyerId, amountFen: 500 })
  const orderId = await place(orderOf(stall, { buyerId, claimId, discountFen: 500 }))
  await pay(orderId)
  const [refundId, same] = await Promise.all([ask(orderId, stall), ask(orderId, stall)])
  expect(same).toBe(refundId)
  expect(await jobsOf('shop.refund')).toEqual([{ refundId }])
  const told = [1, 2, 3].map(() => finishRefund({ refundId, stripeRefund: 're_1' }))
  expect((await Promise.all(told)).every(({ ok }) => ok)).toBe(true)
  expect(await ask(orderId, stall)).toBe(refundId)
  expect(await stockOf(stall.variantId)).toBe(10)
  expect(await database().claim.findUniqueOrThrow({ where: { id: claimId } })).toMatchObject({ orderId })
  expect((await newsOf(buyerId)).slice(2)).toEqual(['orders:news.refunding', 'orders:news.refunded'])
  expect(await newsOf(stall.sellerId)).toEqual(['seller:news.paid', 'seller:news.refunded'])
})

test('a refund that fails can be asked for again, and is never done twice', async () => {
  const { stall, orderId, sellerId } = await begin()
  await pay(orderId)
  const first = await ask(orderId, stall)
  await failRefund({ refundId: first })
  await failRefund({ refundId: first })
  expect(await statusOf(orderId)).toBe('refunding')
  expect(await newsOf(sellerId)).toEqual(['seller:news.paid', 'seller:news.refund-failed'])
  const second = await ask(orderId, stall)
  expect(second).not.toBe(first)
  expect(await finishRefund({ refundId: first, stripeRefund: 're_1' })).toEqual({
    ...{ ok: false, reason: 'not-asked' },
  })
  expect(await finishRefund({ refundId: second, stripeRefund: 're_2' })).toMatchObject({ ok: true })
  expect(await failRefund({ refundId: second })).toEqual({ ok: false, reason: 'not-asked' })
  expect(await statusOf(orderId)).toBe('refunded')
})

test('a tracking number is corrected while the parcel is on its way, and told each time that it changes', async () => {
  const { orderId, buyerId, sellerId } = await begin()
  await pay(orderId)
  await dispatchOrder({ orderId, sellerId, ...parcel })
  await dispatchOrder({ orderId, sellerId, carrier: 'sf', trackingNumber: 'sf 1234-5678-90123' })
  await dispatchOrder({ orderId, sellerId, carrier: 'jd', trackingNumber: 'JD0001234567' })
  const order = await database().order.findUniqueOrThrow({ where: { id: orderId } })
  expect(order).toMatchObject({ carrier: 'jd', trackingNumber: 'JD0001234567' })
  expect((await newsOf(buyerId)).filter((kind) => kind === 'orders:news.dispatched')).toHaveLength(2)
  await confirmReceipt({ orderId, buyerId })
  await confirmReceipt({ orderId, buyerId })
  expect(await dispatchOrder({ orderId, sellerId, ...parcel })).toEqual({ ok: false, reason: 'not-now' })
  expect((await newsOf(sellerId)).filter((kind) => kind === 'seller:news.received')).toHaveLength(1)
})
