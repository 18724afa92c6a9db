import { z } from 'zod'
import { Prisma } from '#app/generated/prisma/client.ts'
import { database } from '#app/kernel/database.server.ts'
import { claimRefusals, type ClaimRefusal } from './coupons.ts'

/** A claim that waits to be decided. */
export interface NewClaim {
  couponId: string
  personId: string
  /** Chosen by her page: sent again, it is the same claim. */
  key: string
  /** When it came in: whoever presses in time gets it, however long the queue is. */
  at: Date
}

/** What the database decided about it, in the order in which the claims were given. */
export type ClaimDecision =
  | { kind: 'granted'; claimId: string; validUntil: number; left: number }
  | { kind: 'refused'; reason: ClaimRefusal }

const Row = z.object({
  place: z.number(),
  claim: z.uuid().nullable(),
  until: z.date().nullable(),
  left: z.number().nullable(),
  reason: z.enum(claimRefusals).nullable(),
  overtaken: z.boolean(),
})
type Row = z.infer<typeof Row>

/** So often another process may be faster, each time having given out more of the coupon. */
const attempts = 20

/**
 * Decides claims of any coupons in one statement, which is one transaction: in the given order, never more of a coupon
 * than there are, never more for a person than she gets. Whoever claims a coupon that asks for it follows its seller by
 * the same commit. One that was granted before, or stands twice among them, is answered with the claim that it has.
 */
export async function grantClaims(claims: readonly NewClaim[]): Promise<ClaimDecision[]> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const rows = await decide(claims)
    if (!rows.some(({ overtaken }) => overtaken)) return rows.map(decisionOf)
  }
  throw new Error('other processes were always faster')
}

/** Where `overtaken`, nothing was decided: another process granted since this statement took its view of the claims. */
async function decide(claims: readonly NewClaim[]): Promise<Row[]> {
  const rows = await database().$queryRaw`WITH ${given(claims)}, ${judged}, ${granted}, ${saved}
    SELECT j.place::int AS place, coalesce(j.known, saved.id) AS claim, j.valid_until AS until,
      j.total - coalesce(counted.claimed, j.claimed) AS left,
      CASE
        WHEN coalesce(j.known, saved.id) IS NOT NULL THEN NULL
        WHEN j.total IS NULL THEN 'unknown'
        WHEN j.own THEN 'own-shop'
        WHEN j.held + count(saved.id) FILTER (WHERE j.copy = 1) OVER (PARTITION BY j.coupon_id, j.person_id) >= j.per_person
          THEN 'had-it'
        ELSE coalesce(j.shut, 'all-gone')
      END AS reason,
      (SELECT found FROM overtaken) AS overtaken
    FROM judged j
    LEFT JOIN saved ON saved.coupon_id = j.coupon_id AND saved.person_id = j.person_id AND saved.key = j.key
    LEFT JOIN counted ON counted.id = j.coupon_id
    ORDER BY j.place`
  return z.array(Row).parse(rows)
}

/**
 * The claims as rows, in their order; and the coupons, each locked until the commit and read as it is by then. Where that
 * is more than the statement's own view of the coupon has, its view of the claims is too old as well.
 */
function given(claims: readonly NewClaim[]): Prisma.Sql {
  return Prisma.sql`given AS (
    SELECT * FROM unnest(
      ${claims.map(({ couponId }) => couponId)}::uuid[],
      ${claims.map(({ personId }) => personId)}::uuid[],
      ${claims.map(({ key }) => key)}::uuid[],
      ${claims.map(({ at }) => at)}::timestamptz[]
    ) WITH ORDINALITY AS g (coupon_id, person_id, key, at, place)
  ), offered AS MATERIALIZED (
    SELECT c.*, s.seller_id FROM coupon c JOIN shop s ON s.id = c.shop_id
    WHERE c.id IN (SELECT coupon_id FROM given)
    ORDER BY c.id FOR NO KEY UPDATE OF c
  ), overtaken AS (
    SELECT EXISTS (
      SELECT FROM offered JOIN coupon viewed ON viewed.id = offered.id WHERE viewed.claimed <> offered.claimed
    ) AS found
  )`
}

/** Which of them are there already or stand twice among them, how many she has, and whether the coupon is given out. */
const judged = Prisma.sql`judged AS (
    SELECT given.*, o.total, o.claimed, o.per_person, o.must_follow, o.valid_until, o.seller_id,
      o.seller_id = given.person_id AS own, known.id AS known, mine.held,
      CASE WHEN o.stopped_at IS NOT NULL THEN 'stopped' WHEN at >= o.closes_at THEN 'closed'
        WHEN at < o.opens_at THEN 'coming' END AS shut,
      row_number() OVER (PARTITION BY given.coupon_id, given.person_id, given.key ORDER BY place) AS copy
    FROM given
    LEFT JOIN offered o ON o.id = given.coupon_id
    LEFT JOIN claim known ON known.coupon_id = given.coupon_id AND known.person_id = given.person_id
      AND known.key = given.key
    LEFT JOIN LATERAL (
      SELECT count(*)::int AS held FROM claim WHERE coupon_id = given.coupon_id AND person_id = given.person_id
    ) mine ON true
  )`

/** Ranked after the repeats are out, first within each person, then within each coupon, which ends where it is all gone. */
const granted = Prisma.sql`fresh AS (
    SELECT *, held + row_number() OVER (PARTITION BY coupon_id, person_id ORDER BY place) AS ordinal
    FROM judged WHERE total IS NOT NULL AND NOT own AND shut IS NULL AND known IS NULL AND copy = 1
  ), ranked AS (
    SELECT *, row_number() OVER (PARTITION BY coupon_id ORDER BY place) AS rank
    FROM fresh WHERE ordinal <= per_person
  ), granted AS (
    SELECT * FROM ranked WHERE claimed + rank <= total AND NOT (SELECT found FROM overtaken)
  )`

const saved = Prisma.sql`counted AS (
    UPDATE coupon SET claimed = coupon.claimed + more.count
    FROM (SELECT coupon_id, count(*)::int AS count FROM granted GROUP BY coupon_id) more
    WHERE coupon.id = more.coupon_id
    RETURNING coupon.id, coupon.claimed
  ), saved AS (
    INSERT INTO claim (id, coupon_id, person_id, ordinal, key, claimed_at)
    SELECT gen_random_uuid(), coupon_id, person_id, ordinal, key, at FROM granted
    RETURNING id, coupon_id, person_id, key
  ), followed AS (
    INSERT INTO follow (follower_id, followed_id, since)
    SELECT person_id, seller_id, min(at) FROM granted WHERE must_follow
    GROUP BY person_id, seller_id ORDER BY person_id, seller_id
    ON CONFLICT (follower_id, followed_id) DO UPDATE SET since = excluded.since, ended_at = NULL
    WHERE follow.ended_at IS NOT NULL
  )`

function decisionOf({ claim, until, left, reason }: Row): ClaimDecision {
  if (claim !== null && until !== null && left !== null)
    return { kind: 'granted', claimId: claim, validUntil: until.getTime(), left }
  return { kind: 'refused', reason: reason ?? 'failed' }
}
