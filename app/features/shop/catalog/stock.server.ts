import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Transaction } from '#app/kernel/database.server.ts'
import { database } from '#app/kernel/database.server.ts'
import { done, refused, type Outcome } from '#app/kernel/outcome.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { mostStock, type StockMovementView } from './keeping.ts'

export interface StockChange {
  variantId: string
  sellerId: string
  /** received: so many boxes came in · corrected: so many are there, as she has counted them, those to be sent included. */
  kind: 'received' | 'corrected'
  quantity: number
  why?: string
  /** Chosen by her page: sent again, it is written down once. It is the movement's id. */
  key?: string
}

/**
 * Boxes came in, or she has counted them: the movement that it makes is kept. Answers the stock after it. Of two
 * changes at once, the second begins where the first left off.
 */
export async function changeStock(
  change: StockChange,
  now = new Date(),
): Promise<Outcome<{ stock: number }, 'absent' | 'nothing' | 'too-much' | 'less-than-ordered'>> {
  const changed = await writeChange(change, now)
  if (changed.ok) return changed
  if (changed.reason !== 'again') return refused(changed.reason)
  const { stock } = await database().variant.findUniqueOrThrow({ where: { id: change.variantId } })
  return done({ stock })
}

function writeChange(
  { variantId, sellerId, kind, quantity, why = '', key = randomUUID() }: StockChange,
  now: Date,
): Promise<Outcome<{ stock: number }, 'absent' | 'nothing' | 'too-much' | 'less-than-ordered' | 'again'>> {
  const actor = { kind: 'person', id: sellerId } as const
  return transact(
    { actor, action: 'stock.change', subject: `variant:${variantId}` },
    async (tx, refuse, note) => {
      const [variant] = await tx.$queryRaw<{ stock: number }[]>`
        SELECT variant.stock FROM variant
        JOIN product ON product.id = variant.product_id JOIN shop ON shop.id = product.shop_id
        WHERE variant.id = ${variantId}::uuid AND NOT variant.retired AND shop.seller_id = ${sellerId}::uuid
        FOR NO KEY UPDATE OF variant`
      if (variant === undefined) throw refuse('absent')
      const known = await tx.stockMovement.findUnique({ where: { id: key }, select: { variantId: true } })
      if (known !== null) throw refuse(known.variantId === variantId ? 'again' : 'absent')
      // Counted are also the boxes that somebody has bought and that still stand there.
      const still = kind === 'corrected' ? await countNotSent(tx, variantId) : 0
      if (quantity < still) throw refuse('less-than-ordered')
      const change = kind === 'received' ? quantity : quantity - still - variant.stock
      if (change === 0) throw refuse('nothing')
      const stock = variant.stock + change
      if (stock > mostStock) throw refuse('too-much')
      await tx.variant.update({ where: { id: variantId }, data: { stock } })
      await moveStock(tx, {
        id: key,
        variantId,
        kind,
        quantity: change,
        personId: sellerId,
        why: why || null,
        at: now,
      })
      note({ before: { stock: variant.stock }, after: { stock, kind, change } })
      return { stock }
    },
  )
}

/** Boxes that orders have taken off the shelf and that have not left the house. For a transaction that holds the variant. */
async function countNotSent(tx: Transaction, variantId: string): Promise<number> {
  const { _sum } = await tx.orderLine.aggregate({
    where: {
      variantId,
      order: { status: { in: ['awaiting_payment', 'closing', 'paid', 'refunding'] }, dispatchedAt: null },
    },
    _sum: { quantity: true },
  })
  return _sum.quantity ?? 0
}

/** Writes down a movement; for the transaction that changed the stock by it. */
export async function moveStock(
  tx: Transaction,
  movement: {
    id?: string
    variantId: string
    kind: 'received' | 'corrected'
    quantity: number
    personId: string
    why: string | null
    at: Date
  },
): Promise<void> {
  await tx.stockMovement.create({ data: movement, select: { id: true } })
}

const Row = z.object({
  id: z.string(),
  weightGrams: z.number(),
  kind: z.enum(['received', 'corrected', 'reserved', 'released', 'returned']),
  quantity: z.number(),
  why: z.string().nullable(),
  order: z.string().nullable(),
  at: z.date(),
})

/** The newest movements of a product's boxes. */
export async function listMovements(productId: string, limit = 30): Promise<StockMovementView[]> {
  const rows = await database().$queryRaw`
    SELECT m.id, v.weight_grams AS "weightGrams", m.kind, m.quantity, m.why, o.number AS "order", m.at
    FROM stock_movement m JOIN variant v ON v.id = m.variant_id LEFT JOIN shop_order o ON o.id = m.order_id
    WHERE v.product_id = ${productId}::uuid ORDER BY m.at DESC, m.id DESC LIMIT ${limit}`
  return z
    .array(Row)
    .parse(rows)
    .map((row) => ({ ...row, at: row.at.toISOString() }))
}
