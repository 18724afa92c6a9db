import { z } from 'zod'
import { yuanField } from '#app/kernel/money-field.ts'
import { leavesSomething } from './coupons.ts'

/** How long a new coupon is given out at the most, in minutes: a week. */
export const mostMinutes = 7 * 24 * 60
/** How long after that it can be used at the most, in hours: sixty days. */
export const mostHours = 60 * 24

const CouponFields = z.object({
  amountFen: yuanField({ least: 1, most: 1_000_000 }),
  /** From what amount of goods it can be used; 0, or left empty, for any. */
  thresholdFen: yuanField({ least: 0, most: 10_000_000 }).default(0),
  total: z.number().int().min(1).max(100_000),
  perPerson: z.number().int().min(1).max(10),
  /** How long it is given out, from now on. */
  minutes: z.number().int().min(1).max(mostMinutes),
  /** How long it can be used after that. */
  hours: z.number().int().min(1).max(mostHours),
  mustFollow: z.boolean().default(false),
})

/** A coupon as its seller fills it in. */
export const CouponForm = CouponFields.refine(leavesSomething, {
  path: ['thresholdFen'],
  message: 'coupons:form.thresholdTooLow',
})
export type CouponForm = z.infer<typeof CouponForm>

/** What she does on the page of her coupons. The key is the page's own: sent again, it is the same coupon. */
export const CouponDeed = z.discriminatedUnion('deed', [
  z.object({ deed: z.literal('drop'), key: z.uuid(), ...CouponFields.shape }).refine(leavesSomething, {
    path: ['thresholdFen'],
    message: 'coupons:form.thresholdTooLow',
  }),
  z.object({ deed: z.literal('stop'), coupon: z.uuid() }),
])
