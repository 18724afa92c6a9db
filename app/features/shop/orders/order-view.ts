import type { OrderStatus, RefundCause, RefundStatus } from '#app/generated/prisma/enums.ts'
import type { PlaceRefusal } from './orders.ts'

/** One kind of box in an order, as it was when it was bought. Fen and grams are of one box. */
export interface OrderLineView {
  productId: string
  variantId: string
  title: string
  picture: string | null
  weightGrams: number
  priceFen: number
  quantity: number
}

/** Where it goes. `place` is "山东省 青岛市 城阳区". */
export interface RecipientView {
  recipient: string
  phone: string
  division: string
  place: string
  detail: string
}

export interface RefundView {
  id: string
  status: RefundStatus
  /** `too_late`: money that came too late or twice and goes back by itself; the order may be well paid beside it. */
  cause: RefundCause
  amountFen: number
  /** The seller's words; of `too_late` a code (`SentBackBecause`). */
  reason: string
  askedAt: string
  doneAt: string | null
}

/** An order as its buyer or its seller sees it. Amounts in fen, moments in ISO 8601. */
export interface OrderView {
  id: string
  number: string
  status: OrderStatus
  goodsFen: number
  discountFen: number
  freightFen: number
  totalFen: number
  lines: OrderLineView[]
  shop: { id: string; slug: string; name: string; dispatchWords: string; sellerId: string }
  /** As she is called on the platform. */
  buyer: { name: string; picture: string | null }
  /** Null for a seller while she has nothing to send: before it is paid, and once all is given back. */
  to: RecipientView | null
  wish: string
  placedAt: string
  payUntil: string
  /** card, alipay or wechat_pay; null while nothing was paid. */
  paidBy: string | null
  paidAt: string | null
  cancelledAt: string | null
  dispatchedAt: string | null
  /** A code of carriers.ts. */
  carrier: string | null
  trackingNumber: string | null
  receivedAt: string | null
  refundedAt: string | null
  /** The newest last. */
  refunds: RefundView[]
  broadcastId: string | null
}

export interface OrderPage {
  orders: OrderView[]
  /** `before` of the next page; null at the end. */
  next: string | null
}

/** What a seller's list is divided into; what was called off is in none of them. */
export const sellerStates = {
  /** Ordered, not paid yet. */
  waiting: ['awaiting_payment', 'closing'],
  /** To be packed. */
  paid: ['paid'],
  dispatched: ['dispatched'],
  received: ['received'],
  refunds: ['refunding', 'refunded'],
} as const satisfies Record<string, readonly OrderStatus[]>
export type SellerState = keyof typeof sellerStates

/** How many boxes of one kind have to be packed, over so many paid orders. */
export interface ToPack {
  variantId: string
  title: string
  weightGrams: number
  quantity: number
  orders: number
}

/** A coupon in the buyer's hand, against what she is about to buy. Amounts in fen. */
export interface CouponChoice {
  claimId: string
  amountFen: number
  thresholdFen: number
  validUntil: string
  /** What it takes off this order; 0 where it does not reach the threshold. */
  discountFen: number
  /** How much more goods it would take. */
  shortFen: number
}

/** Why the coupon is what it is. */
export type QuoteReason =
  /** It takes off the most of those that she has. */
  | 'best'
  /** She chose it. */
  | 'chosen'
  /** She wants none. */
  | 'declined'
  /** She has none for this shop. */
  | 'none-held'
  /** She has some, but the goods do not reach the amount of any. */
  | 'below-threshold'

/** What the page shows before she orders: the total is what `placeOrder` has to find again. */
export interface Quote {
  variant: { id: string; weightGrams: number; priceFen: number; stock: number; mostAtOnce: number | null }
  product: { id: string; title: string; picture: string | null; fresh: boolean }
  shop: { id: string; slug: string; name: string; place: string; dispatchWords: string }
  quantity: number
  goodsFen: number
  discountFen: number
  freightFen: number
  totalFen: number
  coupon: CouponChoice | null
  why: QuoteReason
  /** All that she has for this shop, the one that takes off the most first. */
  choices: CouponChoice[]
  /** What is against buying it, whatever the coupon; null where she can order. */
  objection: PlaceRefusal | null
}

export interface Figures {
  /** What was paid and not given back, in fen. */
  takingsFen: number
  orders: number
}
