import { z } from 'zod'
import type { Jobs } from '#app/kernel/outbox.server.ts'
import { reconcile } from './reconcile.server.ts'
import { sendRefund } from './refund-money.server.ts'
import { settleOrder } from './settle.server.ts'
import { handleEvent } from './webhook.server.ts'

/** What the outbox runs of payment: each may run more than once, and is tried again where Stripe is away. */
export const paymentJobs: Jobs = paymentJobsBy(() => new Date())

/** The same by another clock. */
export function paymentJobsBy(clock: () => Date): Jobs {
  return {
    'shop.close-order': async (payload) => {
      await settleOrder(z.object({ orderId: z.uuid() }).parse(payload).orderId, clock())
    },
    'shop.refund': async (payload) => {
      await sendRefund(z.object({ refundId: z.uuid() }).parse(payload).refundId, clock())
    },
    'shop.stripe-event': async (payload) => {
      await handleEvent(z.object({ eventId: z.string() }).parse(payload).eventId, clock())
    },
    'shop.reconcile': () => reconcile(clock()),
  }
}
