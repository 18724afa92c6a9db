export { shopPolicy } from './policy.ts'
export { claimRefusals, type ClaimRefusal } from './coupons/coupons.ts'
