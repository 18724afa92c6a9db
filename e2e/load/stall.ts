/**
 * Opens a stall beside a running server and signs buyers in, and prints them as JSON: `stall.ts BUYERS STOCK COUPONS`.
 * The rows of the shop are written straight to the tables: what is measured are orders and claims.
 */
import { randomUUID } from 'node:crypto'
import process from 'node:process'
import { beginSession, createPerson } from '#app/features/identity/index.server.ts'
import { sealAddress } from '#app/features/shop/index.server.ts'
import { database } from '#app/kernel/database.server.ts'
import { ensureSecrets } from '#app/kernel/env.server.ts'
import { withSystem } from '#server/database/system.ts'
import { orderAddress } from './buyer.ts'

const actor = { kind: 'system', name: 'load' } as const
const day = 24 * 3600 * 1000

export interface Stall {
  shop: string
  seller: string
  product: string
  variant: string
  priceFen: number
  coupon: string
  /** `address` is the one that they used last, that of `orderForm`. */
  buyers: { id: string; cookie: string; address: string }[]
}

async function person(name: string): Promise<string> {
  const made = await createPerson({ name, demo: true }, { actor })
  if (!made.ok) throw new Error(made.reason)
  return made.value.id
}

async function buyers(count: number): Promise<Stall['buyers']> {
  const all: Stall['buyers'] = []
  for (let number = 1; number <= count; number++) {
    const id = await person(`买家${number}`)
    const [cookie = ''] = await beginSession(id, new Request('http://localhost/'))
    const address = await database().address.create({
      data: { personId: id, usedAt: new Date(), ...sealAddress(orderAddress) },
    })
    all.push({ id, cookie: cookie.split(';')[0] ?? '', address: address.id })
  }
  return all
}

await withSystem(async ({ url, dataDir }) => {
  Object.assign(process.env, ensureSecrets(dataDir, process.env), { DATABASE_URL: url, DATA_DIR: dataDir })
  const [count = 0, stock = 0, coupons = 1] = process.argv.slice(2).map(Number)
  const seller = await person('摊主')
  const now = new Date()
  const later = new Date(now.getTime() + day)
  const shop = await database().shop.create({
    data: {
      ...{ slug: `load-${randomUUID().slice(0, 8)}`, name: '码头摊子', place: '红岛', sellerId: seller },
      ...{ licenceKind: 'exempt', licenceWords: '自产自销', demo: true },
      products: { create: { title: '蛤蜊', status: 'on_sale', demo: true } },
      coupons: {
        create: {
          ...{ amountFen: 100, thresholdFen: 0, total: coupons, mustFollow: true, key: randomUUID() },
          perPerson: Math.min(coupons, 10),
          ...{ opensAt: now, closesAt: later, validUntil: later, createdById: seller },
        },
      },
    },
    include: { products: true, coupons: true },
  })
  const product = shop.products[0]?.id ?? ''
  const variant = await database().variant.create({
    data: {
      ...{ productId: product, weightGrams: 2500, priceFen: 6400, stock },
      movements: { create: { kind: 'received', quantity: stock, at: now } },
    },
  })
  const stall: Stall = {
    ...{ shop: shop.id, seller, product, variant: variant.id, priceFen: variant.priceFen },
    ...{ coupon: shop.coupons[0]?.id ?? '', buyers: await buyers(count) },
  }
  process.stdout.write(JSON.stringify(stall))
  await database().$disconnect()
})
