import { randomUUID } from 'node:crypto'
import { database } from '#app/kernel/database.server.ts'
import { claimCoupon } from './claims.server.ts'
import { dropCoupon, type NewCoupon } from './coupons.server.ts'
import type { CouponView } from './coupons.ts'

/*
 * What the tests of coupons stand on.
 */

/** A coupon that is open from `now` on for ten minutes: ¥10 off from ¥59, unless told. */
export async function makeCoupon(
  stall: { shopId: string; sellerId: string },
  told: Partial<NewCoupon> = {},
  now?: Date,
): Promise<CouponView> {
  const dropped = await dropCoupon(
    {
      ...{ shopId: stall.shopId, by: stall.sellerId, key: randomUUID(), amountFen: 1000, thresholdFen: 5900 },
      ...{ total: 50, perPerson: 1, minutes: 10, hours: 24, mustFollow: false, ...told },
    },
    now,
  )
  if (!dropped.ok) throw new Error(dropped.reason)
  return dropped.value
}

/** So many people, made in one statement. */
export async function makePeople(count: number): Promise<string[]> {
  const rows = await database().$queryRaw<{ id: string }[]>`
    INSERT INTO person (id, name) SELECT gen_random_uuid(), '王大姐' || n FROM generate_series(1, ${count}::int) AS n
    RETURNING id`
  return rows.map(({ id }) => id)
}

/** Claims a coupon and answers the claim's id, or why not. */
export async function claim(
  couponId: string,
  personId: string,
  { key = randomUUID(), now }: { key?: string; now?: Date } = {},
): Promise<string> {
  const claimed = await claimCoupon({ couponId, personId, key }, now)
  return claimed.ok ? claimed.value.claimId : claimed.reason
}

/** How many were given out, after checking that the claims say the same. */
export async function claimedOf(couponId: string): Promise<number> {
  const [{ claimed }, claims] = await Promise.all([
    database().coupon.findUniqueOrThrow({ where: { id: couponId } }),
    database().claim.count({ where: { couponId } }),
  ])
  if (claimed !== claims) throw new Error(`${claimed} counted, ${claims} claims`)
  return claimed
}
