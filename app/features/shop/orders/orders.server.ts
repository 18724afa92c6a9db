import { z } from 'zod'
import type { Prisma } from '#app/generated/prisma/client.ts'
import { database } from '#app/kernel/database.server.ts'
import { openAddress } from './addresses.server.ts'
import { divisionNames } from '#app/kernel/divisions.server.ts'
import { sellerStates, type OrderPage, type OrderView, type SellerState } from './order-view.ts'

const seen = {
  lines: { include: { variant: { select: { productId: true } } }, orderBy: { id: 'asc' } },
  shop: { select: { id: true, slug: true, name: true, dispatchWords: true, sellerId: true } },
  buyer: { select: { name: true, picture: true } },
  payments: { include: { refunds: true }, orderBy: { paidAt: 'asc' } },
} as const satisfies Prisma.OrderInclude

type Row = Prisma.OrderGetPayload<{ include: typeof seen }>

/** Her own order; null for another's, as for one that is not there. */
export async function findOrderForBuyer(asked: {
  orderId: string
  buyerId: string
}): Promise<OrderView | null> {
  const row = await findRow(asked.orderId, { buyerId: asked.buyerId })
  return row && viewForBuyer(row)
}

/** An order of her own shop; null for another's. Where it goes is told only while she has to send it. */
export async function findOrderForSeller(asked: {
  orderId: string
  sellerId: string
}): Promise<OrderView | null> {
  const row = await findRow(asked.orderId, { shop: { sellerId: asked.sellerId } })
  return row && viewForSeller(row)
}

async function findRow(id: string, scope: Prisma.OrderWhereInput): Promise<Row | null> {
  if (!z.uuid().safeParse(id).success) return null
  return database().order.findFirst({ where: { ...scope, id }, include: seen })
}

/** What she ordered, the newest first; `before` is what the page before this one called `next`. */
export async function listBuyerOrders({
  buyerId,
  before = null,
  limit,
}: {
  buyerId: string
  before?: string | null
  limit?: number
}): Promise<OrderPage> {
  return listOrders({ buyerId }, viewForBuyer, { before, limit })
}

/** What was ordered of her shop and stands so: what is to be sent the oldest first, all else the newest. */
export async function listSellerOrders({
  sellerId,
  state,
  before = null,
  limit,
}: {
  sellerId: string
  state: SellerState
  before?: string | null
  limit?: number
}): Promise<OrderPage> {
  const where = { shop: { sellerId }, status: { in: [...sellerStates[state]] } }
  return listOrders(where, viewForSeller, { before, limit, oldestFirst: state === 'paid' })
}

async function listOrders(
  where: Prisma.OrderWhereInput,
  view: (row: Row) => OrderView,
  {
    before,
    limit = 20,
    oldestFirst = false,
  }: { before: string | null; limit?: number; oldestFirst?: boolean },
): Promise<OrderPage> {
  const rows = await database().order.findMany({
    where: { AND: [where, beyond(before, oldestFirst ? 'gt' : 'lt')] },
    include: seen,
    orderBy: oldestFirst ? [{ placedAt: 'asc' }, { id: 'asc' }] : [{ placedAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const next = rows.length > limit && last ? `${last.placedAt.getTime()}_${last.id}` : null
  return { orders: shown.map(view), next }
}

const Cursor = z.templateLiteral([z.int().positive(), '_', z.uuid()])

/** What is no cursor of ours is the first page. */
function beyond(before: string | null, side: 'gt' | 'lt'): Prisma.OrderWhereInput {
  if (before === null || !Cursor.safeParse(before).success) return {}
  const [time, id] = before.split('_')
  const placedAt = new Date(Number(time))
  if (Number.isNaN(placedAt.getTime())) return {}
  return { OR: [{ placedAt: { [side]: placedAt } }, { placedAt, id: { [side]: id } }] }
}

function viewForBuyer(row: Row): OrderView {
  const to = openAddress(row)
  return viewOf(row, { ...to, place: divisionNames(to.division) ?? '' })
}

/** The states in which a parcel is hers to send, or to ask after. */
const sends = ['paid', 'dispatched', 'received', 'refunding']

function viewForSeller(row: Row): OrderView {
  return sends.includes(row.status) ? viewForBuyer(row) : viewOf(row, null)
}

function viewOf(row: Row, to: OrderView['to']): OrderView {
  const { id, number, status, goodsFen, discountFen, freightFen, totalFen, wish, shop, buyer } = row
  return {
    ...{ id, number, status, goodsFen, discountFen, freightFen, totalFen, wish, shop, buyer, to },
    lines: row.lines.map(({ variantId, variant, title, picture, weightGrams, priceFen, quantity }) => ({
      productId: variant.productId,
      ...{ variantId, title, picture, weightGrams, priceFen, quantity },
    })),
    placedAt: row.placedAt.toISOString(),
    payUntil: row.payUntil.toISOString(),
    paidBy: row.payments.find(({ kept }) => kept)?.way ?? null,
    paidAt: row.paidAt?.toISOString() ?? null,
    cancelledAt: row.cancelledAt?.toISOString() ?? null,
    dispatchedAt: row.dispatchedAt?.toISOString() ?? null,
    carrier: row.carrier,
    trackingNumber: row.trackingNumber,
    receivedAt: row.receivedAt?.toISOString() ?? null,
    refundedAt: row.refundedAt?.toISOString() ?? null,
    refunds: refundsOf(row),
    broadcastId: row.broadcastId,
  }
}

function refundsOf({ payments }: Row): OrderView['refunds'] {
  const refunds = payments.flatMap((payment) => payment.refunds)
  refunds.sort((left, right) => left.askedAt.getTime() - right.askedAt.getTime())
  return refunds.map(({ id, status, cause, amountFen, reason, askedAt, doneAt }) => ({
    ...{ id, status, cause, amountFen, reason },
    askedAt: askedAt.toISOString(),
    doneAt: doneAt?.toISOString() ?? null,
  }))
}
