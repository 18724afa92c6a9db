import { log } from '#app/kernel/log.server.ts'
import { done, refused, type Outcome } from '#app/kernel/outcome.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { endPage, makePage, readPage } from './checkout-page.server.ts'
import { findPagedOrder, type PagedOrderRow } from './paged-order.server.ts'
import { actor, settlePage } from './settle.server.ts'
import { isAway, paymentsAreOn, saidNo } from './stripe.server.ts'

/** `away`: Stripe cannot be reached, or will not: to be tried again. `off`: this server takes no money online. */
export type CheckoutRefusal = 'gone' | 'not-payable' | 'away' | 'off'

/**
 * The address where the buyer pays her order. Asked again, also after a crash, it is the same page: an order is never
 * paid on two. Only an address that is noted is ever handed out.
 */
export async function openCheckout(
  { orderId, buyerId }: { orderId: string; buyerId: string },
  now = new Date(),
): Promise<Outcome<{ url: string }, CheckoutRefusal>> {
  if (!paymentsAreOn()) return refused('off')
  const order = await findPagedOrder(orderId)
  if (order === null || order.buyerId !== buyerId) return refused('gone')
  if (order.status !== 'awaiting_payment' || now >= order.payUntil) return refused('not-payable')
  try {
    const url =
      order.checkoutSession === null
        ? await openFirst(order, now)
        : await openAgain(order.checkoutSession, now)
    return url === null ? refused('not-payable') : done({ url })
  } catch (error) {
    if (isAway(error)) log.warn({ err: error, order: order.id }, 'Stripe is away: no payment page')
    else if (saidNo(error)) log.error({ err: error, order: order.id }, 'Stripe refuses the payment page')
    else throw error
    return refused('away')
  }
}

async function openFirst(order: PagedOrderRow, now: Date): Promise<string | null> {
  if (order.checkoutAskedAt === null && !(await noteAsking(order, now))) return null
  const page = await makePage(order)
  if (await notePage(order, page.id)) return page.url
  // Called off meanwhile, or a second tap of hers was quicker: one page is noted, and any other is ended unseen.
  const current = await findPagedOrder(order.id)
  if (current?.checkoutSession !== page.id) await endUnseen(page.id)
  if (current?.status !== 'awaiting_payment' || current.checkoutSession === null) return null
  return openAgain(current.checkoutSession, now)
}

/** Null where it is open no more: paid on another device, most likely, which is then taken in. */
async function openAgain(session: string, now: Date): Promise<string | null> {
  const { url } = await readPage(session)
  if (url === null) await settlePage(session, now)
  return url
}

/** From here on nothing goes back before Stripe was asked. False where the order cannot be paid any more. */
async function noteAsking({ id, buyerId }: PagedOrderRow, now: Date): Promise<boolean> {
  const noted = await transact<void, 'closed'>(
    { actor: { kind: 'person', id: buyerId }, action: 'order.ask-page', subject: `order:${id}` },
    async (tx, refuse) => {
      const { count } = await tx.order.updateMany({
        where: { id, status: 'awaiting_payment', payUntil: { gt: now } },
        data: { checkoutAskedAt: now },
      })
      if (count === 0) throw refuse('closed')
    },
  )
  return noted.ok
}

async function notePage({ id }: PagedOrderRow, session: string): Promise<boolean> {
  const noted = await transact<void, 'closed'>(
    { actor, action: 'order.note-page', subject: `order:${id}` },
    async (tx, refuse) => {
      const { count } = await tx.order.updateMany({
        where: { id, status: 'awaiting_payment', checkoutSession: null },
        data: { checkoutSession: session },
      })
      if (count === 0) throw refuse('closed')
    },
  )
  return noted.ok
}

async function endUnseen(session: string): Promise<void> {
  try {
    await endPage(session)
  } catch (error) {
    if (!saidNo(error)) throw error
  }
}
