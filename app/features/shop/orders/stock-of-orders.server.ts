import type { Transaction } from '#app/kernel/database.server.ts'

/** Puts an order's boxes back on the shelf, with their movement. For the transaction that moved the order, once. */
export async function putBack(
  tx: Transaction,
  { orderId, kind, now }: { orderId: string; kind: 'released' | 'returned'; now: Date },
): Promise<void> {
  await tx.$executeRaw`
    WITH boxes AS (
      SELECT variant_id, sum(quantity)::int AS quantity FROM order_line
      WHERE order_id = ${orderId}::uuid GROUP BY variant_id
    ), shelf AS (
      UPDATE variant SET stock = stock + boxes.quantity FROM boxes WHERE variant.id = boxes.variant_id
      RETURNING variant.id, boxes.quantity
    )
    INSERT INTO stock_movement (id, variant_id, kind, quantity, order_id, at)
    SELECT gen_random_uuid(), id, ${kind}::stock_movement_kind, quantity, ${orderId}::uuid, ${now}::timestamptz
    FROM shelf`
}

/** Takes an order's boxes off the shelf again where all of them are there; else takes none and answers false. */
export async function reserveAgain(
  tx: Transaction,
  { orderId, now }: { orderId: string; now: Date },
): Promise<boolean> {
  // Whoever locks several takes them in one order: no two wait for each other.
  const boxes = await tx.$queryRaw<{ enough: boolean }[]>`
    SELECT variant.stock >= boxes.quantity AS enough
    FROM variant JOIN (
      SELECT variant_id, sum(quantity) AS quantity FROM order_line
      WHERE order_id = ${orderId}::uuid GROUP BY variant_id
    ) boxes ON boxes.variant_id = variant.id
    ORDER BY variant.id FOR NO KEY UPDATE OF variant`
  if (boxes.length === 0 || !boxes.every(({ enough }) => enough)) return false
  await tx.$executeRaw`
    WITH boxes AS (
      SELECT variant_id, sum(quantity)::int AS quantity FROM order_line
      WHERE order_id = ${orderId}::uuid GROUP BY variant_id
    ), shelf AS (
      UPDATE variant SET stock = stock - boxes.quantity FROM boxes WHERE variant.id = boxes.variant_id
      RETURNING variant.id, boxes.quantity
    )
    INSERT INTO stock_movement (id, variant_id, kind, quantity, order_id, at)
    SELECT gen_random_uuid(), id, 'reserved', -quantity, ${orderId}::uuid, ${now}::timestamptz FROM shelf`
  return true
}
