import { randomUUID } from 'node:crypto'
import { database } from '#app/kernel/database.server.ts'

/*
 * For tests: a host's shop and what stands on its shelf.
 */

let shops = 0

/** A shop of this person. */
export async function makeShop(sellerId: string): Promise<string> {
  const { id } = await database().shop.create({
    data: {
      slug: `shop-${++shops}-${sellerId.slice(-6)}`,
      name: '王大姐海鲜店',
      place: '红岛',
      sellerId,
      licenceKind: 'exempt',
      licenceWords: '自产自销',
    },
  })
  return id
}

/** A product on sale in boxes of 5 斤 for ¥64. */
export async function makeProduct(
  shopId: string,
  { title = '红岛蛤蜊', stock = 10, onSale = true } = {},
): Promise<{ id: string; variant: string }> {
  const product = await database().product.create({
    data: {
      shopId,
      title,
      status: onSale ? 'on_sale' : 'off_sale',
      caught: '早潮 10月21日',
      pictures: { create: { path: '/art/manila-clam.svg', place: 0 } },
      variants: { create: { weightGrams: 2500, priceFen: 6400, stock, place: 0 } },
    },
    include: { variants: { select: { id: true } } },
  })
  return { id: product.id, variant: product.variants[0]?.id ?? '' }
}

const sentTo = {
  recipientCipher: 'x',
  phoneCipher: 'x',
  phoneLast4: '0000',
  divisionCode: '370215',
  detailCipher: 'x',
}

/** A paid order of this stall's product, bought from its broadcast. */
export async function makePaidOrder({
  stall: { shop, broadcast, product },
  buyerId,
  quantity,
}: {
  stall: { shop: string; broadcast: string; product: { variant: string } }
  buyerId: string
  quantity: number
}): Promise<string> {
  const amount = 6400 * quantity
  const { id } = await database().order.create({
    data: {
      number: String(Math.floor(Math.random() * 1e12)),
      buyerId,
      shopId: shop,
      key: randomUUID(),
      status: 'paid',
      goodsFen: amount,
      discountFen: 0,
      freightFen: 0,
      totalFen: amount,
      broadcastId: broadcast,
      ...sentTo,
      placedAt: new Date(),
      payUntil: new Date(),
      paidAt: new Date(),
      lines: {
        create: {
          variantId: product.variant,
          title: '红岛蛤蜊',
          weightGrams: 2500,
          priceFen: 6400,
          quantity,
        },
      },
    },
  })
  return id
}
