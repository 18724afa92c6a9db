import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { makeOrganisation, makeStaff, system } from '#app/features/union/testing.server.ts'
import { database } from '#app/kernel/database.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { cancelEvent, planEvent } from './plan.server.ts'
import { signUp, withdraw } from './sign-ups.server.ts'
import { endsAt, makeEvent, makePeople, minute, startsAt } from './testing.server.ts'

beforeEach(freshDatabase)

const earlier = minute(-24 * 60)

async function stateOf(eventId: string, personId: string) {
  const row = await database().eventSignUp.findFirst({
    where: { eventId, personId, state: { not: 'withdrawn' } },
  })
  return row?.state ?? null
}

test(
  'of five hundred who sign up at once for sixty places sixty get one and the others wait in turn',
  { timeout: 60_000 },
  async () => {
    const { id: organisation } = await makeOrganisation('晓阳村工会')
    const event = await makeEvent(organisation)
    const people = await makePeople(500)
    const answers = await Promise.all(people.map((personId) => signUp({ eventId: event, personId }, earlier)))
    const states = answers.map((answer) => (answer.ok ? answer.value.state : answer.reason))
    expect(states.filter((state) => state === 'signed_up')).toHaveLength(60)
    expect(states.filter((state) => state === 'waiting')).toHaveLength(440)
    const rows = await database().eventSignUp.findMany({
      where: { eventId: event },
      orderBy: { turn: 'asc' },
    })
    expect(rows).toHaveLength(500)
    expect(rows.slice(0, 60).every(({ state }) => state === 'signed_up')).toBe(true)
    const first = rows[60]?.personId ?? ''
    await withdraw({ eventId: event, personId: rows[7]?.personId ?? '' }, earlier)
    expect(await stateOf(event, first)).toBe('signed_up')
    expect(await database().notification.findMany({ select: { personId: true, kind: true } })).toEqual([
      { personId: first, kind: 'events:news.place' },
    ])
  },
)

test('whoever signs up twice has one place', async () => {
  const { id: organisation } = await makeOrganisation('晓阳村工会')
  const event = await makeEvent(organisation)
  const [personId = ''] = await makePeople(1)
  await Promise.all([1, 2, 3].map(() => signUp({ eventId: event, personId }, earlier)))
  expect(await database().eventSignUp.count()).toBe(1)
})

test('whoever withdraws and signs up again waits behind the others', async () => {
  const { id: organisation } = await makeOrganisation('晓阳村工会')
  const event = await makeEvent(organisation, { places: 1 })
  const [one = '', other = ''] = await makePeople(2)
  for (const personId of [one, other]) await signUp({ eventId: event, personId }, earlier)
  await withdraw({ eventId: event, personId: one }, earlier)
  await signUp({ eventId: event, personId: one }, earlier)
  expect([await stateOf(event, one), await stateOf(event, other)]).toEqual(['waiting', 'signed_up'])
  expect(await withdraw({ eventId: event, personId: randomUUID() }, earlier)).toMatchObject({
    reason: 'absent',
  })
})

test('once it has begun nobody signs up or withdraws any more', async () => {
  const { id: organisation } = await makeOrganisation('晓阳村工会')
  const event = await makeEvent(organisation)
  const [one = '', other = ''] = await makePeople(2)
  await signUp({ eventId: event, personId: one }, earlier)
  expect(await signUp({ eventId: event, personId: other }, minute(1))).toMatchObject({ reason: 'begun' })
  expect(await withdraw({ eventId: event, personId: one }, minute(1))).toMatchObject({ reason: 'begun' })
})

test('an event is called off once, for a reason that all who meant to come are told', async () => {
  const { id: organisation } = await makeOrganisation('晓阳村工会')
  const event = await makeEvent(organisation, { places: 1 })
  const people = await makePeople(3)
  for (const personId of people) await signUp({ eventId: event, personId }, earlier)
  const called = { eventId: event, reason: '台风' }
  expect(await cancelEvent(called, { actor: system, now: earlier })).toMatchObject({ ok: true })
  expect(await cancelEvent(called, { actor: system, now: earlier })).toMatchObject({ reason: 'not-found' })
  const told = await database().notification.findMany({ where: { kind: 'events:news.cancelled' } })
  expect(told.map(({ personId }) => personId).sort()).toEqual([...people].sort())
  expect(await signUp({ eventId: event, personId: people[0] ?? '' }, earlier)).toMatchObject({
    reason: 'cancelled',
  })
})

test('staff plan events for their own organisations alone, and the same form sent twice is one event', async () => {
  const ours = await makeOrganisation('红岛街道总工会', null, false)
  const village = await makeOrganisation('晓阳村工会', ours.id)
  const theirs = await makeOrganisation('别的街道总工会', null, false)
  const staff = await makeStaff(ours.path)
  const planned = {
    ...{ key: randomUUID(), courseId: null, titleZh: '短视频', titleEn: 'Short videos', venue: '渔港' },
    ...{ startsAt, endsAt, places: 30, lateAfterMinutes: 10, lecturerIds: [staff.actor.id] },
  }
  const plan = (organisationId: string, more = {}) =>
    planEvent({ ...planned, ...more, organisationId }, { ...staff, now: earlier })
  expect(await plan(theirs.id)).toMatchObject({ reason: 'not-found' })
  expect(await plan(village.id, { courseId: randomUUID() })).toMatchObject({ reason: 'unknown-course' })
  expect(await plan(village.id, { lecturerIds: [randomUUID()] })).toMatchObject({
    reason: 'unknown-lecturer',
  })
  expect(await plan(village.id)).toMatchObject({ ok: true, value: { id: planned.key } })
  expect(await plan(village.id)).toMatchObject({ ok: true, value: { id: planned.key } })
  expect(await database().trainingEvent.count()).toBe(1)
  expect(await database().eventLecturer.count()).toBe(1)
})
