import { z } from 'zod'
import { database } from '#app/kernel/database.server.ts'
import type { Offers } from '../room-wire.ts'
import { findEntriesOf } from '../timeline/entries.server.ts'
import { countOffers, type Offered } from './offer-counts.server.ts'
import type { CouponView, PinView } from '../timeline/timeline.ts'

/** What a broadcast offers: its latest pin, and the coupons dropped in it that are still open at the moment `now`. */
export async function findOffered(
  broadcastId: string,
  now = Date.now(),
): Promise<{ pinned: PinView | null; coupons: CouponView[] }> {
  const rows = await database().$queryRaw`
    (SELECT seq FROM timeline_entry WHERE broadcast_id = ${broadcastId}::uuid AND kind = 'pin' ORDER BY seq DESC LIMIT 1)
    UNION ALL
    SELECT seq FROM timeline_entry WHERE broadcast_id = ${broadcastId}::uuid AND kind = 'coupon'
      AND (body->'coupon'->>'closesAt')::float8 > ${now}`
  const seqs = z.array(z.object({ seq: z.number() })).parse(rows)
  const entries =
    seqs.length === 0
      ? []
      : await findEntriesOf(
          broadcastId,
          seqs.map(({ seq }) => seq),
        )
  return {
    pinned: entries.find((entry) => entry.kind === 'pin') ?? null,
    coupons: entries.filter((entry) => entry.kind === 'coupon'),
  }
}

/** The same with what is left of it. */
export async function findOffers(broadcastId: string, now = Date.now()): Promise<Offers> {
  const offered = await findOffered(broadcastId, now)
  return stillOpen({ ...offered, counts: await countOffers(offeredIds(offered)) })
}

/** What there is to count of it. */
export function offeredIds({ pinned, coupons }: Pick<Offers, 'pinned' | 'coupons'>): Offered {
  return {
    coupons: coupons.map(({ coupon }) => coupon.id),
    products: pinned?.product ? [pinned.product.id] : [],
  }
}

/** Without the coupons that were stopped, or whose time is over. */
export function stillOpen<Known extends Pick<Offers, 'coupons' | 'counts'>>(offers: Known): Known {
  const closed = new Set(offers.counts.coupons.flatMap(({ id, left }) => (left === null ? [id] : [])))
  return { ...offers, coupons: offers.coupons.filter(({ coupon }) => !closed.has(coupon.id)) }
}
