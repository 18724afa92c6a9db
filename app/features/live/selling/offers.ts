import type { OfferCounts, Offers } from '../room-wire.ts'
import type { CouponView, EntryView, PinView } from '../timeline/timeline.ts'

/*
 * What a page knows of what is offered. It outlives the entries, of which a page keeps the newest alone, and comes twice:
 * as entries, and with every entering.
 */

export const noOffers: Offers = { pinned: null, coupons: [], counts: { coupons: [], products: [] } }

/** More of the timeline has come. */
export function entriesOfOffers(offers: Offers, entries: readonly EntryView[]): Offers {
  const pins = entries.filter((entry) => entry.kind === 'pin')
  const coupons = entries.filter((entry) => entry.kind === 'coupon')
  if (pins.length === 0 && coupons.length === 0) return offers
  return {
    ...offers,
    pinned: pins.reduce(later, offers.pinned),
    coupons: inOrder([...offers.coupons, ...coupons]),
  }
}

/** What is left is another number now. A coupon that is no longer given out goes. */
export function countsOfOffers(offers: Offers, { coupons, products }: OfferCounts): Offers {
  const closed = new Set(coupons.flatMap(({ id, left }) => (left === null ? [id] : [])))
  return {
    ...offers,
    counts: { coupons, products },
    coupons: offers.coupons.filter(({ coupon }) => !closed.has(coupon.id)),
  }
}

/** How many there are of a coupon, or of a product's boxes; undefined until it was counted. */
export function leftOf({ counts }: Offers, id: string): number | null | undefined {
  const coupon = counts.coupons.find((one) => one.id === id)
  if (coupon !== undefined) return coupon.left
  return counts.products.find((one) => one.id === id)?.stock
}

function later(known: PinView | null, pin: PinView): PinView {
  return known === null || pin.seq > known.seq ? pin : known
}

function inOrder(coupons: readonly CouponView[]): CouponView[] {
  const once = new Map(coupons.map((coupon) => [coupon.seq, coupon]))
  return [...once.values()].sort((left, right) => left.seq - right.seq)
}
