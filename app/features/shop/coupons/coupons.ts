import { z } from 'zod'
import { parseFen } from '#app/kernel/money.ts'

/** How long a new coupon is given out at the most, in minutes: a week. */
export const mostMinutes = 7 * 24 * 60
/** How long after that it can be used at the most, in hours: sixty days. */
export const mostHours = 60 * 24

/** An amount typed in yuan, as fen. */
const Yuan = z
  .string()
  .trim()
  .transform((text, context) => {
    const fen = parseFen(text)
    if (fen !== null) return fen
    context.issues.push({ code: 'custom', message: 'coupons:form.notAnAmount', input: text })
    return z.NEVER
  })

/** A coupon as its seller fills it in, or as her console sends it. */
export const CouponForm = z
  .object({
    /** What it takes off, typed in yuan, in fen afterwards. */
    amountFen: Yuan.pipe(
      z.number().min(1, 'coupons:form.amountTooSmall').max(1_000_000, 'coupons:form.tooMuch'),
    ),
    /** From what amount of goods it can be used, typed in yuan; 0, or left empty, for any. */
    thresholdFen: z
      .preprocess((typed) => (typed === undefined ? '0' : typed), Yuan)
      .pipe(z.number().max(10_000_000, 'coupons:form.tooMuch')),
    total: z.number().int().min(1).max(100_000),
    perPerson: z.number().int().min(1).max(10),
    /** How long it is given out, from now on. */
    minutes: z.number().int().min(1).max(mostMinutes),
    /** How long it can be used after that. */
    hours: z.number().int().min(1).max(mostHours),
    mustFollow: z.boolean().default(false),
  })
  .refine(leavesSomething, { path: ['thresholdFen'], message: 'coupons:form.thresholdTooLow' })
export type CouponForm = z.infer<typeof CouponForm>

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
  unknown: 'coupons:refused.unknown',
  'own-shop': 'coupons:refused.ownShop',
  coming: 'coupons:refused.coming',
  closed: 'coupons:refused.closed',
  stopped: 'coupons:refused.stopped',
  'all-gone': 'coupons:refused.allGone',
  'had-it': 'coupons:refused.hadIt',
  failed: 'coupons:refused.failed',
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
