import { bestClaim, type UsableClaim } from '../coupons/coupons.ts'
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
  const { shop } = offer.product
  const claims = await findUsableClaims({ personId: asked.buyerId, shopId: shop.id, now })
  const goodsFen = offer.priceFen * asked.quantity
  const choices = choicesFrom(claims, goodsFen)
  const { coupon, why } = choose(choices, asked.claimId)
  const discountFen = coupon?.discountFen ?? 0
  const { freightFen } = shop
  return {
    ...offered(offer),
    quantity: asked.quantity,
    ...{ goodsFen, discountFen, freightFen, totalFen: goodsFen - discountFen + freightFen },
    ...{ coupon, why, choices },
    objection: objectionTo(offer, asked),
  }
}

function offered({ id, weightGrams, priceFen, stock, mostAtOnce, product }: Offer) {
  const { shop, pictures } = product
  return {
    variant: { id, weightGrams, priceFen, stock, mostAtOnce },
    product: {
      id: product.id,
      title: product.title,
      picture: pictures[0]?.path ?? null,
      fresh: product.fresh,
    },
    shop: {
      id: shop.id,
      slug: shop.slug,
      name: shop.name,
      place: shop.place,
      dispatchWords: shop.dispatchWords,
    },
  }
}

/** Each coupon against the goods, the one that takes off the most first, then the one that lacks the least. */
function choicesFrom(claims: readonly UsableClaim[], goodsFen: number): CouponChoice[] {
  const choices = claims.map((claim) => ({
    claimId: claim.id,
    amountFen: claim.amountFen,
    thresholdFen: claim.thresholdFen,
    validUntil: new Date(claim.validUntil).toISOString(),
    discountFen: bestClaim([claim], goodsFen)?.discountFen ?? 0,
    shortFen: Math.max(0, claim.thresholdFen - goodsFen),
  }))
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
