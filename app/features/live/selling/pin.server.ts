import { cheapest } from '#app/features/shop/index.ts'
import { database, type Transaction } from '#app/kernel/database.server.ts'
import type { Outcome } from '#app/kernel/outcome.ts'
import { transact, type Actor } from '#app/kernel/transact.server.ts'
import { appendEntry, findOwnEntry, lockBroadcast } from '../timeline/append.server.ts'
import { PinBody, type PinnedProduct } from '../timeline/timeline.ts'

/** Who sells in a room: its host, or an assistant for her. The shelf is the host's. */
export interface Seller {
  personId: string
  roomId: string
  hostId: string
}

/**
 * The host speaks of this product from `now` on; null: of none. Only what her own shop has on sale. The same key again
 * answers the same `seq`. What is shown of it is kept with the entry: a replay shows what was shown.
 */
export function pinProduct(
  { personId, roomId, hostId }: Seller,
  { broadcastId, key, product }: { broadcastId: string; key: string; product: string | null },
  now = new Date(),
  actor: Actor = { kind: 'person', id: personId },
): Promise<Outcome<{ seq: number }, 'gone' | 'not-on-sale'>> {
  return transact({ actor, action: 'room.pin', subject: `room:${roomId}` }, async (tx, refuse, note) => {
    if (!(await lockBroadcast(tx, { broadcastId, roomId }))) throw refuse('gone')
    const known = await findOwnEntry(tx, { broadcastId, personId, key })
    if (known !== null) return known
    const shown = product === null ? null : await findPinned(tx, { product, hostId })
    if (product !== null && shown === null) throw refuse('not-on-sale')
    const entry = { broadcastId, personId, senderKey: key, at: now, kind: 'pin' } as const
    const seq = await appendEntry(tx, { ...entry, body: { product: shown && { ...shown } } })
    if (seq === null) throw refuse('gone')
    note({ after: { broadcast: broadcastId, seq, product } })
    return { seq }
  })
}

/** What is shown of a product, by the weight that is the cheapest, as on the shelf; null where it is not the host's, or not on sale. */
async function findPinned(
  tx: Transaction,
  { product, hostId }: { product: string; hostId: string },
): Promise<PinnedProduct | null> {
  const found = await tx.product.findFirst({
    where: { id: product, status: 'on_sale', shop: { sellerId: hostId } },
    select: {
      id: true,
      title: true,
      caught: true,
      pictures: { orderBy: { place: 'asc' }, take: 1, select: { path: true } },
      variants: {
        where: { retired: false },
        orderBy: [{ weightGrams: 'asc' }, { id: 'asc' }],
        select: { id: true, priceFen: true, weightGrams: true, stock: true },
      },
    },
  })
  const best = cheapest(found?.variants ?? [])
  if (found === null || best === null) return null
  const { id, title, caught, pictures, variants } = found
  const { priceFen, weightGrams } = best
  const variant = variants.length === 1 ? best.id : null
  return { id, title, caught, picture: pictures[0]?.path ?? null, priceFen, weightGrams, variant }
}

/** The latest product that was pinned in a broadcast, with the number of its entry; null where none is. */
export async function findPinnedNow(
  broadcastId: string,
  tx: Transaction = database(),
): Promise<{ seq: number; product: string; title: string } | null> {
  const pin = await tx.timelineEntry.findFirst({
    where: { broadcastId, kind: 'pin' },
    orderBy: { seq: 'desc' },
    select: { seq: true, body: true },
  })
  if (pin === null) return null
  const { product } = PinBody.parse(pin.body)
  return product && { seq: pin.seq, product: product.id, title: product.title }
}
