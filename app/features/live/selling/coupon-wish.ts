import { z } from 'zod'

/** A coupon as the host wishes it from her console; amounts in fen. It is open from now on for so many minutes. */
export const CouponWish = z.object({
  amountFen: z.number().int().min(1).max(1_000_000),
  /** From what amount of goods on; 0 for any. */
  thresholdFen: z.number().int().min(0).max(10_000_000),
  total: z.number().int().min(1).max(100_000),
  minutes: z.number().int().min(1).max(1440),
  mustFollow: z.boolean(),
})
export type CouponWish = z.infer<typeof CouponWish>
