import { z } from 'zod'
import { DispatchForm } from './dispatch-form.ts'

/** What the seller does with one order. */
export const SellerOrderForm = z.discriminatedUnion('do', [
  z.object({ do: z.literal('dispatch'), ...DispatchForm.shape }),
  z.object({
    do: z.literal('refund'),
    reason: z.string().trim().min(2).max(100),
    /** The second question: she has thought about it. */
    sure: z.literal('on', 'seller:refund.unsure'),
  }),
])

/** What became of it. */
export type SellerCame = 'dispatched' | 'changed' | 'refunding'
