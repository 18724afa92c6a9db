import { database, type Transaction } from '#app/kernel/database.server.ts'
import { log } from '#app/kernel/log.server.ts'
import { formatFen } from '#app/kernel/money.ts'
import { emit } from '#app/kernel/outbox.server.ts'
import { done, refused, type Outcome } from '#app/kernel/outcome.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { moveOrder } from './move-order.server.ts'
import { getConcerned, lockOrder, tell, type Concerned } from './order-news.server.ts'
import { putBack } from './stock-of-orders.server.ts'

export type AskRefundRefusal = 'not-found' | 'not-paid'

/**
 * The seller gives all the money back. Asked again while it is on its way, or after, it is the refund that was asked
 * for; where Stripe could not send it, a new one is asked for. `reason` is what the buyer reads.
 */
export function askRefund(input: {
  orderId: string
  reason: string
  /** The seller: an order of another's shop is not found. */
  byPersonId: string
  now?: Date
}): Promise<Outcome<{ refundId: string }, AskRefundRefusal>> {
  const { orderId, reason, byPersonId, now = new Date() } = input
  return findOrAsk(orderId, byPersonId, () =>
    transact<{ refundId: string }, AskRefundRefusal>(
      {
        actor: { kind: 'person', id: byPersonId },
        action: 'order.refund',
        subject: `order:${orderId}`,
        why: reason,
      },
      async (tx, refuse, note) => {
        const order = await lockOrder(tx, orderId)
        if (order.sellerId !== byPersonId) throw refuse('not-found')
        const moved = await moveOrder(tx, { orderId, to: 'refunding' })
        const [payment] = await keptPayments(tx, orderId)
        if (!payment || (!moved && !mayAskAgain(order, payment))) throw refuse('not-paid')
        const { id: paymentId, amountFen } = payment
        const refund = await tx.refund.create({
          data: { paymentId, amountFen, cause: 'seller', reason, askedById: byPersonId, askedAt: now },
          select: { id: true },
        })
        await emit(tx, { task: 'shop.refund', payload: { refundId: refund.id } })
        note({ before: { status: order.status }, after: { refundId: refund.id, amountFen } })
        const params = { ...order.about, amount: formatFen(amountFen) }
        if (moved)
          await tell(tx, { personId: order.buyerId, orderId, kind: 'orders:news.refunding', params }, now)
        return { refundId: refund.id }
      },
    ),
  )
}

/** The refund that is on its way or was done, else what `ask` answers; two who ask at once get the same one. */
async function findOrAsk(
  orderId: string,
  sellerId: string,
  ask: () => Promise<Outcome<{ refundId: string }, AskRefundRefusal>>,
): Promise<Outcome<{ refundId: string }, AskRefundRefusal>> {
  const owned = await database().order.findFirst({
    where: { id: orderId, shop: { sellerId } },
    select: { id: true },
  })
  if (owned === null) return refused('not-found')
  const asked = await ask()
  if (asked.ok) return asked
  const before = await database().refund.findFirst({
    where: { payment: { orderId, kept: true }, status: { not: 'failed' } },
    select: { id: true },
  })
  return before === null ? asked : done({ refundId: before.id })
}

function keptPayments(tx: Transaction, orderId: string) {
  return tx.payment.findMany({
    where: { orderId, kept: true },
    select: { id: true, amountFen: true, refunds: { select: { status: true } } },
  })
}

function mayAskAgain(order: Concerned, payment: { refunds: { status: string }[] }): boolean {
  return order.status === 'refunding' && payment.refunds.every(({ status }) => status === 'failed')
}

type RefundRefusal = 'not-found' | 'not-asked'

/**
 * The money went back, as Stripe says. Where the order was paid by it, the order is refunded: boxes that were not
 * dispatched yet go back on the shelf, the coupon stays used. Told of again, it changes nothing.
 */
export async function finishRefund({
  refundId,
  stripeRefund,
  now = new Date(),
}: {
  refundId: string
  stripeRefund: string
  now?: Date
}): Promise<Outcome<void, RefundRefusal>> {
  const set = { status: 'done', stripeRefund, doneAt: now } as const
  return settle({ refundId, set, action: 'refund.done' }, async (tx, refund, order) => {
    const params = { ...order.about, amount: formatFen(refund.amountFen) }
    const { id: orderId, buyerId, sellerId } = order
    if (!refund.payment.kept) {
      await tell(tx, { personId: buyerId, orderId, kind: 'orders:news.late-refunded', params }, now)
      return
    }
    if (!(await moveOrder(tx, { orderId, to: 'refunded', set: { refundedAt: now } })))
      throw new Error(`refund ${refundId} is done, but its order is ${order.status}`)
    if (order.dispatchedAt === null) await putBack(tx, { orderId, kind: 'returned', now })
    await tell(tx, { personId: buyerId, orderId, kind: 'orders:news.refunded', params }, now)
    await tell(tx, { personId: sellerId, orderId, kind: 'seller:news.refunded', params }, now)
  })
}

/**
 * Stripe could not send the money back. The order goes on being refunded: its seller is told and can ask again. Money
 * that came too late is nobody's to ask for again: it is logged, for whoever looks after the account at Stripe. Told of
 * again, it changes nothing.
 */
export async function failRefund({
  refundId,
  stripeRefund,
  now = new Date(),
}: {
  refundId: string
  /** Stripe's id, where it got one. */
  stripeRefund?: string
  now?: Date
}): Promise<Outcome<void, RefundRefusal>> {
  const set = { status: 'failed', stripeRefund } as const
  return settle({ refundId, set, action: 'refund.fail' }, async (tx, refund, order) => {
    const params = { ...order.about, amount: formatFen(refund.amountFen) }
    if (!refund.payment.kept)
      return log.error(
        { refund: refundId, order: order.id },
        'money that came too late could not be sent back',
      )
    const { id: orderId, sellerId: personId } = order
    await tell(tx, { personId, orderId, kind: 'seller:news.refund-failed', params }, now)
  })
}

interface AskedRefund {
  amountFen: number
  payment: { orderId: string; kept: boolean }
}

/** Compare-and-set of a refund that is on its way, under the lock of its order, and what follows from it. */
async function settle(
  {
    refundId,
    set,
    action,
  }: {
    refundId: string
    set: { status: 'done' | 'failed'; stripeRefund?: string; doneAt?: Date }
    action: string
  },
  follow: (tx: Transaction, refund: AskedRefund, order: Concerned) => Promise<void>,
): Promise<Outcome<void, RefundRefusal>> {
  const refund = await database().refund.findUnique({
    where: { id: refundId },
    select: { amountFen: true, payment: { select: { orderId: true, kept: true } } },
  })
  if (refund === null) return refused('not-found')
  const { orderId } = refund.payment
  const settled = await transact<void, 'no-longer'>(
    { actor: { kind: 'system', name: 'shop' }, action, subject: `order:${orderId}` },
    async (tx, refuse, note) => {
      await lockOrder(tx, orderId)
      const { count } = await tx.refund.updateMany({ where: { id: refundId, status: 'asked' }, data: set })
      if (count === 0) throw refuse('no-longer')
      note({ after: { refundId, stripeRefund: set.stripeRefund } })
      await follow(tx, refund, await getConcerned(tx, orderId))
    },
  )
  if (settled.ok) return settled
  const { status } = await database().refund.findUniqueOrThrow({
    where: { id: refundId },
    select: { status: true },
  })
  if (status === 'done' && set.status === 'failed')
    log.error(
      { refund: refundId, order: orderId },
      'money that had gone back came back to us: send it by hand',
    )
  return status === set.status ? done(undefined) : refused('not-asked')
}
