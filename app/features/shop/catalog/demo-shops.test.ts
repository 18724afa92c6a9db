import { expect, test } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { listSeason } from './catalog.server.ts'
import { seedDemoShops } from './demo-shops.server.ts'

test('the demo has six sellers and a dozen products, marked so; seeded again nothing changes', async () => {
  await seedDemoShops()
  const shops = await database().shop.findMany({ include: { seller: true, products: true, coupons: true } })
  expect(shops).toHaveLength(6)
  expect(shops.every(({ demo, seller, coupons }) => demo && seller.demo && coupons.length === 1)).toBe(true)
  expect(shops.flatMap(({ products }) => products).length).toBeGreaterThanOrEqual(12)
  const before = await census()
  await seedDemoShops()
  expect(await census()).toEqual(before)
})

test('the stock of the demo is the sum of its movements', async () => {
  await seedDemoShops()
  const wrong = await database().$queryRaw`
    SELECT v.id FROM variant v LEFT JOIN stock_movement m ON m.variant_id = v.id
    GROUP BY v.id HAVING v.stock <> coalesce(sum(m.quantity), 0)`
  expect(wrong).toEqual([])
  expect((await listSeason(100)).length).toBeGreaterThanOrEqual(12)
})

async function census(): Promise<number[]> {
  return Promise.all([
    database().person.count(),
    database().shop.count(),
    database().product.count(),
    database().variant.count(),
    database().stockMovement.count(),
    database().coupon.count(),
  ])
}
