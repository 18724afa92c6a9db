import { randomUUID } from 'node:crypto'
import { createPerson } from '#app/features/identity/index.server.ts'
import { database } from '#app/kernel/database.server.ts'
import { transact } from '#app/kernel/transact.server.ts'
import type { PlaceOrder } from './orders.ts'
import { placeOrder } from './place-order.server.ts'
import { markPaid, type ArrivedPayment } from './pay-order.server.ts'

/*
 * What the tests of orders stand on: a shop with one box on its shelf, buyers, coupons in hand, payments.
 */

const actor = { kind: 'system', name: 'test' } as const

export async function makePerson(name = '王大姐'): Promise<string> {
  const made = await createPerson({ name }, { actor })
  if (!made.ok) throw new Error(made.reason)
  return made.value.id
}

export interface Stall {
  sellerId: string
  shopId: string
  productId: string
  variantId: string
  priceFen: number
  freightFen: number
}

/** A shop with one product in boxes of 5 斤. */
export async function makeStall({
  stock = 10,
  priceFen = 6800,
  freightFen = 1200,
  mostAtOnce = null as number | null,
} = {}): Promise<Stall> {
  const sellerId = await makePerson('林秀英')
  const shop = await database().shop.create({
    data: {
      ...{ slug: `stall-${randomUUID()}`, name: '秀英的摊子', place: '红岛', sellerId, freightFen },
      ...{ licenceKind: 'exempt', licenceWords: '自产自销' },
    },
  })
  const product = await database().product.create({
    data: {
      ...{ shopId: shop.id, title: '鲜活蛤蜊', status: 'on_sale' },
      pictures: { create: { path: '/art/clams.svg', place: 0 } },
      variants: { create: { weightGrams: 2500, priceFen, stock, mostAtOnce } },
    },
    include: { variants: true },
  })
  const variantId = product.variants[0]?.id ?? ''
  if (stock > 0)
    await database().stockMovement.create({
      data: { variantId, kind: 'received', quantity: stock, at: new Date() },
    })
  return { sellerId, shopId: shop.id, productId: product.id, variantId, priceFen, freightFen }
}

export async function makeClaim(
  stall: Stall,
  { personId, amountFen, thresholdFen = 0 }: { personId: string; amountFen: number; thresholdFen?: number },
): Promise<string> {
  const day = 86_400_000
  const coupon = await database().coupon.create({
    data: {
      ...{ shopId: stall.shopId, amountFen, thresholdFen, total: 10, claimed: 1, mustFollow: false },
      opensAt: new Date(Date.now() - day),
      closesAt: new Date(Date.now() + day),
      validUntil: new Date(Date.now() + 2 * day),
      ...{ key: randomUUID(), createdById: stall.sellerId },
      claims: { create: { personId, ordinal: 1, key: randomUUID(), claimedAt: new Date() } },
    },
    include: { claims: true },
  })
  return coupon.claims[0]?.id ?? ''
}

/** What the page of a buyer sends; the total is what it costs, less `discountFen`. */
export function orderOf(
  stall: Stall,
  { discountFen = 0, ...chosen }: Partial<PlaceOrder> & { buyerId: string; discountFen?: number },
): PlaceOrder {
  const quantity = chosen.quantity ?? 1
  return {
    ...{
      variantId: stall.variantId,
      quantity,
      key: randomUUID(),
      claimId: null,
      broadcastId: null,
      wish: '',
    },
    ...{ recipient: '张三', phone: '13800138000', division: '370214', detail: '红岛街道 12 号' },
    shownTotalFen: stall.priceFen * quantity - discountFen + stall.freightFen,
    ...chosen,
  }
}

/** The id of an order that was placed. */
export async function place(input: PlaceOrder, now?: Date): Promise<string> {
  const placed = await placeOrder(input, now)
  if (!placed.ok) throw new Error(placed.reason)
  return placed.value.id
}

/** Money arrives for an order, the agreed amount unless told. */
export async function pay(orderId: string, told: Partial<ArrivedPayment> = {}) {
  const { totalFen } = await database().order.findUniqueOrThrow({ where: { id: orderId } })
  const payment = {
    ...{ orderId, paymentIntent: `pi_${randomUUID()}`, amountFen: totalFen, way: 'alipay' },
    ...{ paidAt: new Date(), ...told },
  }
  const paid = await transact({ actor, action: 'test.pay', subject: `order:${orderId}` }, (tx) =>
    markPaid(tx, payment),
  )
  if (!paid.ok) throw new Error('a payment is never refused')
  return paid.value
}

export async function statusOf(orderId: string): Promise<string> {
  return (await database().order.findUniqueOrThrow({ where: { id: orderId } })).status
}

/** What can still be sold, after checking that the movements add up to it. */
export async function stockOf(variantId: string): Promise<number> {
  const [{ stock }, { _sum }] = await Promise.all([
    database().variant.findUniqueOrThrow({ where: { id: variantId } }),
    database().stockMovement.aggregate({ where: { variantId }, _sum: { quantity: true } }),
  ])
  if (stock !== (_sum.quantity ?? 0)) throw new Error(`stock ${stock}, movements ${_sum.quantity}`)
  return stock
}

/** The kinds of news that somebody got, the oldest first. */
export async function newsOf(personId: string): Promise<string[]> {
  const rows = await database().notification.findMany({ where: { personId }, orderBy: { at: 'asc' } })
  return rows.map(({ kind }) => kind)
}

/** The jobs left behind for a task, with what they carry. */
export async function jobsOf(task: string): Promise<unknown[]> {
  const rows = await database().$queryRaw<{ payload: { task: string; payload: unknown } }[]>`
    SELECT payload FROM graphile_worker._private_jobs ORDER BY id`
  return rows.filter(({ payload }) => payload.task === task).map(({ payload }) => payload.payload)
}
