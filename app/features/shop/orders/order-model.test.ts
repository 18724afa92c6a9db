import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { OrderStatus } from '#app/generated/prisma/enums.ts'
import { database } from '#app/kernel/database.server.ts'
import { beginClosing, finishClosing } from './close-order.server.ts'
import { confirmReceipt, dispatchOrder } from './dispatch.server.ts'
import { placeOrder } from './place-order.server.ts'
import { askRefund, failRefund, finishRefund } from './refund-order.server.ts'
import { makeClaim, makePerson, makeStall, orderOf, pay, stockOf, type Stall } from './testing.server.ts'

/*
 * Whatever people and Stripe do in whatever order: what the database says agrees with a model that fits on a page.
 */

interface Modelled {
  id: string
  status: OrderStatus
  quantity: number
  totalFen: number
  /** What it takes off, and whether a claim stands for it. */
  discountFen: number
  claimed: boolean
  dispatched: boolean
  refund: 'none' | 'asked' | 'failed' | 'done'
  sentBack: number
}

interface Model {
  stock: number
  held: number
  orders: Modelled[]
}

interface World {
  stall: Stall
  buyerId: string
  model: Model
  intents: number
}

const boxes = 4
const amountFen = 300

async function makeWorld(): Promise<World> {
  const stall = await makeStall({ stock: boxes })
  const buyerId = await makePerson()
  for (let count = 0; count < 2; count += 1) await makeClaim(stall, { personId: buyerId, amountFen })
  return { stall, buyerId, model: { stock: boxes, held: 2, orders: [] }, intents: 0 }
}

async function order(world: World, quantity: number, withCoupon: boolean): Promise<void> {
  const { stall, buyerId, model } = world
  const claim = await database().claim.findFirst({ where: { personId: buyerId, status: 'held' } })
  if (withCoupon && claim === null) return
  const discountFen = withCoupon ? amountFen : 0
  const input = orderOf(stall, { buyerId, quantity, claimId: withCoupon ? claim!.id : null, discountFen })
  const placed = await placeOrder(input)
  expect(placed.ok).toBe(quantity <= model.stock)
  if (!placed.ok) return
  model.stock -= quantity
  if (withCoupon) model.held -= 1
  model.orders.push({
    ...{ id: placed.value.id, status: 'awaiting_payment', quantity, totalFen: input.shownTotalFen },
    ...{ discountFen, claimed: withCoupon, dispatched: false, refund: 'none', sentBack: 0 },
  })
}

type Deed = (world: World, order: Modelled) => Promise<void>

