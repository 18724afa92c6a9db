import type { Transaction } from '#app/kernel/database.server.ts'
import { log } from '#app/kernel/log.server.ts'
import { formatFen } from '#app/kernel/money.ts'
import { emit } from '#app/kernel/outbox.server.ts'
import { redeemClaim } from '../coupons/claims.server.ts'
import { moveOrder } from './move-order.server.ts'
import { lockOrder, tell, type Concerned } from './order-news.server.ts'
import { reserveAgain } from './stock-of-orders.server.ts'

export interface ArrivedPayment {
  orderId: string
  /** Stripe's id of what was paid: one payment, however often it is told of. */
  paymentIntent: string
  amountFen: number
  /** card, alipay or wechat_pay. */
  way: string
  paidAt: Date
}

/** Why a payment goes back by itself: kept as the refund's reason. */
export type SentBackBecause = 'too-late' | 'twice' | 'another-amount'

/**
 * Marks the order paid, once, within the caller's transaction: a payment told of again is 'already' known. Money that
 * comes for an order called off is taken where its boxes can still be had; else, and where it comes twice or is not the
 * agreed amount, it is recorded and goes back by itself: 'refund'. Amounts in fen. Throws for an unknown order.
 */
export async function markPaid(
  tx: Transaction,
  payment: ArrivedPayment,
): Promise<'paid' | 'already' | 'refund'> {
  const order = await lockOrder(tx, payment.orderId)
  const known = await tx.payment.findUnique({
    where: { paymentIntent: payment.paymentIntent },
    select: { orderId: true },
  })
  if (known !== null) {
    if (known.orderId !== order.id) throw new Error(`payment ${payment.paymentIntent} is another order's`)
    return 'already'
  }
  const because = await whyNotKept(tx, order, payment)
  if (because !== null) {
    await sendBack(tx, { order, payment, because })
    return 'refund'
  }
  await keep(tx, order, payment)
  return 'paid'
}

/** Null where the order is paid by it; a called-off order then has its boxes again. */
async function whyNotKept(
  tx: Transaction,
  order: Concerned,
  { amountFen, paidAt }: ArrivedPayment,
): Promise<SentBackBecause | null> {
  if (amountFen !== order.totalFen) return 'another-amount'
  if (order.status === 'awaiting_payment' || order.status === 'closing') return null
  if (order.status !== 'cancelled') return 'twice'
  if (!(await reserveAgain(tx, { orderId: order.id, now: paidAt }))) return 'too-late'
  await redeemAgain(tx, order, paidAt)
  return null
}

/**
 * Its coupon was given back, and no column says which it was: one of the same worth is redeemed where she still has it.
 * Where she has not, the order is taken all the same: the money is what was agreed.
 */
async function redeemAgain(tx: Transaction, order: Concerned, now: Date): Promise<void> {
  const { buyerId: personId, shopId, goodsFen, discountFen, id: orderId } = order
  if (discountFen === 0) return
  const claim = await tx.claim.findFirst({
    where: {
      personId,
      status: 'held',
      coupon: { shopId, amountFen: discountFen, thresholdFen: { lte: goodsFen }, validUntil: { gt: now } },
    },
    orderBy: { claimedAt: 'asc' },
    select: { id: true },
  })
  if (claim) await redeemClaim(tx, { claimId: claim.id, personId, shopId, goodsFen, orderId, now })
}

async function keep(tx: Transaction, order: Concerned, payment: ArrivedPayment): Promise<void> {
  const { paidAt } = payment
  const moved = await moveOrder(tx, { orderId: order.id, to: 'paid', set: { paidAt, cancelledAt: null } })
  if (!moved) throw new Error(`order ${order.id} changed under its lock`)
  await recordPayment(tx, payment, true)
  await emit(tx, { task: 'shop.order-paid', payload: { orderId: order.id } })
  const { about, id: orderId, buyerId, sellerId, quantity } = order
  const total = formatFen(order.totalFen)
  const forBuyer = { ...about, total }
  await tell(tx, { personId: buyerId, orderId, kind: 'orders:news.paid', params: forBuyer }, paidAt)
  const forSeller = { ...about, total, quantity }
  await tell(tx, { personId: sellerId, orderId, kind: 'seller:news.paid', params: forSeller }, paidAt)
}

async function sendBack(
  tx: Transaction,
  { order, payment, because }: { order: Concerned; payment: ArrivedPayment; because: SentBackBecause },
): Promise<void> {
  const { amountFen, paidAt } = payment
  if (because === 'another-amount')
    log.error({ order: order.id, amountFen, totalFen: order.totalFen }, 'paid in another amount than agreed')
  const { id: paymentId } = await recordPayment(tx, payment, false)
  const { id: refundId } = await tx.refund.create({
    data: { paymentId, amountFen, cause: 'too_late', reason: because, askedAt: paidAt },
    select: { id: true },
  })
  await emit(tx, { task: 'shop.refund', payload: { refundId } })
  const params = { ...order.about, amount: formatFen(amountFen) }
  await tell(
    tx,
    { personId: order.buyerId, orderId: order.id, kind: 'orders:news.late-refund', params },
    paidAt,
  )
}

function recordPayment(tx: Transaction, payment: ArrivedPayment, kept: boolean): Promise<{ id: string }> {
  const { orderId, paymentIntent, amountFen, way, paidAt } = payment
  return tx.payment.create({
    data: { orderId, paymentIntent, amountFen, way, paidAt, kept },
    select: { id: true },
  })
}
