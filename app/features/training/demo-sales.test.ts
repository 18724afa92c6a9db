import { beforeEach, expect, test } from 'vitest'
import { seedDemoShops } from '#app/features/shop/index.server.ts'
import { seedDemoUnion } from '#app/features/union/index.server.ts'
import { database } from '#app/kernel/database.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { seedDemoCourses } from './demo-courses.server.ts'
import { seedDemoGraduates } from './demo-graduates.server.ts'
import { seedDemoSales } from './demo-sales.server.ts'

beforeEach(freshDatabase)

test('graduates with shops have sold in their broadcasts, once, and their shelves are as full as before', async () => {
  expect(await seedDemoSales()).toBe(false)
  await seedDemoShops()
  const stock = await database().variant.aggregate({ _sum: { stock: true } })
  await seedDemoUnion()
  await seedDemoCourses()
  await seedDemoGraduates()
  for (let time = 0; time < 2; time++) {
    expect(await seedDemoSales()).toBe(true)
    const orders = await database().order.findMany({
      include: { shop: true, buyer: true, lines: true, payments: true },
    })
    expect(orders.length).toBeGreaterThan(20)
    expect(new Set(orders.map(({ shopId }) => shopId)).size).toBeGreaterThan(4)
    const lately = Date.now() - 60 * 24 * 3_600_000
    expect(orders.some(({ paidAt }) => (paidAt?.getTime() ?? 0) > lately)).toBe(true)
    const broadcasts = await database().broadcast.findMany({ include: { room: true } })
    for (const { shop, buyer, lines, payments, status, paidAt, broadcastId } of orders) {
      expect([status, shop.demo, buyer.demo, lines.length, payments.length]).toEqual([
        ...['received', true, true, 1, 1],
      ])
      const broadcast = broadcasts.find(({ id }) => id === broadcastId)
      expect(broadcast?.room.hostId).toBe(shop.sellerId)
      expect(paidAt?.getTime()).toBeGreaterThan(broadcast?.startedAt.getTime() ?? Infinity)
      expect(paidAt?.getTime()).toBeLessThan(broadcast?.endedAt?.getTime() ?? 0)
    }
  }
  expect(await database().variant.aggregate({ _sum: { stock: true } })).toEqual(stock)
  const wrong = await database().$queryRaw`
    SELECT v.id FROM variant v LEFT JOIN stock_movement m ON m.variant_id = v.id
    GROUP BY v.id HAVING v.stock <> coalesce(sum(m.quantity), 0)`
  expect(wrong).toEqual([])
}, 60_000)
