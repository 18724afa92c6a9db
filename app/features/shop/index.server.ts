export { shopCrontab as crontab, shopJobs } from './jobs.server.ts'
export { boughtInRoom, findBroadcastFigures } from './orders/order-figures.server.ts'
export { claimCoupon, findUsableClaims } from './coupons/claims.server.ts'
export { createCoupon } from './coupons/coupons.server.ts'
