import { database } from '#app/kernel/database.server.ts'
import { log } from '#app/kernel/log.server.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { finishClosing } from '../orders/close-order.server.ts'
import { markPaid } from '../orders/pay-order.server.ts'
import { endPage, makePage, pageEnds, readPage, type PageTruth } from './checkout-page.server.ts'
import { findPagedOrder, type PagedOrderRow } from './paged-order.server.ts'
import { saidNo } from './stripe.server.ts'

export const actor = { kind: 'system', name: 'payment' } as const

/**
 * Asks Stripe what is true of this order's payment page and acts on it: paid money is taken in, and an order that is being
 * closed ends once its page cannot be paid any more. Any number of times, from anywhere, at once: the truth is acted on
 * once. Throws where Stripe is away.
 */
export async function settleOrder(orderId: string, now = new Date()): Promise<void> {
  const order = await findPagedOrder(orderId)
  if (order === null) return
  const session = order.checkoutSession ?? (await recoverPage(order, now))
  if (session === null) {
    if (order.status === 'closing') await finishClosing(orderId, now)
    return
  }
  try {
    await settlePage(session, now)
  } catch (error) {
    if (order.status !== 'closing' || !saidNo(error, 'resource_missing')) throw error
    // Another account's, or from before a backup was restored: nobody can pay it here.
    log.error({ order: orderId }, 'Stripe does not know the payment page of an order: the order is closed')
    await finishClosing(orderId, now)
  }
}

/** The same, of whichever order the page belongs to. */
export async function settlePage(session: string, now = new Date()): Promise<void> {
  const truth = await readPage(session)
  const { orderId, payment } = truth
  const order = orderId === null ? null : await findPagedOrder(orderId)
  if (order === null) return log.warn({ session }, 'a payment page that belongs to no order of ours')
  if (payment !== null) return takeIn(order.id, payment)
  if (order.status === 'closing' && order.checkoutSession === session) await closePage(order.id, truth, now)
}

/**
 * A page was asked for and never noted: the server died in between, or is about to note it. Only a noted page is ever
 * shown, so nobody pays this one; while the order is being closed it is asked for once more, to end it in good order.
 */
async function recoverPage(order: PagedOrderRow, now: Date): Promise<string | null> {
  if (order.status !== 'closing' || order.checkoutAskedAt === null || now >= pageEnds(order)) return null
  const session = await makePage(order).catch((error: unknown) => {
    // Too late to make one, or in other words than before: there is none that anybody has seen.
    if (saidNo(error)) return null
    throw error
  })
  if (session === null) return null
  await transact({ actor, action: 'order.note-page', subject: `order:${order.id}`, why: 'recovered' }, (tx) =>
    tx.order.updateMany({
      where: { id: order.id, status: 'closing', checkoutSession: null },
      data: { checkoutSession: session.id },
    }),
  )
  return session.id
}

/** Ends the order once nobody can pay its page any more; while a bank still thinks about it, it waits. */
async function closePage(orderId: string, truth: PageTruth, now: Date): Promise<void> {
  if (truth.state === 'waiting') return
  if (truth.state === 'open' && !(await ended(truth.session))) {
    const later = await readPage(truth.session)
    if (later.payment !== null) return takeIn(orderId, later.payment)
    if (later.state === 'open') throw new Error('a payment page neither ends nor is paid')
    return closePage(orderId, later, now)
  }
  await finishClosing(orderId, now)
}

/** Whether Stripe ended it: it says no where she was quicker. */
async function ended(session: string): Promise<boolean> {
  try {
    await endPage(session)
    return true
  } catch (error) {
    if (saidNo(error)) return false
    throw error
  }
}

async function takeIn(orderId: string, payment: NonNullable<PageTruth['payment']>): Promise<void> {
  const known = await database().payment.count({ where: { paymentIntent: payment.intent } })
  if (known > 0) return
  const { intent: paymentIntent, amountFen, way, paidAt } = payment
  await transact<void, 'already'>(
    { actor, action: 'order.pay', subject: `order:${orderId}` },
    async (tx, refuse, note) => {
      const became = await markPaid(tx, { orderId, paymentIntent, amountFen, way, paidAt })
      if (became === 'already') throw refuse('already')
      note({ after: { became, amountFen, way } })
    },
  )
}
