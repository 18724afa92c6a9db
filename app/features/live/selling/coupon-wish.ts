import { z } from 'zod'

/**
 * A coupon as the host or her assistant wishes it from the console; amounts in fen, as large as the console's own
 * choices: larger ones are the seller's, on her page of coupons. It is open from now on for so many minutes.
 */
export const CouponWish = z.object({
  amountFen: z.number().int().min(1).max(5_000),
  /** From what amount of goods on; 0 for any. */
  thresholdFen: z.number().int().min(0).max(10_000_000),
  total: z.number().int().min(1).max(500),
  minutes: z.number().int().min(1).max(1440),
  mustFollow: z.boolean(),
})
export type CouponWish = z.infer<typeof CouponWish>
