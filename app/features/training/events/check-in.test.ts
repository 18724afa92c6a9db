import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { countAttendance, listAttendances, passOf } from '#app/features/union/index.server.ts'
import { makePassCode } from '#app/features/union/index.ts'
import { makeMember, makeOrganisation } from '#app/features/union/testing.server.ts'
import { database } from '#app/kernel/database.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { checkIn, type DoorAnswer } from './check-in.server.ts'
import { checkInMyself } from './check-in-myself.server.ts'
import { correctCheckIn } from './correct.server.ts'
import type { DoorEntry } from './event-forms.ts'
import { occasionOf } from './events.ts'
import { hasAttended } from './attended.server.ts'
import { signUp } from './sign-ups.server.ts'
import { atDoor, endsAt, makeEvent, makeLecturer, makePeople, minute, startsAt } from './testing.server.ts'

beforeEach(freshDatabase)

async function makeClass(more = {}) {
  const organisation = await makeOrganisation('晓阳村工会')
  const event = await makeEvent(organisation.id, more)
  return { organisation, event, actor: await makeLecturer() }
}

async function codeOf(personId: string, at: Date) {
  return makePassCode(await passOf(personId), at.getTime())
}

function standing(eventId: string) {
  return database().checkIn.findMany({ where: { occasion: occasionOf(eventId), voidedAt: null } })
}

test(
  'of five hundred who check in at once, many of them twice, each is there once and nobody is lost',
  { timeout: 60_000 },
  async () => {
    const { event, organisation } = await makeClass({ places: 600 })
    const people = await makePeople(500)
    const asks = people.map((personId) => ({
      eventId: event,
      personId,
      key: randomUUID(),
      scannedAt: startsAt,
    }))
    const again = asks.filter((_, place) => place % 3 === 0)
    const other = again.map((ask) => ({ ...ask, key: randomUUID() }))
    const answers = await Promise.all(
      [...asks, ...again, ...other].map((ask) => checkInMyself(ask, minute(1))),
    )
    expect(answers.every(({ ok }) => ok)).toBe(true)
    const asked = { paths: [organisation.path], from: startsAt, until: endsAt }
    expect(await countAttendance(asked)).toEqual({ persons: 500, times: 500 })
    expect(await database().checkIn.count()).toBe(500)
  },
)

test(
  'twenty doors that send the same people at once, in batches that overlap, double nobody',
  { timeout: 60_000 },
  async () => {
    const { event, actor } = await makeClass({ places: 600 })
    const people = await makePeople(250)
    const signUps = await database().eventSignUp.createManyAndReturn({
      data: people.map((personId) => ({
        eventId: event,
        personId,
        state: 'signed_up' as const,
        at: minute(-90),
      })),
    })
    const entries = signUps.map(({ id }): DoorEntry => ({
      kind: 'tap',
      key: randomUUID(),
      at: startsAt.getTime(),
      signUp: id,
      state: 'present',
    }))
    const batches = Array.from({ length: 20 }, (_, door) =>
      Array.from({ length: 40 }, (_, place) => entries[(door * 17 + place * 7) % 250] ?? entries[0]!),
    )
    const now = minute(2)
    const sent = await Promise.all(
      [...batches, entries].map((batch) =>
        checkIn({ eventId: event, sentAt: now.getTime(), entries: batch }, { actor, now }),
      ),
    )
    expect(sent.every(({ ok }) => ok)).toBe(true)
    expect(await standing(event)).toHaveLength(250)
  },
)

