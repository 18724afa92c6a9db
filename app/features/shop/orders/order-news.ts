/*
 * What people are told about an order, by its text key, with the numbers and names for its sentence. Amounts are words
 * ("128.00", in yuan), times as the clock in Qingdao says them ("19:30"), `carrier` is a code of carriers.ts. Whoever
 * did the deed is not told of it. News of `orders:` lead to /orders/ID, those of `seller:` to /sell/orders/ID.
 */
interface About {
  /** The order's number. */
  number: string
  /** The product, as it was called when it was bought. */
  title: string
}

export interface OrderNews {
  'orders:news.placed': About & { total: string; until: string }
  'orders:news.paid': About & { total: string }
  'orders:news.dispatched': About & { carrier: string; trackingNumber: string }
  /** Out of time, or wanted no more: the goods and the coupon went back. */
  'orders:news.cancelled': About
  'orders:news.refunding': About & { amount: string }
  'orders:news.refunded': About & { amount: string }
  /** Money that came too late, twice, or of another amount: it goes back by itself. */
  'orders:news.late-refund': About & { amount: string }
  /** That money went back. */
  'orders:news.late-refunded': About & { amount: string }
  'seller:news.paid': About & { total: string; quantity: number }
  'seller:news.received': About
  'seller:news.refunded': About & { amount: string }
  /** Stripe could not send the money back: she can ask again. */
  'seller:news.refund-failed': About & { amount: string }
}

export type OrderNewsKind = keyof OrderNews
