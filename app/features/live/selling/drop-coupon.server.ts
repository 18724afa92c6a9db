import { createCoupon } from '#app/features/shop/index.server.ts'
import type { Transaction } from '#app/kernel/database.server.ts'
import type { Outcome } from '#app/kernel/outcome.ts'
import { transact, type Actor } from '#app/kernel/transact.server.ts'
import { appendEntry, findOwnEntry, lockBroadcast } from '../timeline/append.server.ts'
import { CouponBody, type DroppedCoupon } from '../timeline/timeline.ts'
import type { CouponWish } from './coupon-wish.ts'
import type { Seller } from './pin.server.ts'

export type DropRefusal = 'gone' | 'no-shop' | 'bad-input'

/**
 * Makes a coupon of the host's shop, open from `now` on, and drops it into the broadcast: both or neither. The same key
 * again answers the same coupon.
 */
export function dropCouponInRoom(
  { personId, roomId, hostId }: Seller,
  { broadcastId, key, wish }: { broadcastId: string; key: string; wish: CouponWish },
  now = new Date(),
  actor: Actor = { kind: 'person', id: personId },
): Promise<Outcome<{ seq: number; coupon: string }, DropRefusal>> {
  return transact(
    { actor, action: 'room.drop-coupon', subject: `room:${roomId}` },
    async (tx, refuse, note) => {
      if (!(await lockBroadcast(tx, { broadcastId, roomId }))) throw refuse('gone')
      const known = await findOwnEntry(tx, { broadcastId, personId, key })
      if (known !== null) return { ...known, coupon: await couponOf(tx, { broadcastId, ...known }) }
      if (wish.thresholdFen > 0 && wish.amountFen >= wish.thresholdFen) throw refuse('bad-input')
      const shop = await tx.shop.findFirst({ where: { sellerId: hostId }, select: { id: true } })
      if (shop === null) throw refuse('no-shop')
      const coupon = await createCoupon(tx, { shopId: shop.id, by: personId, key, ...wish }, now)
      const body = { coupon: shownOf(coupon) }
      const entry = { broadcastId, personId, senderKey: key, at: now, kind: 'coupon', body } as const
      const seq = await appendEntry(tx, entry)
      if (seq === null) throw refuse('gone')
      note({ after: { broadcast: broadcastId, seq, coupon: coupon.id } })
      return { seq, coupon: coupon.id }
    },
  )
}

function shownOf(coupon: DroppedCoupon): DroppedCoupon {
  const { id, amountFen, thresholdFen, mustFollow, total, closesAt } = coupon
  return { id, amountFen, thresholdFen, mustFollow, total, closesAt }
}

/** The coupon that this entry dropped. */
async function couponOf(
  tx: Transaction,
  { broadcastId, seq }: { broadcastId: string; seq: number },
): Promise<string> {
  const entry = await tx.timelineEntry.findUniqueOrThrow({
    where: { broadcastId_seq: { broadcastId, seq } },
    select: { body: true },
  })
  return CouponBody.parse(entry.body).coupon.id
}
