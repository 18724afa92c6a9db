import { z } from 'zod'
import { database } from '#app/kernel/database.server.ts'
import { PinBody } from '../timeline/timeline.ts'
import type { Chapter, ProductClip } from './chapters.ts'

/** The most chapters that a page lists. */
const mostChapters = 100

/** A broadcast's chapters in order; a product that was pinned again right after itself is one. */
export async function findChapters(broadcastId: string): Promise<Chapter[]> {
  const pins = await database().timelineEntry.findMany({
    where: { broadcastId, kind: 'pin' },
    orderBy: { seq: 'asc' },
    select: { seq: true, at: true, body: true },
    take: mostChapters * 2,
  })
  const chapters: Chapter[] = []
  let before: string | null = null
  for (const { seq, at, body } of pins) {
    const { product } = PinBody.parse(body)
    if (product !== null && product.id !== before) {
      const { id, title, picture, priceFen, weightGrams } = product
      chapters.push({ seq, at: at.getTime(), product: { id, title, picture, priceFen, weightGrams } })
    }
    before = product?.id ?? null
  }
  return chapters.slice(0, mostChapters)
}

const Clip = z.object({ broadcast: z.uuid(), seconds: z.number() })

/**
 * Where the newest replay that anybody may watch first showed this product: asked among the last broadcasts of its
 * seller's own rooms. Null where none did.
 */
export async function findProductClip(productId: string): Promise<ProductClip | null> {
  const rows = await database().$queryRaw`
    WITH recent AS (
      SELECT broadcast.id, broadcast.started_at FROM product
      JOIN shop ON shop.id = product.shop_id
      JOIN room ON room.host_id = shop.seller_id AND room.open
      JOIN broadcast ON broadcast.room_id = room.id AND broadcast.status = 'ended'
        AND broadcast.duration_seconds > 0 AND broadcast.recording_removed_at IS NULL
      WHERE product.id = ${productId}::uuid
      ORDER BY broadcast.started_at DESC LIMIT 20
    )
    SELECT recent.id AS broadcast, floor(extract(epoch FROM entry.at - recent.started_at))::int AS seconds
    FROM recent JOIN timeline_entry entry ON entry.broadcast_id = recent.id AND entry.kind = 'pin'
    WHERE entry.body->'product'->>'id' = ${productId}
    ORDER BY recent.started_at DESC, entry.seq LIMIT 1`
  const [clip] = z.array(Clip).parse(rows)
  return clip === undefined ? null : { ...clip, seconds: Math.max(0, clip.seconds) }
}
