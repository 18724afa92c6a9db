import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Stall } from '../load/stall.ts'
import type { Acknowledged } from './buyers.ts'

/** So long what is due in the outbox may take once everything runs, in milliseconds. */
const patience = 60_000

/** What does not agree with what buyers were told, or with itself, once all effects had their time; nothing where all is well. */
export async function checkBooks(url: string, stall: Stall, told: Acknowledged): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const due = await untilNothingIsDue(client)
    const wrong = await client.query<{ what: string; count: number }>(statement, [
      [...told.claims.keys()],
      [...told.claims.values()],
      stall.coupon,
      [...told.orders.keys()],
      [...told.orders.values()],
      [...told.paid],
      stall.variant,
      stall.seller,
    ])
    const problems = wrong.rows.filter(({ count }) => count > 0).map(({ what, count }) => `${count} ${what}`)
    return due > 0 ? [...problems, `${due} jobs of the outbox are still due`] : problems
  } finally {
    await client.end()
  }
}

async function untilNothingIsDue(client: pg.Client): Promise<number> {
  for (const until = Date.now() + patience; ;) {
    const { rows } = await client.query<{ due: number }>(
      `SELECT count(*)::int AS due FROM graphile_worker._private_jobs
       WHERE run_at <= now() AND attempts < max_attempts`,
    )
    const due = rows[0]?.due ?? 0
    if (due === 0 || Date.now() > until) return due
    await sleep(250)
  }
}

const statement = `
  WITH told_claim AS (SELECT * FROM unnest($1::uuid[], $2::uuid[]) AS t (key, person)),
    told_order AS (SELECT * FROM unnest($4::uuid[], $5::uuid[]) AS t (key, id)),
    told_paid AS (SELECT unnest($6::uuid[]) AS id)
  SELECT 'acknowledged claims are missing' AS what, count(*)::int FROM told_claim t
    WHERE NOT EXISTS (SELECT 1 FROM claim c WHERE c.coupon_id = $3::uuid AND c.person_id = t.person AND c.key = t.key)
  UNION ALL SELECT 'people have more claims than they may', count(*)::int FROM
    (SELECT 1 FROM claim WHERE coupon_id = $3::uuid GROUP BY person_id
      HAVING count(*) > (SELECT per_person FROM coupon WHERE id = $3::uuid)) more
  UNION ALL SELECT 'coupons are not counted right', count(*)::int FROM coupon
    WHERE id = $3::uuid AND (claimed > total OR claimed <> (SELECT count(*) FROM claim WHERE coupon_id = $3::uuid))
  UNION ALL SELECT 'claims without the follow that they include', count(*)::int FROM claim c
    WHERE c.coupon_id = $3::uuid AND NOT EXISTS
      (SELECT 1 FROM follow f WHERE f.follower_id = c.person_id AND f.followed_id = $8::uuid)
  UNION ALL SELECT 'acknowledged orders are missing', count(*)::int FROM told_order t
    WHERE NOT EXISTS (SELECT 1 FROM shop_order o WHERE o.id = t.id AND o.key = t.key)
  UNION ALL SELECT 'orders that were paid for are not paid', count(*)::int FROM told_paid t
    WHERE NOT EXISTS (SELECT 1 FROM shop_order o JOIN payment p ON p.order_id = o.id AND p.kept
      WHERE o.id = t.id AND o.status = 'paid')
  UNION ALL SELECT 'paid orders of which the seller was not told once', count(*)::int FROM told_paid t
    WHERE (SELECT count(*) FROM notification n WHERE n.person_id = $8::uuid AND n.kind = 'seller:news.paid'
      AND n.path = '/sell/orders/' || t.id) <> 1
  UNION ALL SELECT 'variants whose stock is not the sum of its movements', count(*)::int FROM variant v
    WHERE v.id = $7::uuid AND (v.stock < 0 OR v.stock <> (SELECT sum(quantity) FROM stock_movement m WHERE m.variant_id = v.id))
  UNION ALL SELECT 'boxes are reserved by no order', count(*)::int FROM stock_movement m
    WHERE m.variant_id = $7::uuid AND m.kind = 'reserved' AND NOT EXISTS (SELECT 1 FROM shop_order o WHERE o.id = m.order_id)`
