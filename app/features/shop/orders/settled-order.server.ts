import { setTimeout as sleep } from 'node:timers/promises'
import { log } from '#app/kernel/log.server.ts'
import { readPage } from '../payment/checkout-page.server.ts'
import { findPagedOrder } from '../payment/paged-order.server.ts'
import { settleOrder } from '../payment/settle.server.ts'
import { paymentsAreOn } from '../payment/stripe.server.ts'
import type { OrderView } from './order-view.ts'
import type { BankSays } from './order-words.ts'
import { findOrderForBuyer } from './orders.server.ts'

/** So long her page waits for Stripe, in milliseconds: what comes later, the next look finds. */
const patience = 4000

/**
 * Her order, after Stripe was asked what is true of it where that may have changed; and, where she has just come from
 * its payment page, what the bank says. Null for another's order.
 */
export async function findSettledOrder(
  asked: { orderId: string; buyerId: string },
  { cameFromPayment }: { cameFromPayment: boolean },
): Promise<{ order: OrderView; bank: BankSays | null } | null> {
  const order = await findOrderForBuyer(asked)
  if (order === null || !isOpen(order) || !paymentsAreOn()) return order && { order, bank: null }
  const bank = await withPatience(async () => {
    await settleOrder(order.id)
    return cameFromPayment ? await askBank(order.id) : null
  })
  const settled = (await findOrderForBuyer(asked)) ?? order
  return { order: settled, bank: cameFromPayment && isOpen(settled) ? (bank ?? 'silent') : null }
}

function isOpen({ status }: OrderView): boolean {
  return status === 'awaiting_payment' || status === 'closing'
}

async function askBank(orderId: string): Promise<BankSays> {
  const session = (await findPagedOrder(orderId))?.checkoutSession ?? null
  if (session === null) return 'nothing-paid'
  const { state } = await readPage(session)
  return state === 'waiting' || state === 'paid' ? 'thinking' : 'nothing-paid'
}

/** Null where Stripe is away or slow: she sees her order all the same. */
async function withPatience<Answer>(ask: () => Promise<Answer>): Promise<Answer | null> {
  const asking = ask().catch((error: unknown) => {
    log.warn({ err: error }, 'an order could not be settled while its buyer looked at it')
    return null
  })
  return Promise.race([asking, sleep(patience, null, { ref: false })])
}
