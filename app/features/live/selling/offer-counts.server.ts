import { z } from 'zod'
import { database } from '#app/kernel/database.server.ts'
import type { OfferCounts } from '../room-wire.ts'

export interface Offered {
  coupons: readonly string[]
  products: readonly string[]
}

const Row = z.object({ kind: z.enum(['coupon', 'product']), id: z.uuid(), count: z.number().nullable() })

export const noCounts: OfferCounts = { coupons: [], products: [] }

/**
 * What is left of these coupons and products, in one query for all rooms together. Null where nobody gets any more: the
 * coupon was stopped or its time is over, the product is off the shelf.
 */
export async function countOffers({ coupons, products }: Offered): Promise<OfferCounts> {
  if (coupons.length === 0 && products.length === 0) return noCounts
  const rows = await database().$queryRaw`
    SELECT 'coupon' AS kind, id,
      CASE WHEN stopped_at IS NULL AND closes_at > now() THEN total - claimed END AS count
    FROM coupon WHERE id = ANY(${[...coupons]}::uuid[])
    UNION ALL
    SELECT 'product', p.id, CASE WHEN p.status = 'on_sale' THEN coalesce(sum(v.stock), 0)::int END
    FROM product p LEFT JOIN variant v ON v.product_id = p.id AND NOT v.retired
    WHERE p.id = ANY(${[...products]}::uuid[])
    GROUP BY p.id`
  const counts = z.array(Row).parse(rows)
  return {
    coupons: counts.flatMap(({ kind, id, count }) => (kind === 'coupon' ? [{ id, left: count }] : [])),
    products: counts.flatMap(({ kind, id, count }) => (kind === 'product' ? [{ id, stock: count }] : [])),
  }
}

/** Of these counts, what concerns `offered`. */
export function countsFor({ coupons, products }: Offered, counts: OfferCounts): OfferCounts {
  return {
    coupons: counts.coupons.filter(({ id }) => coupons.includes(id)),
    products: counts.products.filter(({ id }) => products.includes(id)),
  }
}