describe('a pass', () => {
  test('lets her in, and a second scan says that she is there already', async () => {
    const { event, actor } = await makeClass()
    const [personId = ''] = await makePeople(1)
    const now = minute(-5)
    const scan = { kind: 'pass', code: await codeOf(personId, now) } as const
    expect(await atDoor(event, scan, { actor, now })).toMatchObject({
      result: 'in',
      state: 'present',
      name: '王大姐',
    })
    expect(await atDoor(event, scan, { actor, now })).toMatchObject({ result: 'already' })
    expect(await standing(event)).toMatchObject([{ personId, way: 'pass', byId: actor.id, queued: false }])
  })

  test('that was photographed is refused a minute later', async () => {
    const { event, actor } = await makeClass()
    const [personId = ''] = await makePeople(1)
    const code = await codeOf(personId, minute(0))
    const scan = { kind: 'pass', code } as const
    expect(await atDoor(event, scan, { actor, now: minute(2) })).toMatchObject({ result: 'expired' })
    expect(await atDoor(event, scan, { actor, now: minute(-3) })).toMatchObject({ result: 'wrong-clock' })
    expect(
      await atDoor(event, { kind: 'pass', code: `${code.slice(0, -2)}AA` }, { actor, now: minute(0) }),
    ).toMatchObject({ result: 'forged' })
    expect(await standing(event)).toEqual([])
  })

  test('whose check-in was voided needs a new code to come in again', async () => {
    const { event, actor } = await makeClass()
    const [personId = ''] = await makePeople(1)
    const scan = { kind: 'pass', code: await codeOf(personId, minute(0)) } as const
    await atDoor(event, scan, { actor, now: minute(0) })
    const [row] = await standing(event)
    await correctCheckIn({ id: row?.id ?? '', eventId: event, reason: '扫错了' }, { actor, now: minute(0.1) })
    expect(await atDoor(event, scan, { actor, now: minute(0.2) })).toMatchObject({ result: 'spent' })
    const fresh = { kind: 'pass', code: await codeOf(personId, minute(1)) } as const
    expect(await atDoor(event, fresh, { actor, now: minute(1) })).toMatchObject({ result: 'in' })
  })

  test('opens no door before it opens, after the end, or of an event that was called off', async () => {
    const { event, actor } = await makeClass()
    const [personId = ''] = await makePeople(1)
    for (const [now, result] of [
      [minute(-61), 'too-early'],
      [minute(121), 'event-over'],
    ] as const)
      expect(
        await atDoor(event, { kind: 'pass', code: await codeOf(personId, now) }, { actor, now }),
      ).toMatchObject({
        result,
      })
    await database().trainingEvent.update({
      where: { id: event },
      data: { cancelledAt: minute(-5), cancelledReason: '台风' },
    })
    const now = minute(0)
    expect(
      await atDoor(event, { kind: 'pass', code: await codeOf(personId, now) }, { actor, now }),
    ).toMatchObject({
      result: 'cancelled',
    })
  })
})

describe('a door without network', () => {
  test('sends an hour later what it noted, twice, and each counts once at the moment at which it was noted', async () => {
    const { event, actor } = await makeClass()
    const people = await makePeople(30)
    const entries: DoorEntry[] = []
    for (const [place, personId] of people.entries()) {
      const at = minute(place - 10)
      entries.push({ kind: 'pass', key: randomUUID(), at: at.getTime(), code: await codeOf(personId, at) })
    }
    const now = minute(80)
    const batch = { eventId: event, sentAt: now.getTime(), entries }
    const [one, two] = await Promise.all([checkIn(batch, { actor, now }), checkIn(batch, { actor, now })])
    const third = await checkIn({ ...batch, sentAt: minute(90).getTime() }, { actor, now: minute(90) })
    for (const answered of [one, two, third])
      expect(answered.ok && answered.value.every(({ result }: DoorAnswer) => result === 'in')).toBe(true)
    const rows = await standing(event)
    expect(rows).toHaveLength(30)
    expect(rows.every(({ queued }) => queued)).toBe(true)
    expect(rows.filter(({ state }) => state === 'late')).toHaveLength(4)
  })

  test('whose clock is two hours wrong is set right by ours', async () => {
    const { event, actor } = await makeClass()
    const [personId = ''] = await makePeople(1)
    const wrong = (moment: Date) => moment.getTime() + 2 * 60 * 60_000
    const entries: DoorEntry[] = [
      { kind: 'pass', key: randomUUID(), at: wrong(minute(5)), code: await codeOf(personId, minute(5)) },
    ]
    const sent = await checkIn(
      { eventId: event, sentAt: wrong(minute(40)), entries },
      { actor, now: minute(40) },
    )
    expect(sent).toMatchObject({ ok: true, value: [{ result: 'in', cameAt: minute(5).getTime() }] })
  })

  test('is believed for a day and no longer', async () => {
    const { event, actor } = await makeClass()
    const [personId = ''] = await makePeople(1)
    const entries: DoorEntry[] = [
      { kind: 'pass', key: randomUUID(), at: startsAt.getTime(), code: await codeOf(personId, startsAt) },
    ]
    const now = minute(24 * 60 + 1)
    const sent = await checkIn({ eventId: event, sentAt: now.getTime(), entries }, { actor, now })
    expect(sent).toMatchObject({ ok: true, value: [{ result: 'too-old' }] })
  })
})

