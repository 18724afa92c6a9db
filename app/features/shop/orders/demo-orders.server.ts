import { randomUUID } from 'node:crypto'
import type { Prisma } from '#app/generated/prisma/client.ts'
import type { Transaction } from '#app/kernel/database.server.ts'
import { sealAddress } from './addresses.server.ts'

const day = 24 * 3_600_000

export interface DemoSale {
  sellerId: string
  buyerId: string
  /** Shown on the parcel. */
  buyerName: string
  broadcastId: string
  /** When it was paid. */
  at: Date
  quantity: number
}

/**
 * Orders of demo shops that were paid, sent and received long ago, each of a product of the seller's shelf in turn. What they took from
 * the stock had come in for them, so that the shelf is as full as before. Whoever has no shop sells nothing.
 */
export async function seedDemoOrders(tx: Transaction, sales: readonly DemoSale[]): Promise<void> {
  const shops = await tx.shop.findMany({
    where: { sellerId: { in: sales.map(({ sellerId }) => sellerId) }, demo: true },
    include: {
      products: {
        orderBy: { place: 'asc' },
        include: { pictures: { orderBy: { place: 'asc' } }, variants: { orderBy: { place: 'asc' } } },
      },
    },
  })
  const shopOf = new Map(shops.map((shop) => [shop.sellerId, shop]))
  const made = sales.flatMap((sale, turn) => {
    const shop = shopOf.get(sale.sellerId)
    const product = shop?.products[turn % shop.products.length]
    const variant = product?.variants[0]
    if (shop === undefined || product === undefined || variant === undefined) return []
    return [rowsOf(sale, { shop, product, variant, turn })]
  })
  await tx.order.createMany({ data: made.map(({ order }) => order) })
  await tx.orderLine.createMany({ data: made.map(({ line }) => line) })
  await tx.payment.createMany({ data: made.map(({ payment }) => payment) })
  await tx.stockMovement.createMany({ data: made.flatMap(({ movements }) => movements) })
}

interface Goods {
  shop: { id: string; freightFen: number }
  product: { title: string; pictures: { path: string }[] }
  variant: { id: string; weightGrams: number; priceFen: number }
  turn: number
}

function rowsOf(
  { buyerId, buyerName, broadcastId, at, quantity }: DemoSale,
  { shop, product, variant, turn }: Goods,
) {
  const orderId = randomUUID()
  const number = `${at.toISOString().slice(2, 10).replaceAll('-', '')}${10_000_000 + turn}`
  const goodsFen = variant.priceFen * quantity
  const totalFen = goodsFen + shop.freightFen
  const order: Prisma.OrderCreateManyInput = {
    ...{ id: orderId, number, buyerId, shopId: shop.id, key: randomUUID(), status: 'received', broadcastId },
    ...{ goodsFen, discountFen: 0, freightFen: shop.freightFen, totalFen },
    ...sealAddress({
      ...{ recipient: buyerName, phone: '13800000000', division: '370214', detail: '红岛街道演示路 1 号' },
    }),
    ...{ placedAt: at, payUntil: new Date(at.getTime() + 15 * 60_000), paidAt: at },
    ...{ dispatchedAt: new Date(at.getTime() + day), carrier: 'sf', trackingNumber: `SF${number}` },
    receivedAt: new Date(at.getTime() + 2 * day),
  }
  const { id: variantId, weightGrams, priceFen } = variant
  const goods = { variantId, title: product.title, picture: product.pictures[0]?.path ?? null }
  return {
    order,
    line: { ...goods, orderId, weightGrams, priceFen, quantity },
    // No payment that Stripe knows: a refund of it is refused there.
    payment: {
      orderId,
      paymentIntent: `demo-${number}`,
      amountFen: totalFen,
      way: 'alipay',
      paidAt: at,
      kept: true,
    },
    movements: [
      { variantId, kind: 'received' as const, quantity, at },
      { variantId, kind: 'reserved' as const, quantity: -quantity, orderId, personId: buyerId, at },
    ],
  }
}
