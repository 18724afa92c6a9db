import { seedDemoOrders } from '#app/features/shop/index.server.ts'
import type { Transaction } from '#app/kernel/database.server.ts'
import { transact } from '#app/kernel/transact.server.ts'

const demo = { kind: 'system', name: 'demo' } as const
const minute = 60_000
/** How many were sold in a broadcast, by turns. */
const sold = [4, 6, 3, 5]

/**
 * What the demo's graduates with shops sold in their broadcasts, to other graduates. False where nobody was on air yet: it is tried
 * again at the next start.
 */
export async function seedDemoSales(): Promise<boolean> {
  const deed = { actor: demo, action: 'demo.seed-sales', subject: 'shops:demo' }
  const sales = await transact<void, 'there-already' | 'nobody-sells'>(deed, async (tx, refuse) => {
    const before = await tx.order.findFirst({
      where: { payments: { some: { paymentIntent: { startsWith: 'demo-' } } } },
      select: { id: true },
    })
    if (before !== null) throw refuse('there-already')
    const [stalls, buyers] = [await findStalls(tx), await findBuyers(tx)]
    if (stalls.length === 0 || buyers.length === 0) throw refuse('nobody-sells')
    const made = stalls.flatMap(({ sellerId, broadcastId, startedAt }, place) =>
      Array.from({ length: sold[place % sold.length] ?? 0 }, (_, turn) => {
        const buyer = buyers[(place * 5 + turn) % buyers.length]
        const at = new Date(startedAt.getTime() + (8 + 17 * turn) * minute)
        return { sellerId, broadcastId, at, ...(buyer as Buyer), quantity: 1 + ((place + turn) % 3) }
      }),
    )
    await seedDemoOrders(tx, made)
  })
  return sales.ok || sales.reason === 'there-already'
}

/** Broadcasts that those with a shop made once they had the certificate, of demo rooms without recordings. */
function findStalls(tx: Transaction) {
  return tx.$queryRaw<{ sellerId: string; broadcastId: string; startedAt: Date }[]>`
    SELECT h.seller_id AS "sellerId", b.id AS "broadcastId", b.started_at AS "startedAt"
    FROM shop h JOIN room r ON r.host_id = h.seller_id
    JOIN broadcast b ON b.room_id = r.id AND b.demo AND b.recording_removed_at IS NOT NULL
    WHERE h.demo AND EXISTS (SELECT FROM certificate c WHERE c.person_id = h.seller_id AND c.issued_at < b.started_at)
    ORDER BY b.started_at, b.id`
}

interface Buyer {
  buyerId: string
  buyerName: string
}

/** Graduates without a shop: nobody signs in as one of them. */
function findBuyers(tx: Transaction): Promise<Buyer[]> {
  return tx.$queryRaw<Buyer[]>`
    SELECT p.id AS "buyerId", p.name AS "buyerName" FROM person p
    WHERE p.demo AND p.phone_hash IS NULL AND EXISTS (SELECT FROM certificate c WHERE c.person_id = p.id)
    ORDER BY p.created_at, p.id`
}
