export { shopPolicy } from './policy.ts'
export { claimRefusals } from './coupons/coupons.ts'
export { cheapest, perJin } from './catalog/products.ts'
export type { ShelfItem } from './catalog/products.ts'
