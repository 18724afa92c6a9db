import { expect, test } from 'vitest'
import { countAttendance, seedDemoUnion } from '#app/features/union/index.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { database } from '#app/kernel/database.server.ts'
import { seedDemoEvents } from './demo-events.server.ts'

test('the demo has five classes behind it with more than six hundred attendances, and one to come', async () => {
  await freshDatabase()
  expect(await seedDemoEvents()).toBe(false)
  await seedDemoUnion()
  expect(await seedDemoEvents()).toBe(true)
  const { persons, times } = await countAttendance({ paths: 'all', from: new Date(0), until: new Date() })
  expect(times).toBeGreaterThan(600)
  expect(times).toBeLessThan(900)
  expect(persons).toBeGreaterThan(150)
  const coming = await database().trainingEvent.findMany({ where: { startsAt: { gt: new Date() } } })
  expect(coming).toHaveLength(1)
  expect(await database().trainingEvent.count({ where: { demo: true } })).toBe(6)
})
