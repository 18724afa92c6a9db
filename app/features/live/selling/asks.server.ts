import { claimCoupon, listShelf } from '#app/features/shop/index.server.ts'
import { moderating } from '../moderation/asks.server.ts'
import type { Answer, Ask } from '../room-wire.ts'
import type { Member } from '../socket/live-room.server.ts'
import { stirRoom } from '../socket/room-news.server.ts'
import { dropCouponInRoom } from './drop-coupon.server.ts'
import { pinProduct } from './pin.server.ts'

/** What is sold over the room's socket: the host and her assistants offer, everyone else looks and claims. */
export const sellingHandlers = {
  pin: moderating<'pin'>(async ({ moderator, broadcastId, input }) => {
    if (broadcastId === null) return { ok: false, reason: 'not-on-air' }
    const pinned = await pinProduct(moderator, { broadcastId, ...input })
    stirRoom(broadcastId)
    return pinned
  }),

  dropCoupon: moderating<'dropCoupon'>(async ({ moderator, broadcastId, input }) => {
    if (broadcastId === null) return { ok: false, reason: 'not-on-air' }
    const { key, ...wish } = input
    const dropped = await dropCouponInRoom(moderator, { broadcastId, key, wish })
    stirRoom(broadcastId)
    return dropped
  }),

  /** The hot one: asked by a whole room at once. Who claims is known by the line; the shop decides all else. */
  claim: async ({ visitor }: Member, { key, coupon }: Ask<'claim'>): Promise<Answer<'claim'>> => {
    if (visitor === null) return { ok: false, reason: 'signed-out' }
    return claimCoupon({ couponId: coupon, personId: visitor.personId, key })
  },

  shelf: async ({ room }: Member): Promise<Answer<'shelf'>> => {
    if (room === null) return { ok: false, reason: 'not-entered' }
    return { ok: true, value: { items: await listShelf({ sellerId: room.hostId }) } }
  },
}
