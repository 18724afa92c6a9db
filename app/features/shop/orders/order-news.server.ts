import { newsStatement } from '#app/features/identity/index.server.ts'
import type { Prisma } from '#app/generated/prisma/client.ts'
import type { Transaction } from '#app/kernel/database.server.ts'
import type { OrderNews, OrderNewsKind } from './order-news.ts'

interface News<Kind extends OrderNewsKind> {
  personId: string
  orderId: string
  kind: Kind
  params: OrderNews[Kind]
}

/** Tells somebody about an order, within the transaction that did what is told. */
export async function tell<Kind extends OrderNewsKind>(
  tx: Transaction,
  news: News<Kind>,
  now: Date,
): Promise<void> {
  await tx.$executeRaw(tellingStatement(news, now))
}

/** The same as a statement, for one that does more with it. */
export function tellingStatement<Kind extends OrderNewsKind>(
  { personId, orderId, kind, params }: News<Kind>,
  now: Date,
): Prisma.Sql {
  const path = `${kind.startsWith('seller:') ? '/sell' : ''}/orders/${orderId}`
  return newsStatement({ personId, kind, params: { ...params }, path }, now)
}

const concerned = {
  id: true,
  number: true,
  status: true,
  buyerId: true,
  shopId: true,
  goodsFen: true,
  discountFen: true,
  totalFen: true,
  dispatchedAt: true,
  carrier: true,
  trackingNumber: true,
  shop: { select: { sellerId: true } },
  lines: { select: { title: true, quantity: true }, orderBy: { id: 'asc' } },
} as const

/** Within a transaction: an order, whom it concerns, and how news about it names it. Throws for one that is not there. */
export async function getConcerned(tx: Transaction, orderId: string) {
  const { shop, lines, ...order } = await tx.order.findUniqueOrThrow({
    where: { id: orderId },
    select: concerned,
  })
  return {
    ...order,
    sellerId: shop.sellerId,
    quantity: lines.reduce((sum, line) => sum + line.quantity, 0),
    about: { number: order.number, title: lines[0]?.title ?? '' },
  }
}
export type Concerned = Awaited<ReturnType<typeof getConcerned>>

/** The same, once no other transaction is about to change it: until this one ends it stays as it is. */
export async function lockOrder(tx: Transaction, orderId: string): Promise<Concerned> {
  await tx.$queryRaw`SELECT 1 FROM shop_order WHERE id = ${orderId}::uuid FOR NO KEY UPDATE`
  return getConcerned(tx, orderId)
}
