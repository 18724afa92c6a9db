import { z } from 'zod'
import type { Jobs } from '#app/kernel/outbox.server.ts'
import { beginClosing } from './close-order.server.ts'

const AboutOrder = z.object({ orderId: z.uuid() })

/** Emitted when an order is placed, for the moment at which its time to be paid is over. */
export const orderJobs: Jobs = {
  'shop.expire-order': async (payload) => {
    const { orderId } = AboutOrder.parse(payload)
    const closing = await beginClosing({ orderId, why: 'expired' })
    // The database's clock is a little ahead of this one: the job is tried again.
    if (!closing.ok && closing.reason === 'not-yet') throw new Error(`order ${orderId} can still be paid`)
  },
}
