import { randomUUID } from 'node:crypto'
import { demoPeople } from '#app/features/identity/index.ts'
import { findOrCreateDemoPerson } from '#app/features/identity/index.server.ts'
import type { Transaction } from '#app/kernel/database.server.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { seedLicenceWords, seedShops, type SeedProduct, type SeedShop } from '#prisma/seed/shops.ts'

const demo = { kind: 'system', name: 'demo' } as const
/** So long the demo's coupons are given out and can be used, in milliseconds. */
const open = 365 * 24 * 3600 * 1000

/** The demo's sellers with their shops, products, stock and coupons, all marked as demo. A second time changes nothing. */
export async function seedDemoShops(now = new Date()): Promise<void> {
  for (const shop of seedShops) await seedShop(shop, now)
}

async function seedShop(shop: SeedShop, now: Date): Promise<void> {
  const deed = { actor: demo, action: 'demo.seed-shop', subject: `shop:${shop.slug}` }
  await transact<void, 'there-already'>(deed, async (tx, refuse) => {
    const { id: sellerId } = await findOrCreateDemoPerson(tx, shop.seller ?? demoPeople.host)
    const { slug, name, place, about, freightFen, dispatchWords } = shop
    const [made] = await tx.shop.createManyAndReturn({
      data: [
        {
          ...{ slug, name, place, about, freightFen, dispatchWords, sellerId, demo: true },
          ...{ licenceKind: 'exempt', licenceWords: seedLicenceWords, createdAt: now },
        },
      ],
      skipDuplicates: true,
      select: { id: true },
    })
    if (made === undefined) throw refuse('there-already')
    for (const [index, product] of shop.products.entries())
      await seedProduct(tx, { shopId: made.id, place: index, product, now })
    await tx.coupon.create({
      data: {
        ...{ ...shop.coupon, shopId: made.id, total: 1000, perPerson: 1, key: randomUUID() },
        ...{ opensAt: now, closesAt: new Date(now.getTime() + open), createdById: sellerId },
        validUntil: new Date(now.getTime() + open),
      },
    })
  })
}

async function seedProduct(
  tx: Transaction,
  { shopId, place, product, now }: { shopId: string; place: number; product: SeedProduct; now: Date },
): Promise<void> {
  const { art, variants, ...facts } = product
  await tx.product.create({
    data: {
      ...{ ...facts, shopId, place, status: 'on_sale', demo: true, createdAt: now },
      pictures: { create: { path: `/art/${art}.svg`, place: 0 } },
      variants: {
        create: variants.map((variant, index) => ({
          ...{ ...variant, place: index },
          movements: { create: { kind: 'received', quantity: variant.stock, at: now } },
        })),
      },
    },
  })
}
