import type { Visitor } from '#app/features/identity/index.ts'
import { findUsableClaims, listShelf } from '#app/features/shop/index.server.ts'
import type { ShelfItem } from '#app/features/shop/index.ts'
import { database } from '#app/kernel/database.server.ts'
import type { Offers } from '../room-wire.ts'
import { findOffers } from './offers.server.ts'

/** What is sold in a room while it is on air, as its page first shows it. */
export interface RoomSelling {
  offers: Offers
  shelf: ShelfItem[]
  /** Coupons of this shop that she has in hand. */
  held: string[]
}

export async function findRoomSelling(
  { hostId, broadcastId }: { hostId: string; broadcastId: string },
  visitor: Visitor,
): Promise<RoomSelling> {
  const [offers, shelf, held] = await Promise.all([
    findOffers(broadcastId),
    listShelf({ sellerId: hostId }),
    findHeld(hostId, visitor),
  ])
  return { offers, shelf, held }
}

async function findHeld(hostId: string, visitor: Visitor): Promise<string[]> {
  if (visitor === null) return []
  const shop = await database().shop.findFirst({ where: { sellerId: hostId }, select: { id: true } })
  if (shop === null) return []
  const claims = await findUsableClaims({ personId: visitor.personId, shopId: shop.id, now: new Date() })
  return claims.map(({ couponId }) => couponId)
}