describe('a lecturer', () => {
  test('marks a name late, corrects it, and what was there before stays in the log as voided', async () => {
    const { event, actor } = await makeClass()
    const [personId = ''] = await makePeople(1)
    await signUp({ eventId: event, personId }, minute(-90))
    const { id } = await database().eventSignUp.findFirstOrThrow()
    for (const [state, at] of [
      ['absent', 20],
      ['late', 25],
      ['late', 26],
      ['excused', 27],
    ] as const)
      await atDoor(event, { kind: 'tap', signUp: id, state }, { actor, now: minute(at) })
    expect(await standing(event)).toMatchObject([{ state: 'excused', way: 'tapped' }])
    const rows = await database().checkIn.findMany({ orderBy: { receivedAt: 'asc' } })
    expect(rows.map(({ state, voidReason }) => [state, voidReason])).toEqual([
      ['absent', 'corrected'],
      ['late', 'corrected'],
      ['excused', null],
    ])
  })

  test('marked her absent, and then she came after all', async () => {
    const { event, actor } = await makeClass()
    const [personId = ''] = await makePeople(1)
    await signUp({ eventId: event, personId }, minute(-90))
    const { id } = await database().eventSignUp.findFirstOrThrow()
    await atDoor(event, { kind: 'tap', signUp: id, state: 'absent' }, { actor, now: minute(20) })
    const now = minute(30)
    const came = await atDoor(event, { kind: 'pass', code: await codeOf(personId, now) }, { actor, now })
    expect(came).toMatchObject({ result: 'in', state: 'late' })
    expect(await standing(event)).toHaveLength(1)
  })

  test('a mark that is repeated late takes nothing back that was corrected meanwhile', async () => {
    const { event, actor } = await makeClass()
    const [personId = ''] = await makePeople(1)
    await signUp({ eventId: event, personId }, minute(-90))
    const { id } = await database().eventSignUp.findFirstOrThrow()
    const absent = {
      kind: 'tap',
      key: randomUUID(),
      at: minute(20).getTime(),
      signUp: id,
      state: 'absent',
    } as const
    await atDoor(event, absent, { actor, now: minute(20) })
    await atDoor(event, { kind: 'tap', signUp: id, state: 'late' }, { actor, now: minute(25) })
    expect(await atDoor(event, absent, { actor, now: minute(30) })).toMatchObject({
      result: 'already',
      state: 'late',
    })
    expect(await standing(event)).toMatchObject([{ state: 'late' }])
  })

  test('enters a member from paper by her number after the end, and a wrong digit is nobody', async () => {
    const { event, actor, organisation } = await makeClass()
    const { number } = await makeMember(organisation.id)
    const typed = { kind: 'number', number, state: 'present' } as const
    expect(await atDoor(event, typed, { actor, now: minute(180) })).toMatchObject({
      result: 'in',
      state: 'present',
    })
    const wrong = number.slice(0, 8) + String((Number(number[8]) + 1) % 10)
    expect(await atDoor(event, { ...typed, number: wrong }, { actor, now: minute(180) })).toMatchObject({
      result: 'unknown',
    })
    expect(await standing(event)).toMatchObject([{ way: 'typed', state: 'present' }])
  })
})

