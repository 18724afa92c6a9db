interface Worth {
  amountFen: number
  thresholdFen: number
}

/** Whether what a coupon takes off is less than what it is for: nothing ever costs nothing. */
export function leavesSomething({ amountFen, thresholdFen }: Worth): boolean {
  return thresholdFen === 0 || amountFen < thresholdFen
}

/** A coupon as its pages show it. Amounts in fen, times in milliseconds since the epoch. */
export interface CouponView {
  id: string
  shopId: string
  amountFen: number
  thresholdFen: number
  total: number
  claimed: number
  perPerson: number
  mustFollow: boolean
  opensAt: number
  closesAt: number
  validUntil: number
  stoppedAt: number | null
}

export type CouponState =
  | 'coming'
  | 'open'
  /** All of them are given out. */
  | 'gone'
  | 'closed'
  /** By its seller, before its time. */
  | 'stopped'

/** Whether it is given out at the moment `now`: what a page shows. What is true when she claims, the claim decides. */
export function couponState(
  coupon: Pick<CouponView, 'total' | 'claimed' | 'opensAt' | 'closesAt' | 'stoppedAt'>,
  now: number,
): CouponState {
  if (coupon.stoppedAt !== null) return 'stopped'
  if (now >= coupon.closesAt) return 'closed'
  if (coupon.claimed >= coupon.total) return 'gone'
  return now < coupon.opensAt ? 'coming' : 'open'
}

/** A coupon as one person's page shows it. */
export interface Ticket {
  coupon: CouponView
  shop: { slug: string; name: string }
  /** Hers in hand to use, and all that she has claimed of it. */
  held: number
  had: number
  /** It is her own shop's. */
  own: boolean
  follows: boolean
  /** The key under which this page claims it; null on a stranger's page, which others are shown as well. */
  key: string | null
}

export type TicketState = CouponState | 'held' | 'used'

/** What she sees of it first: whether she can claim it now, else whether she has it. */
export function ticketState(
  { coupon, held, had }: Pick<Ticket, 'coupon' | 'held' | 'had'>,
  now: number,
): TicketState {
  const state = couponState(coupon, now)
  if (state === 'open' && had < coupon.perPerson) return 'open'
  if (held > 0 && now < coupon.validUntil) return 'held'
  return had > 0 ? 'used' : state
}

/** One of her coupons, on the page of them all. Amounts in fen, times in milliseconds since the epoch. */
export interface MyClaim {
  id: string
  amountFen: number
  thresholdFen: number
  validUntil: number
  orderId: string | null
  shop: { slug: string; name: string }
}

/** Hers to use, used already, or out of time. */
export const claimShelves = ['usable', 'used', 'ended'] as const
export type ClaimShelf = (typeof claimShelves)[number]

/** Why a coupon was not claimed. */
export const claimRefusals = [
  'unknown',
  'own-shop',
  'coming',
  'closed',
  'stopped',
  'all-gone',
  /** She has as many of it as one person gets. */
  'had-it',
  /** The database is away, or too many wait already: she may press again. */
  'failed',
] as const
export type ClaimRefusal = (typeof claimRefusals)[number]

/** Each refusal's sentence. */
export const claimRefusalTexts = {
  unknown: 'refused.unknown',
  'own-shop': 'refused.ownShop',
  coming: 'refused.coming',
  closed: 'refused.closed',
  stopped: 'refused.stopped',
  'all-gone': 'refused.allGone',
  'had-it': 'refused.hadIt',
  failed: 'refused.failed',
} as const satisfies Record<ClaimRefusal, string>

/** A coupon in somebody's hand that she can still use. Amounts in fen, `validUntil` in milliseconds since the epoch. */
export interface UsableClaim {
  id: string
  couponId: string
  amountFen: number
  thresholdFen: number
  validUntil: number
}

/** What a coupon takes off goods of this amount, in fen: all that it promises or, below its threshold, nothing. */
export function discountOf({ amountFen, thresholdFen }: Worth, goodsFen: number): number {
  return goodsFen >= thresholdFen && goodsFen > amountFen ? amountFen : 0
}

/**
 * The claim that takes the most off goods of this amount; of equal ones the one that ends first, then always the
 * same one. Null where none can be used.
 */
export function bestClaim<Claim extends Omit<UsableClaim, 'couponId'>>(
  claims: readonly Claim[],
  goodsFen: number,
): { claim: Claim; discountFen: number } | null {
  const usable = claims
    .map((claim) => ({ claim, discountFen: discountOf(claim, goodsFen) }))
    .filter(({ discountFen }) => discountFen > 0)
  return usable.reduce<(typeof usable)[number] | null>(
    (best, one) => (best === null || isBetter(one, best) ? one : best),
    null,
  )
}

type Weighed = { claim: Omit<UsableClaim, 'couponId'>; discountFen: number }

function isBetter(one: Weighed, other: Weighed): boolean {
  if (one.discountFen !== other.discountFen) return one.discountFen > other.discountFen
  if (one.claim.validUntil !== other.claim.validUntil) return one.claim.validUntil < other.claim.validUntil
  return one.claim.id < other.claim.id
}
