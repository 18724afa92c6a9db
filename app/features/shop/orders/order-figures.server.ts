import { Prisma } from '#app/generated/prisma/client.ts'
import { database } from '#app/kernel/database.server.ts'
import { districtName } from '#app/kernel/divisions.server.ts'
import { sellerStates, type Figures, type SellerState, type ToPack } from './order-view.ts'

/** How many orders of her shop stand how. */
export async function countSellerOrders(sellerId: string): Promise<Record<SellerState, number>> {
  const rows = await database().order.groupBy({
    by: ['status'],
    where: { shop: { sellerId } },
    _count: true,
  })
  const counts = { waiting: 0, paid: 0, dispatched: 0, received: 0, refunds: 0 }
  for (const state of Object.keys(counts) as SellerState[]) {
    const statuses: readonly string[] = sellerStates[state]
    for (const row of rows) if (statuses.includes(row.status)) counts[state] += row._count
  }
  return counts
}

/** What she has to pack for all that is paid and not dispatched: so many boxes of each kind. */
export async function listToPack(sellerId: string): Promise<ToPack[]> {
  return database().$queryRaw<ToPack[]>`
    SELECT line.variant_id AS "variantId", min(line.title) AS title, line.weight_grams AS "weightGrams",
      sum(line.quantity)::int AS quantity, count(DISTINCT line.order_id)::int AS orders
    FROM order_line line JOIN shop_order ON shop_order.id = line.order_id JOIN shop ON shop.id = shop_order.shop_id
    WHERE shop.seller_id = ${sellerId}::uuid AND shop_order.status = 'paid'
    GROUP BY line.variant_id, line.weight_grams ORDER BY quantity DESC, title`
}

/** What her shop took in since a moment. */
export function findSellerFigures(sellerId: string, since: Date): Promise<Figures> {
  return figuresOf({ shop: { sellerId }, paidAt: { gte: since } })
}

/** What was bought from a broadcast. */
export function findBroadcastFigures(broadcastId: string): Promise<Figures> {
  return figuresOf({ broadcastId })
}

/** Orders that count as takings: paid, and the money neither back nor on its way back. */
const taken = ['paid', 'dispatched', 'received'] as const

/** The same orders as rows, for whoever counts by something else: (id, number, seller_id, shop, paid_at, fen, demo). */
export const takingsRows = Prisma.sql`
  SELECT t.id, t.number, t.paid_at, t.total_fen AS fen, h.seller_id, h.name AS shop, h.demo
  FROM shop_order t JOIN shop h ON h.id = t.shop_id
  WHERE t.paid_at IS NOT NULL AND t.status = ANY(${[...taken]}::order_status[])`

async function figuresOf(where: Prisma.OrderWhereInput): Promise<Figures> {
  const { _sum, _count } = await database().order.aggregate({
    where: { ...where, status: { in: [...taken] } },
    _sum: { totalFen: true },
    _count: true,
  })
  return { takingsFen: _sum.totalFen ?? 0, orders: _count }
}

/** What a room may tell everyone of an order that was paid: no name, no more of the address than the district. */
export interface BoughtInRoom {
  broadcastId: string
  /** The district's name. */
  place: string
  title: string
  /** Of one box. */
  weightGrams: number
  quantity: number
  totalFen: number
  sellerId: string
  product: { id: string; title: string; stock: number }
}

/** Null where it was not bought from a broadcast, or is not paid. */
export async function boughtInRoom(orderId: string): Promise<BoughtInRoom | null> {
  const order = await database().order.findFirst({
    where: { id: orderId, broadcastId: { not: null }, paidAt: { not: null } },
    select: {
      broadcastId: true,
      divisionCode: true,
      totalFen: true,
      shop: { select: { sellerId: true } },
      lines: {
        select: { title: true, weightGrams: true, quantity: true, variant: { select: { productId: true } } },
        take: 1,
      },
    },
  })
  const line = order?.lines[0]
  if (!order?.broadcastId || !line) return null
  const { title, weightGrams, quantity } = line
  return {
    broadcastId: order.broadcastId,
    place: districtName(order.divisionCode) ?? '',
    ...{ title, weightGrams, quantity, totalFen: order.totalFen, sellerId: order.shop.sellerId },
    product: await productNow(line.variant.productId),
  }
}

async function productNow(productId: string): Promise<BoughtInRoom['product']> {
  const { id, title, variants } = await database().product.findUniqueOrThrow({
    where: { id: productId },
    select: { id: true, title: true, variants: { where: { retired: false }, select: { stock: true } } },
  })
  return { id, title, stock: variants.reduce((sum, variant) => sum + variant.stock, 0) }
}
