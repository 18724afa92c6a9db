import { transact } from '#app/kernel/transact.server.ts'
import { appendEntry, lockBroadcast } from '../timeline/append.server.ts'
import { countOffers } from './offer-counts.server.ts'
import { findPinnedNow } from './pin.server.ts'

const stall = { kind: 'system', name: 'stall' } as const

/**
 * Says once for each pin that its product is sold out, where it still is and is still the one that is pinned. Answers
 * whether it was said.
 */
export async function announceSoldOut(
  { roomId, broadcastId, product }: { roomId: string; broadcastId: string; product: string },
  now = new Date(),
): Promise<boolean> {
  const said = await transact<void, 'not-so'>(
    { actor: stall, action: 'room.announce-sold-out', subject: `broadcast:${broadcastId}` },
    async (tx, refuse, note) => {
      if (!(await lockBroadcast(tx, { broadcastId, roomId }))) throw refuse('not-so')
      const pinned = await findPinnedNow(broadcastId, tx)
      if (pinned?.product !== product) throw refuse('not-so')
      const since = { broadcastId, kind: 'sold_out', seq: { gt: pinned.seq } } as const
      if ((await tx.timelineEntry.count({ where: since })) > 0) throw refuse('not-so')
      const { products } = await countOffers({ coupons: [], products: [product] })
      if (products[0]?.stock !== 0) throw refuse('not-so')
      const body = { product: { id: product, title: pinned.title } }
      const seq = await appendEntry(tx, { broadcastId, kind: 'sold_out', at: now, body })
      if (seq === null) throw refuse('not-so')
      note({ after: { product, seq } })
    },
  )
  return said.ok
}
