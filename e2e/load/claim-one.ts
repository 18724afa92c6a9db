import { database } from '#app/kernel/database.server.ts'
import type { ClaimDecision, NewClaim } from '#app/features/shop/coupons/grant-claims.server.ts'

interface Row {
  claim: string
  until: Date
  left: number
}

/**
 * The peer: one claim by itself, in one statement as good as it can be for a coupon that each person gets once. It gives
 * the same promises: never too many, never twice, the follow by the same commit.
 */
export async function claimOne({ couponId, personId, key, at }: NewClaim): Promise<ClaimDecision> {
  const [row] = await database().$queryRaw<Row[]>`
    WITH taken AS (
      UPDATE coupon SET claimed = claimed + 1 FROM shop
      WHERE coupon.id = ${couponId}::uuid AND shop.id = coupon.shop_id AND shop.seller_id <> ${personId}::uuid
        AND stopped_at IS NULL AND opens_at <= ${at}::timestamptz AND closes_at > ${at}::timestamptz AND claimed < total
        AND NOT EXISTS (SELECT FROM claim WHERE coupon_id = ${couponId}::uuid AND person_id = ${personId}::uuid)
      RETURNING coupon.id, valid_until, total - claimed AS left, must_follow, shop.seller_id
    ), saved AS (
      INSERT INTO claim (id, coupon_id, person_id, ordinal, key, claimed_at)
      SELECT gen_random_uuid(), id, ${personId}::uuid, 1, ${key}::uuid, ${at}::timestamptz FROM taken
      RETURNING id
    ), followed AS (
      INSERT INTO follow (follower_id, followed_id, since)
      SELECT ${personId}::uuid, seller_id, ${at}::timestamptz FROM taken WHERE must_follow
      ON CONFLICT (follower_id, followed_id) DO UPDATE SET since = excluded.since, ended_at = NULL
      WHERE follow.ended_at IS NOT NULL
    )
    SELECT saved.id AS claim, taken.valid_until AS until, taken.left FROM taken CROSS JOIN saved`
  if (row === undefined) return { kind: 'refused', reason: 'all-gone' }
  return { kind: 'granted', claimId: row.claim, validUntil: row.until.getTime(), left: row.left }
}
