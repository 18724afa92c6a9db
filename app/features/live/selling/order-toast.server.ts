import { boughtInRoom } from '#app/features/shop/index.server.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { appendEntry } from '../timeline/append.server.ts'

const outbox = { kind: 'system', name: 'outbox' } as const

/**
 * Tells in the broadcast from which this order was bought that somebody bought something, once, while it still runs.
 * Answers the broadcast; null where it was bought elsewhere.
 */
export async function announceOrder(orderId: string, now = new Date()): Promise<string | null> {
  const bought = await boughtInRoom(orderId)
  if (bought === null) return null
  const { broadcastId, place, title, weightGrams, quantity } = bought
  await transact<void, 'said-before' | 'over'>(
    { actor: outbox, action: 'room.announce-order', subject: `broadcast:${broadcastId}` },
    async (tx, refuse, note) => {
      // The lock makes sure that it is told once: nobody's entries know no unique key.
      await tx.$queryRaw`SELECT 1 FROM broadcast WHERE id = ${broadcastId}::uuid FOR UPDATE`
      const told = await tx.timelineEntry.count({
        where: { broadcastId, personId: null, senderKey: orderId },
      })
      if (told > 0) throw refuse('said-before')
      const body = { bought: { place, title, weightGrams, quantity } }
      const seq = await appendEntry(tx, { broadcastId, kind: 'order', at: now, senderKey: orderId, body })
      if (seq === null) throw refuse('over')
      note({ after: { order: orderId, seq } })
    },
  )
  return broadcastId
}
