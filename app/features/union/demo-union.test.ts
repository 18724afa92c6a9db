import { expect, test } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { layOutOnce } from '#app/kernel/demo-parts.server.ts'
import { federationName } from '#prisma/seed/union.ts'
import { seedDemoUnion } from './demo-union.server.ts'

test('the demo’s federation has the members that are published of it, marked as demo, and none twice', async () => {
  process.env['DEMO'] = '1'
  await layOutOnce({ union: seedDemoUnion })
  await layOutOnce({ union: seedDemoUnion })
  const members = await database().member.findMany({
    where: { memberships: { some: { organisation: { name: federationName } } } },
  })
  expect(members.length).toBeGreaterThan(200)
  const women = members.filter(({ sex }) => sex === 'female').length
  expect(Math.round((women / members.length) * 10)).toBe(7)
  expect(members.every(({ demo }) => demo)).toBe(true)
  const all = await database().member.findMany()
  expect(new Set(all.map(({ phoneHash }) => phoneHash)).size).toBe(all.length)
  expect(await database().organisation.count({ where: { demo: false } })).toBe(0)
  const ages = members
    .map(({ birthMonth }) => new Date().getUTCFullYear() - (birthMonth?.getUTCFullYear() ?? 0))
    .sort((a, b) => a - b)
  expect(ages[Math.floor(ages.length / 2)]).toBeGreaterThan(42)
  const current = await database().membership.count({ where: { until: null } })
  expect(current).toBeLessThan(all.length)
})
