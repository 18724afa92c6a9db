import { database, type Transaction } from '#app/kernel/database.server.ts'
import { queueClaim, type ClaimOutcome } from './claim-queue.server.ts'
import type { ClaimShelf, MyClaim, UsableClaim } from './coupons.ts'

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

const onPage = 20

/** Her coupons on one shelf, a page of them at a time (from 0); those that end first come first where they can be used. */
export async function listMyClaims(
  { personId, shelf, page }: { personId: string; shelf: ClaimShelf; page: number },
  now = new Date(),
): Promise<{ claims: MyClaim[]; more: boolean }> {
  const rows = await database().claim.findMany({
    where: { personId, ...onShelf(shelf, now) },
    select: {
      id: true,
      orderId: true,
      coupon: {
        select: {
          ...{ amountFen: true, thresholdFen: true, validUntil: true },
          shop: { select: { slug: true, name: true } },
        },
      },
    },
    orderBy:
      shelf === 'used'
        ? [{ redeemedAt: 'desc' }, { id: 'asc' }]
        : [{ coupon: { validUntil: shelf === 'usable' ? 'asc' : 'desc' } }, { id: 'asc' }],
    skip: page * onPage,
    take: onPage + 1,
  })
  const claims = rows.slice(0, onPage).map(({ id, orderId, coupon: { validUntil, ...coupon } }) => ({
    ...{ id, orderId, ...coupon },
    validUntil: validUntil.getTime(),
  }))
  return { claims, more: rows.length > onPage }
}

function onShelf(shelf: ClaimShelf, now: Date) {
  if (shelf === 'used') return { status: 'redeemed' } as const
  return { status: 'held', coupon: { validUntil: shelf === 'usable' ? { gt: now } : { lte: now } } } as const
}
