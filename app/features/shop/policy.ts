import { isAdministrator, type Visitor } from '#app/features/identity/index.ts'

interface AskedShop {
  sellerId: string
}

/** Who may do what in the shops: rows of the one policy, which app/routes-policy.ts assembles. */
export const shopPolicy = {
  /** Her products, stock, coupons and what is ordered of them. */
  'shop.keep': (visitor: Visitor, shop: AskedShop) => isSeller(visitor, shop),
  /** A draft, or what is off the shelf, is its seller's alone to see. */
  'product.see': (visitor: Visitor, product: AskedShop & { onSale: boolean }) =>
    product.onSale || isSeller(visitor, product) || isAdministrator(visitor),
  /** Whoever is signed in, but for the seller herself. */
  'product.buy': (visitor: Visitor, product: AskedShop & { onSale: boolean }) =>
    visitor !== null && product.onSale && !isSeller(visitor, product),
  'coupon.claim': (visitor: Visitor, shop: AskedShop) => visitor !== null && !isSeller(visitor, shop),
  /** The buyer's own order: to see it, pay it, call it off, say that it came. */
  'order.own': (visitor: Visitor, order: { buyerId: string }) => visitor?.personId === order.buyerId,
}

function isSeller(visitor: Visitor, { sellerId }: AskedShop): boolean {
  return visitor?.personId === sellerId
}
