import { database } from '#app/kernel/database.server.ts'
import { done, refused, type Outcome } from '#app/kernel/outcome.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { DispatchForm } from './dispatch-form.ts'
import { moveOrder } from './move-order.server.ts'
import { lockOrder, tell } from './order-news.server.ts'

export type DispatchRefusal = 'not-found' | 'not-now'

/**
 * The seller's parcel is on its way: the buyer is told by whom and under which number. Sent again with another number
 * while it is on its way it corrects it, and the buyer is told the right one; with the same it changes nothing.
 */
export async function dispatchOrder(
  input: DispatchForm & { orderId: string; sellerId: string; now?: Date },
): Promise<Outcome<void, DispatchRefusal>> {
  const { orderId, sellerId, now = new Date() } = input
  const { carrier, trackingNumber } = DispatchForm.parse(input)
  const owned = await database().order.findFirst({
    where: { id: orderId, shop: { sellerId } },
    select: { id: true },
  })
  if (owned === null) return refused('not-found')
  const dispatched = await transact<void, 'not-now' | 'same'>(
    { actor: { kind: 'person', id: sellerId }, action: 'order.dispatch', subject: `order:${orderId}` },
    async (tx, refuse, note) => {
      const before = await lockOrder(tx, orderId)
      if (before.carrier === carrier && before.trackingNumber === trackingNumber) throw refuse('same')
      const set = { carrier, trackingNumber }
      if (before.status === 'dispatched') await tx.order.update({ where: { id: orderId }, data: set })
      else if (!(await moveOrder(tx, { orderId, to: 'dispatched', set: { ...set, dispatchedAt: now } })))
        throw refuse('not-now')
      note({ before: { carrier: before.carrier, trackingNumber: before.trackingNumber }, after: set })
      const { buyerId: personId, about } = before
      const params = { ...about, carrier, trackingNumber }
      await tell(tx, { personId, orderId, kind: 'orders:news.dispatched', params }, now)
    },
  )
  if (dispatched.ok || dispatched.reason === 'same') return done(undefined)
  return refused(dispatched.reason)
}

/** The buyer has the parcel; her seller is told. Said again it changes nothing. */
export async function confirmReceipt({
  orderId,
  buyerId,
  now = new Date(),
}: {
  orderId: string
  buyerId: string
  now?: Date
}): Promise<Outcome<void, DispatchRefusal>> {
  const owned = await database().order.findFirst({ where: { id: orderId, buyerId }, select: { id: true } })
  if (owned === null) return refused('not-found')
  const received = await transact<void, 'not-now' | 'same'>(
    { actor: { kind: 'person', id: buyerId }, action: 'order.receive', subject: `order:${orderId}` },
    async (tx, refuse) => {
      const { status, sellerId: personId, about: params } = await lockOrder(tx, orderId)
      if (status === 'received') throw refuse('same')
      if (!(await moveOrder(tx, { orderId, to: 'received', set: { receivedAt: now } })))
        throw refuse('not-now')
      await tell(tx, { personId, orderId, kind: 'seller:news.received', params }, now)
    },
  )
  if (received.ok || received.reason === 'same') return done(undefined)
  return refused(received.reason)
}
