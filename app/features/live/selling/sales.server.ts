import { findBroadcastFigures } from '#app/features/shop/index.server.ts'
import type { Sales } from '../room-wire.ts'

/** What a broadcast has brought: what was bought from it and paid, without what went back. */
export function findSales(broadcastId: string): Promise<Sales> {
  return findBroadcastFigures(broadcastId)
}
