import type { CouponWish } from '../coupon-wish.ts'

/** What covers nearly every coupon, in yuan, pieces and minutes: chosen by a thumb, typed by nobody. */
export const amounts = ['5', '10', '20', '50'] as const
const thresholds = ['0', '49', '99', '199', '299'] as const
export const totals = ['10', '20', '50', '100', '500'] as const
export const lengths = ['5', '10', '30', '60'] as const

/** Those that leave something to pay. */
export function thresholdsAbove(amount: string): string[] {
  return thresholds.filter((threshold) => threshold === '0' || Number(threshold) > Number(amount))
}

export function wishOf(chosen: {
  amount: string
  threshold: string
  total: string
  minutes: string
  mustFollow: boolean
}): CouponWish {
  return {
    amountFen: Number(chosen.amount) * 100,
    thresholdFen: Number(chosen.threshold) * 100,
    total: Number(chosen.total),
    minutes: Number(chosen.minutes),
    mustFollow: chosen.mustFollow,
  }
}
