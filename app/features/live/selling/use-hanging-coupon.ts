import { useEffect, useState } from 'react'
import type { CouponView } from '../timeline/timeline.ts'
import type { Claims } from './use-claims.ts'

/** How long a ticket that she has just claimed hangs on before the next one, in milliseconds. */
const claimedHangs = 6000

/** The one ticket that hangs in the room: the newest that is not hers yet; else the newest. */
export function useHangingCoupon(coupons: readonly CouponView[], claims: Claims): CouponView | null {
  const claimedHere = coupons.findLast(({ coupon }) => {
    const state = claims.of(coupon.id)
    return state?.name === 'held' && state.until !== null
  })
  const claimed = claimedHere?.coupon.id ?? null
  const [recent, setRecent] = useState<string | null>(null)
  useEffect(() => {
    if (claimed === null) return
    setRecent(claimed)
    const timer = setTimeout(() => setRecent(null), claimedHangs)
    return () => clearTimeout(timer)
  }, [claimed])
  const asked = coupons.find(({ coupon }) => claims.of(coupon.id)?.name === 'asking')
  const fresh = coupons.findLast(({ coupon }) => claims.of(coupon.id)?.name !== 'held')
  const justClaimed = coupons.find(({ coupon }) => coupon.id === recent)
  return asked ?? justClaimed ?? fresh ?? coupons.at(-1) ?? null
}
