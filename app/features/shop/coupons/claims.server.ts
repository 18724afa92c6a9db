import { database, type Transaction } from '#app/kernel/database.server.ts'
import { queueClaim, type ClaimOutcome } from './claim-queue.server.ts'
import type { UsableClaim } from './coupons.ts'

/**
 * Claims a coupon, following its seller where it asks for that. Answered after the commit. Idempotent by person, coupon
 * and key: sent again, also at the same moment, it answers the same claim. 'failed' is never a decision: she may press
 * again.
 */
export function claimCoupon(
  claim: { couponId: string; personId: string; key: string },
  now = new Date(),
): Promise<ClaimOutcome> {
  const { couponId, personId, key } = claim
  return queueClaim({ couponId, personId, key, at: now })
}

/**
 * Uses a claim for an order within the caller's transaction and answers what it takes off, in fen; null where it cannot
 * be used: not hers, of another shop, used already, out of time, or too little is bought.
 */
export async function redeemClaim(
  tx: Transaction,
  use: { claimId: string; personId: string; shopId: string; goodsFen: number; orderId: string; now: Date },
): Promise<number | null> {
  const { claimId, personId, shopId, goodsFen, orderId, now } = use
  const [redeemed] = await tx.$queryRaw<{ amountFen: number }[]>`
    UPDATE claim SET status = 'redeemed', order_id = ${orderId}::uuid, redeemed_at = ${now}::timestamptz
    FROM coupon
    WHERE claim.id = ${claimId}::uuid AND claim.person_id = ${personId}::uuid AND claim.status = 'held'
      AND coupon.id = claim.coupon_id AND coupon.shop_id = ${shopId}::uuid AND coupon.valid_until > ${now}::timestamptz
      AND ${goodsFen}::bigint >= coupon.threshold_fen AND ${goodsFen}::bigint > coupon.amount_fen
    RETURNING coupon.amount_fen AS "amountFen"`
  return redeemed?.amountFen ?? null
}

/** Gives the coupon of an order that came to nothing back to its buyer; where it used none, nothing changes. */
export async function giveBackClaim(tx: Transaction, { orderId }: { orderId: string }): Promise<void> {
  await tx.claim.updateMany({
    where: { orderId },
    data: { status: 'held', orderId: null, redeemedAt: null },
  })
}

/** What somebody can use in this shop at the moment `now`, that which ends first before the others. */
export async function findUsableClaims({
  personId,
  shopId,
  now,
}: {
  personId: string
  shopId: string
  now: Date
}): Promise<UsableClaim[]> {
  const rows = await database().claim.findMany({
    where: { personId, status: 'held', coupon: { shopId, validUntil: { gt: now } } },
    select: {
      id: true,
      couponId: true,
      coupon: { select: { amountFen: true, thresholdFen: true, validUntil: true } },
    },
    orderBy: [{ coupon: { validUntil: 'asc' } }, { id: 'asc' }],
  })
  return rows.map(({ id, couponId, coupon: { amountFen, thresholdFen, validUntil } }) => ({
    ...{ id, couponId, amountFen, thresholdFen },
    validUntil: validUntil.getTime(),
  }))
}
