import { database } from '#app/kernel/database.server.ts'
import { log } from '#app/kernel/log.server.ts'
import { beginClosing } from '../orders/close-order.server.ts'
import { sendRefund } from './refund-money.server.ts'
import { settleOrder } from './settle.server.ts'
import { isAway, paymentsAreOn } from './stripe.server.ts'
import { handleEvent, hearUndelivered } from './webhook.server.ts'

/** So long webhooks and jobs have, in milliseconds, before they are asked after. */
const grace = 60_000
/** Of each kind in one run: it is soon run again. */
const mostAtOnce = 100

/** After so many calls in a row that Stripe did not answer, the rest waits for the next run. */
const mostUnanswered = 3

/**
 * Finds what webhooks lost and jobs gave up: events that did not arrive, orders with a payment page that nobody has reported on, orders that are still
 * being closed, events not handled, refunds not sent. One that fails holds up no other; all are tried again next time.
 */
export async function reconcile(now = new Date()): Promise<void> {
  const before = new Date(now.getTime() - grace)
  for (const { id: orderId } of await overdueOrders(before))
    await beginClosing({ orderId, why: 'expired', now })
  if (!paymentsAreOn()) return
  const all =
    (await each([{ id: 'undelivered' }], () => hearUndelivered(now))) &&
    (await each(await openOrders(before), (id) => settleOrder(id, now))) &&
    (await each(await unhandledEvents(before), (id) => handleEvent(id, now))) &&
    (await each(await unsentRefunds(before), (id) => sendRefund(id, now)))
  if (!all) log.warn('Stripe does not answer: payments are looked after in the next run')
}

/** False where Stripe seems to be away altogether. */
async function each(rows: { id: string }[], work: (id: string) => Promise<void>): Promise<boolean> {
  let unanswered = 0
  for (const { id } of rows) {
    try {
      await work(id)
      unanswered = 0
    } catch (error) {
      unanswered = isAway(error) ? unanswered + 1 : 0
      log.warn({ err: error, id }, 'could not be settled: it is tried again')
      if (unanswered === mostUnanswered) return false
    }
  }
  return true
}

/** Their own job should have closed them. */
function overdueOrders(before: Date) {
  return database().order.findMany({
    where: { status: 'awaiting_payment', payUntil: { lt: before } },
    select: { id: true },
    orderBy: { payUntil: 'asc' },
    take: mostAtOnce,
  })
}

/** Those that hold up goods for nobody first, then the longest waiting. */
function openOrders(before: Date) {
  return database().order.findMany({
    where: {
      OR: [
        { status: 'closing', placedAt: { lt: before } },
        { status: 'awaiting_payment', checkoutAskedAt: { lt: before }, checkoutSession: { not: null } },
      ],
    },
    select: { id: true },
    orderBy: [{ status: 'desc' }, { placedAt: 'asc' }],
    take: mostAtOnce,
  })
}

function unhandledEvents(before: Date) {
  return database().stripeEvent.findMany({
    where: { handledAt: null, receivedAt: { lt: before } },
    select: { id: true },
    orderBy: { receivedAt: 'asc' },
    take: mostAtOnce,
  })
}

function unsentRefunds(before: Date) {
  return database().refund.findMany({
    where: { status: 'asked', askedAt: { lt: before } },
    select: { id: true },
    orderBy: { askedAt: 'asc' },
    take: mostAtOnce,
  })
}
