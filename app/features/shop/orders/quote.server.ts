import { bestClaim, discountOf, type UsableClaim } from '../coupons/coupons.ts'
import { findUsableClaims } from '../coupons/claims.server.ts'
import { findOffer, objectionTo, type Offer } from './offers.server.ts'
import type { CouponChoice, Quote, QuoteReason } from './order-view.ts'

/**
 * What so many boxes cost this buyer at this moment, and why: with the coupon that takes off the most, unless she chose
 * another (`claimId`) or none (`claimId: null`). Null where there is no such variant.
 */
export async function quote(
  asked: { variantId: string; quantity: number; buyerId: string; claimId?: string | null },
  now = new Date(),
): Promise<Quote | null> {
  const offer = await findOffer(asked.variantId)
  if (offer === null) return null
  const { shopId, freightFen } = offer
  const claims = await findUsableClaims({ personId: asked.buyerId, shopId, now })
  const goodsFen = offer.priceFen * asked.quantity
  const choices = choicesFrom(claims, goodsFen)
  const { coupon, why } = choose(choices, asked.claimId)
  const discountFen = coupon?.discountFen ?? 0
  return {
    ...offered(offer),
    quantity: asked.quantity,
    ...{ goodsFen, discountFen, freightFen, totalFen: goodsFen - discountFen + freightFen },
    ...{ coupon, why, choices },
    objection: objectionTo(offer, asked),
  }
}

function offered(offer: Offer): Pick<Quote, 'variant' | 'product' | 'shop'> {
  const { weightGrams, priceFen, stock, mostAtOnce, title, picture, fresh, slug, place, dispatchWords } =
    offer
  return {
    variant: { id: offer.variantId, weightGrams, priceFen, stock, mostAtOnce },
    product: { id: offer.productId, title, picture, fresh },
    shop: { id: offer.shopId, slug, name: offer.shopName, place, dispatchWords },
  }
}

/** Each coupon against the goods, the one that takes off the most first, then the one that lacks the least. */
function choicesFrom(claims: readonly UsableClaim[], goodsFen: number): CouponChoice[] {
  const choices = claims.map((claim) => {
    const { id: claimId, amountFen, thresholdFen } = claim
    const discountFen = discountOf(claim, goodsFen)
    // Nothing ever costs nothing: without a threshold the goods have to be more than what it takes off.
    const shortFen = discountFen > 0 ? 0 : Math.max(thresholdFen, amountFen + 1) - goodsFen
    const validUntil = new Date(claim.validUntil).toISOString()
    return { claimId, amountFen, thresholdFen, validUntil, discountFen, shortFen }
  })
  const best = bestClaim(claims, goodsFen)?.claim.id
  return choices.sort(
    (left, right) =>
      Number(right.claimId === best) - Number(left.claimId === best) ||
      right.discountFen - left.discountFen ||
      left.shortFen - right.shortFen,
  )
}

function choose(
  choices: readonly CouponChoice[],
  claimId: string | null | undefined,
): { coupon: CouponChoice | null; why: QuoteReason } {
  if (claimId === null) return { coupon: null, why: 'declined' }
  const usable = choices.filter(({ discountFen }) => discountFen > 0)
  const chosen = usable.find((choice) => choice.claimId === claimId)
  if (chosen) return { coupon: chosen, why: 'chosen' }
  // What she chose may be used or over by now: the best of the others, and the page says so by showing it.
  const [best] = usable
  if (best) return { coupon: best, why: 'best' }
  return { coupon: null, why: choices.length === 0 ? 'none-held' : 'below-threshold' }
}
