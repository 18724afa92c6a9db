import { log } from '#app/kernel/log.server.ts'
import type { LiveRoom } from '../socket/live-room.server.ts'
import { liveRooms } from '../socket/live-rooms.server.ts'
import { tellRoom } from '../socket/tick.server.ts'
import { countOffers, countsFor } from './offer-counts.server.ts'
import { offeredIds, stillOpen } from './offers.server.ts'
import { announceSoldOut } from './sold-out.server.ts'

/** Once a second: what is left of all that is offered in rooms where somebody is, asked in one query and told where it changed. */
export async function tickOffers(): Promise<void> {
  const offering = [...liveRooms().rooms.values()]
    .filter(({ broadcast, members }) => broadcast !== null && members.size > 0)
    .map((room) => ({ room, broadcastId: room.broadcast?.id ?? '', offered: offeredIds(room.offered) }))
  const coupons = offering.flatMap(({ offered }) => offered.coupons)
  const products = offering.flatMap(({ offered }) => offered.products)
  const counts = await countOffers({ coupons, products })
  for (const { room, broadcastId, offered } of offering) {
    // Another broadcast may have begun meanwhile.
    if (room.broadcast?.id === broadcastId) await tellLeft(room, broadcastId, countsFor(offered, counts))
  }
}

async function tellLeft(room: LiveRoom, broadcastId: string, counts: LiveRoom['offerCounts']): Promise<void> {
  const isNew = JSON.stringify(counts) !== JSON.stringify(room.offerCounts)
  room.offerCounts = counts
  const { pinned, coupons } = stillOpen({ ...room.offered, counts })
  room.offered = { pinned, coupons }
  if (isNew) await tellRoom(room, 'offers', { broadcast: broadcastId, ...counts })
  await noticeSoldOut(room, broadcastId)
}

async function noticeSoldOut(room: LiveRoom, broadcastId: string): Promise<void> {
  const { pinned } = room.offered
  if (!pinned?.product || room.soldOutPin === pinned.seq) return
  const { id } = pinned.product
  if (room.offerCounts.products.find((product) => product.id === id)?.stock !== 0) return
  room.soldOutPin = pinned.seq
  try {
    if (await announceSoldOut({ roomId: room.id, broadcastId, product: id })) room.stirred = true
  } catch (error) {
    room.soldOutPin = 0
    log.warn({ err: error, room: room.slug }, 'that a product is sold out could not be said yet')
  }
}
