import { beforeEach, expect, test } from 'vitest'
import { seedDemoShops } from '#app/features/shop/index.server.ts'
import { seedDemoUnion } from '#app/features/union/index.server.ts'
import { demoPeople } from '#app/features/identity/index.ts'
import { findPersonByPhone } from '#app/features/identity/index.server.ts'
import { database } from '#app/kernel/database.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { seedDemoCourses } from './demo-courses.server.ts'
import { seedDemoEvents } from './events/demo-events.server.ts'
import { seedDemoGraduates } from './demo-graduates.server.ts'

beforeEach(freshDatabase)

test('more than twenty of the demo’s members have the certificate and were on air after it, once each', async () => {
  expect(await seedDemoGraduates()).toBe(false)
  await seedDemoShops()
  await seedDemoUnion()
  await seedDemoCourses()
  await seedDemoEvents()
  for (let time = 0; time < 2; time++) {
    expect(await seedDemoGraduates()).toBe(true)
    const certificates = await database().certificate.findMany({
      include: { person: { include: { member: true } } },
    })
    expect(certificates.length).toBeGreaterThan(20)
    expect(new Set(certificates.map(({ personId }) => personId)).size).toBe(certificates.length)
    for (const { person, holderName } of certificates) {
      expect(person.demo).toBe(true)
      expect(person.member).toMatchObject({ demo: true, name: holderName })
    }
    const rooms = await database().room.findMany({ include: { broadcasts: true } })
    expect(rooms.length).toBeGreaterThan(20)
    for (const { hostId, broadcasts } of rooms) {
      const issued = certificates.find(({ personId }) => personId === hostId)?.issuedAt
      for (const { startedAt, demo } of broadcasts) {
        expect(demo).toBe(true)
        expect(startedAt.getTime()).toBeGreaterThan(issued?.getTime() ?? Infinity)
        expect(startedAt.getTime()).toBeLessThan(Date.now())
      }
    }
  }
  const lecturer = await findPersonByPhone(demoPeople.lecturer.phone)
  expect(await database().eventLecturer.count({ where: { personId: lecturer?.id } })).toBe(6)
}, 60_000)

test('what a crash cut short is finished at the next start, and nobody gets a second account', async () => {
  await seedDemoUnion()
  await seedDemoCourses()
  await seedDemoGraduates()
  const people = await database().person.count()
  await database().certificate.deleteMany({ where: { number: { endsWith: '1' } } })
  await seedDemoGraduates()
  expect(await database().person.count()).toBe(people)
  expect(await database().certificate.count()).toBeGreaterThan(18)
}, 60_000)
