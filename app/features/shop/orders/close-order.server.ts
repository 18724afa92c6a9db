import { database } from '#app/kernel/database.server.ts'
import { emit } from '#app/kernel/outbox.server.ts'
import { done, refused, type Outcome } from '#app/kernel/outcome.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { giveBackClaim } from '../coupons/claims.server.ts'
import { moveOrder } from './move-order.server.ts'
import { getConcerned, tell } from './order-news.server.ts'
import { putBack } from './stock-of-orders.server.ts'

export type BeginClosing = { orderId: string; now?: Date } & (
  | { why: 'expired' }
  /** The buyer wants it no more: her own order alone. */
  | { why: 'unwanted'; buyerId: string }
)

export type ClosingRefusal = 'not-found' | 'paid-already' | 'not-yet'

/**
 * From here on an unpaid order can no longer be paid anew; its boxes stay reserved until nothing that was begun can
 * still be paid (`finishClosing`). One that is being closed or was called off already stays so. 'not-yet': its time
 * to be paid is not over.
 */
export async function beginClosing(input: BeginClosing): Promise<Outcome<void, ClosingRefusal>> {
  const { orderId, now = new Date() } = input
  const order = await findClosable(input)
  if (order === null) return refused('not-found')
  if (input.why === 'expired' && order.status === 'awaiting_payment' && order.payUntil > now)
    return refused('not-yet')
  const actor =
    input.why === 'unwanted'
      ? ({ kind: 'person', id: input.buyerId } as const)
      : ({ kind: 'system', name: 'shop' } as const)
  const begun = await transact<void, 'no-longer'>(
    { actor, action: 'order.close', subject: `order:${orderId}`, why: input.why },
    async (tx, refuse) => {
      if (!(await moveOrder(tx, { orderId, to: 'closing' }))) throw refuse('no-longer')
      await emit(tx, { task: 'shop.close-order', payload: { orderId } })
    },
  )
  return begun.ok ? begun : closedOrPaid(orderId)
}

function findClosable(input: BeginClosing) {
  const buyerId = input.why === 'unwanted' ? input.buyerId : undefined
  return database().order.findFirst({
    where: { id: input.orderId, buyerId },
    select: { status: true, payUntil: true },
  })
}

/** Somebody else was first: to close it, which is what was wanted, or to pay it. */
async function closedOrPaid(orderId: string): Promise<Outcome<void, ClosingRefusal>> {
  const order = await database().order.findUnique({ where: { id: orderId }, select: { status: true } })
  return order?.status === 'closing' || order?.status === 'cancelled'
    ? done(undefined)
    : refused('paid-already')
}

/**
 * Calls off an order that is being closed, once it is certain that nobody can pay it any more: its boxes and its coupon
 * go back, and the buyer is told. One that was called off already stays so, and nothing goes back twice.
 */
export async function finishClosing(
  orderId: string,
  now = new Date(),
): Promise<Outcome<void, 'not-closing'>> {
  const finished = await transact<void, 'no-longer'>(
    { actor: { kind: 'system', name: 'shop' }, action: 'order.cancel', subject: `order:${orderId}` },
    async (tx, refuse) => {
      if (!(await moveOrder(tx, { orderId, to: 'cancelled', set: { cancelledAt: now } })))
        throw refuse('no-longer')
      await putBack(tx, { orderId, kind: 'released', now })
      await giveBackClaim(tx, { orderId })
      const { buyerId: personId, about: params } = await getConcerned(tx, orderId)
      await tell(tx, { personId, orderId, kind: 'orders:news.cancelled', params }, now)
    },
  )
  if (finished.ok) return finished
  const order = await database().order.findUnique({ where: { id: orderId }, select: { status: true } })
  return order?.status === 'cancelled' ? done(undefined) : refused('not-closing')
}
