import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { countAttendance } from '#app/features/union/index.server.ts'
import { makeMember, makeOrganisation, system } from '#app/features/union/testing.server.ts'
import { database } from '#app/kernel/database.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { cancelEvent, planEvent } from './plan.server.ts'
import { atDoor, endsAt, makeEvent, makeLecturer, minute, startsAt } from './testing.server.ts'

beforeEach(freshDatabase)

const day = 24 * 60

function plan(organisationId: string, { now, isRecord = false }: { now: Date; isRecord?: boolean }) {
  const planned = {
    ...{ key: randomUUID(), organisationId, courseId: null, titleZh: '短视频', titleEn: 'Short videos' },
    ...{ venue: '渔港', startsAt, endsAt, places: 1, lateAfterMinutes: 10, lecturerIds: [], isRecord },
  }
  return planEvent(planned, { actor: system, keeps: 'all', now })
}

test('a class that is over is planned by nobody, and entered by whoever says that it was held, within half a year', async () => {
  const { id: organisation } = await makeOrganisation('晓阳村工会')
  expect(await plan(organisation, { now: minute(60) }), 'it is under way').toMatchObject({ ok: true })
  for (const days of [1, 150]) {
    const now = minute(days * day)
    expect(await plan(organisation, { now })).toMatchObject({ reason: 'is-over' })
    expect(await plan(organisation, { now, isRecord: true })).toMatchObject({ ok: true })
  }
  expect(await plan(organisation, { now: minute(200 * day), isRecord: true })).toMatchObject({
    reason: 'long-over',
  })
  expect(await database().trainingEvent.count()).toBe(3)
})

test('who came to a class that was entered afterwards counts on the day of the class', async () => {
  const { id: organisation } = await makeOrganisation('晓阳村工会')
  const now = minute(40 * day)
  const event = await plan(organisation, { now, isRecord: true })
  if (!event.ok) throw new Error(event.reason)
  const actor = await makeLecturer()
  for (const name of ['王秀英', '李桂香']) {
    const phone = name === '王秀英' ? '13900000001' : '13900000002'
    const { personId } = await makeMember(organisation, { name, phone })
    const { number } = await database().member.findUniqueOrThrow({ where: { personId } })
    const typed = { kind: 'number', number, state: 'present' } as const
    expect(await atDoor(event.value.id, typed, { actor, now })).toMatchObject({ result: 'in' })
  }
  const then = { paths: 'all', from: minute(-day), until: minute(day) } as const
  expect(await countAttendance(then)).toMatchObject({ persons: 2, times: 2 })
})

test('a class that is over is called off only while nobody came to it, and nobody is told', async () => {
  const { id: organisation } = await makeOrganisation('晓阳村工会')
  const actor = await makeLecturer()
  const [held, slip] = [
    await makeEvent(organisation),
    await makeEvent(organisation, { lecturerIds: [actor.id] }),
  ]
  const { personId } = await makeMember(organisation)
  const { number } = await database().member.findUniqueOrThrow({ where: { personId } })
  const now = minute(2 * day)
  await atDoor(held, { kind: 'number', number, state: 'late' }, { actor, now })
  const told = await database().notification.count()
  expect(await cancelEvent({ eventId: held, reason: '记错了' }, { actor, now })).toMatchObject({
    reason: 'over',
  })
  // A phone at the door may hand in for a day who came.
  const soon = { actor: system, now: minute(day) }
  expect(await cancelEvent({ eventId: slip, reason: '记错了' }, soon)).toMatchObject({
    reason: 'doors-may-tell',
  })
  expect(await cancelEvent({ eventId: slip, reason: '记错了' }, { actor: system, now })).toMatchObject({
    ok: true,
  })
  expect(await database().notification.count()).toBe(told)
})