describe('whoever comes without having signed up', () => {
  test('gets a place while there is one, and one that nobody came for once it is late', async () => {
    const { event, actor } = await makeClass({ places: 2 })
    const [one = '', two = '', three = ''] = await makePeople(3)
    await signUp({ eventId: event, personId: one }, minute(-90))
    const scan = async (personId: string, now: Date) =>
      (await atDoor(event, { kind: 'pass', code: await codeOf(personId, now) }, { actor, now })).result
    expect(await scan(two, minute(0))).toBe('in')
    expect(await scan(three, minute(5))).toBe('no-place')
    expect(await scan(three, minute(16))).toBe('in')
    expect(await scan(one, minute(17))).toBe('in')
    expect(await database().eventSignUp.count({ where: { walkIn: true } })).toBe(2)
  })
})

describe('persons and person-times', () => {
  test('are counted over an organisation and all under it, and lead to their rows', async () => {
    const top = await makeOrganisation('红岛街道总工会', null, false)
    const village = await makeOrganisation('晓阳村工会', top.id)
    const elsewhere = await makeOrganisation('别处村工会')
    const actor = await makeLecturer()
    const [one = '', two = ''] = await makePeople(2)
    const come = async (eventId: string, personId: string) =>
      checkInMyself({ eventId, personId, key: randomUUID(), scannedAt: startsAt }, startsAt)
    const [first, second, other] = [
      await makeEvent(village.id),
      await makeEvent(top.id),
      await makeEvent(elsewhere.id),
    ]
    for (const event of [first, second, other]) await come(event, one)
    await come(first, two)
    const asked = { paths: [top.path], from: startsAt, until: endsAt }
    expect(await countAttendance(asked)).toEqual({ persons: 2, times: 3 })
    expect(await listAttendances(asked)).toHaveLength(3)
    expect(await countAttendance({ ...asked, paths: 'all' })).toEqual({ persons: 2, times: 4 })
    const [row] = await standing(second)
    await correctCheckIn({ id: row?.id ?? '', eventId: second, reason: '点错了' }, { actor })
    expect(await countAttendance(asked)).toEqual({ persons: 2, times: 2 })
  })

  test('somebody known by her number first and by her account later is one person', async () => {
    const { event, actor, organisation } = await makeClass()
    const member = await makeMember(organisation.id)
    await database().member.update({ where: { id: member.memberId }, data: { personId: null } })
    const typed = { kind: 'number', number: member.number } as const
    await atDoor(event, typed, { actor, now: minute(1) })
    await database().member.update({ where: { id: member.memberId }, data: { personId: member.personId } })
    const again = { eventId: event, personId: member.personId, key: randomUUID(), scannedAt: minute(2) }
    expect(await checkInMyself(again, minute(2))).toMatchObject({ ok: true, value: { result: 'already' } })
    const asked = { paths: [organisation.path], from: startsAt, until: endsAt }
    expect(await countAttendance(asked)).toEqual({ persons: 1, times: 1 })
  })
})

test('a course that asks for attendance knows who came to one of its classes', async () => {
  const organisation = await makeOrganisation('晓阳村工会')
  const course = await database().course.create({
    data: { slug: 'live', family: 'live', cover: 'cover-course-live' },
  })
  const event = await makeEvent(organisation.id, { courseId: course.id })
  const [one = '', two = ''] = await makePeople(2)
  await checkInMyself({ eventId: event, personId: one, key: randomUUID(), scannedAt: startsAt }, startsAt)
  const came = (personId: string) => hasAttended(database(), { personId, courseId: course.id })
  expect([await came(one), await came(two)]).toEqual([true, false])
})
