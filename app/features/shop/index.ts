export { shopPolicy } from './policy.ts'
export { claimRefusals, type ClaimRefusal } from './coupons/coupons.ts'
export { cheapest } from './catalog/products.ts'
export type { ProductView, ShelfItem, ShopView } from './catalog/products.ts'