const deeds: Record<string, Deed> = {
  callOff: async ({ buyerId }, order) => {
    const closed = await beginClosing({ orderId: order.id, why: 'unwanted', buyerId })
    expect(closed.ok).toBe(['awaiting_payment', 'closing', 'cancelled'].includes(order.status))
    if (order.status === 'awaiting_payment') order.status = 'closing'
  },
  finish: async ({ model }, order) => {
    const finished = await finishClosing(order.id)
    expect(finished.ok).toBe(['closing', 'cancelled'].includes(order.status))
    if (order.status !== 'closing') return
    order.status = 'cancelled'
    model.stock += order.quantity
    if (order.claimed) model.held += 1
    order.claimed = false
  },
  pay: async (world, order) => {
    const { model } = world
    const paymentIntent = `pi_${world.stall.shopId}_${(world.intents += 1)}`
    const unpaid = order.status === 'awaiting_payment' || order.status === 'closing'
    const late = order.status === 'cancelled' && model.stock >= order.quantity
    expect(await pay(order.id, { paymentIntent })).toBe(unpaid || late ? 'paid' : 'refund')
    expect(await pay(order.id, { paymentIntent })).toBe('already')
    if (late) {
      model.stock -= order.quantity
      order.claimed = order.discountFen > 0 && model.held > 0
      if (order.claimed) model.held -= 1
    }
    if (unpaid || late) order.status = 'paid'
    else order.sentBack += 1
  },
  payLess: async (_world, order) => {
    expect(await pay(order.id, { amountFen: order.totalFen - 1 })).toBe('refund')
    order.sentBack += 1
  },
  dispatch: async ({ stall: { sellerId } }, order) => {
    const parcel = { carrier: 'zto', trackingNumber: '75312345678901' } as const
    const sent = await dispatchOrder({ orderId: order.id, sellerId, ...parcel })
    if (order.status !== 'paid') return
    expect(sent.ok).toBe(true)
    order.status = 'dispatched'
    order.dispatched = true
  },
  receive: async ({ buyerId }, order) => {
    const received = await confirmReceipt({ orderId: order.id, buyerId })
    expect(received.ok).toBe(['dispatched', 'received'].includes(order.status))
    if (order.status === 'dispatched') order.status = 'received'
  },
  askRefund: async ({ stall: { sellerId } }, order) => {
    const asked = await askRefund({ orderId: order.id, reason: '没有货了', byPersonId: sellerId })
    expect(asked.ok).toBe(['paid', 'dispatched', 'received', 'refunding', 'refunded'].includes(order.status))
    if (!asked.ok || order.refund === 'done') return
    order.refund = 'asked'
    order.status = 'refunding'
  },
  finishRefund: async ({ model }, order) => {
    const refundId = await refundOf(order)
    if (refundId === null) return
    const finished = await finishRefund({ refundId, stripeRefund: `re_${refundId}` })
    expect(finished.ok).toBe(order.refund === 'asked' || order.refund === 'done')
    if (order.refund !== 'asked') return
    Object.assign(order, { refund: 'done', status: 'refunded' })
    if (!order.dispatched) model.stock += order.quantity
  },
  failRefund: async (_world, order) => {
    const refundId = await refundOf(order)
    if (refundId === null) return
    const failed = await failRefund({ refundId })
    expect(failed.ok).toBe(order.refund === 'asked' || order.refund === 'failed')
    if (order.refund === 'asked') order.refund = 'failed'
  },
}

async function refundOf(order: Modelled): Promise<string | null> {
  const refund = await database().refund.findFirst({
    where: { cause: 'seller', payment: { orderId: order.id } },
    orderBy: [{ askedAt: 'desc' }, { id: 'desc' }],
  })
  return refund?.id ?? null
}

async function agrees({ stall, buyerId, model }: World): Promise<void> {
  expect(await stockOf(stall.variantId)).toBe(model.stock)
  expect(await database().claim.count({ where: { personId: buyerId, status: 'held' } })).toBe(model.held)
  const rows = await database().order.findMany({
    where: { buyerId },
    include: { payments: { include: { refunds: true } } },
  })
  expect(rows).toHaveLength(model.orders.length)
  for (const order of model.orders) {
    const row = rows.find(({ id }) => id === order.id)
    expect(row?.status).toBe(order.status)
    const kept = row?.payments.filter((payment) => payment.kept) ?? []
    const back = row?.payments.filter((payment) => !payment.kept) ?? []
    const paid = !['awaiting_payment', 'closing', 'cancelled'].includes(order.status)
    expect(kept.map((payment) => payment.amountFen)).toEqual(paid ? [order.totalFen] : [])
    // All money that the order was not paid by is on its way back, once.
    expect(back.map(({ refunds }) => refunds.length)).toEqual(Array.from({ length: order.sentBack }, () => 1))
    const claims = await database().claim.count({ where: { orderId: order.id } })
    expect(claims).toBe(order.claimed ? 1 : 0)
  }
}

const step = fc.oneof(
  fc.record({
    deed: fc.constant('order'),
    quantity: fc.integer({ min: 1, max: 3 }),
    withCoupon: fc.boolean(),
    which: fc.constant(0),
  }),
  fc.record({
    deed: fc.constantFrom(...Object.keys(deeds), 'pay', 'pay', 'callOff', 'finish'),
    quantity: fc.constant(0),
    withCoupon: fc.constant(false),
    which: fc.nat(3),
  }),
)

test('stock, coupons, money and states agree with the model, whatever happens in whatever order', async () => {
  const property = fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
    const world = await makeWorld()
    await order(world, 1, true)
    for (const { deed, quantity, withCoupon, which } of steps) {
      const chosen = world.model.orders[which % world.model.orders.length]
      if (deed === 'order') await order(world, quantity, withCoupon)
      else await deeds[deed]!(world, chosen!)
      await agrees(world)
    }
  })
  await fc.assert(property, { numRuns: 25 })
}, 120_000)
