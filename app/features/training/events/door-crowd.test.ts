import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { countAttendance, newSecret } from '#app/features/union/index.server.ts'
import { makePassCode } from '#app/features/union/index.ts'
import { makeOrganisation } from '#app/features/union/testing.server.ts'
import { database } from '#app/kernel/database.server.ts'
import { sealPersonal } from '#app/kernel/personal.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { checkIn } from './check-in.server.ts'
import type { DoorEntry } from './event-forms.ts'
import { endsAt, makeEvent, makeLecturer, makePeople, minute, startsAt } from './testing.server.ts'

beforeEach(freshDatabase)

/** People with their passes: each answers the code of a moment. */
async function makeMembers(count: number) {
  const people = await makePeople(count)
  const secrets = people.map((personId) => ({ personId, secret: newSecret(), id: randomUUID() }))
  await database().pass.createMany({
    data: secrets.map(({ id, personId, secret }) => ({
      ...{ id, personId, secretCipher: sealPersonal(secret), madeAt: minute(-600) },
    })),
  })
  return secrets.map((pass) => (at: Date) => makePassCode(pass, at.getTime()))
}

async function scansOf(members: Awaited<ReturnType<typeof makeMembers>>, at: (place: number) => Date) {
  return Promise.all(
    members.map(async (codeOf, place): Promise<DoorEntry> => {
      const moment = at(place)
      return { kind: 'pass', key: randomUUID(), at: moment.getTime(), code: await codeOf(moment) }
    }),
  )
}

async function makeClass() {
  const organisation = await makeOrganisation('晓阳村工会')
  const event = await makeEvent(organisation.id, { places: 600 })
  const asked = { paths: [organisation.path], from: startsAt, until: endsAt }
  return { event, asked, actor: await makeLecturer() }
}

test(
  'of five hundred passes that five doors scan in one minute none is lost or doubled, though some go through two doors',
  { timeout: 60_000 },
  async () => {
    const { event, asked, actor } = await makeClass()
    const members = await makeMembers(500)
    const scans = await scansOf(members, (place) => new Date(startsAt.getTime() + place * 120))
    const twice = await scansOf(members.slice(0, 100), () => minute(1))
    const doors = [0, 1, 2, 3, 4].map((door) => [
      ...scans.slice(door * 100, (door + 1) * 100),
      ...twice.slice(door * 20, (door + 1) * 20),
    ])
    const now = minute(1)
    const sent = await Promise.all(
      doors.map((entries) => checkIn({ eventId: event, sentAt: now.getTime(), entries }, { actor, now })),
    )
    const answers = sent.flatMap((answered) => (answered.ok ? answered.value : []))
    expect(answers).toHaveLength(600)
    expect(answers.filter(({ result }) => result === 'in')).toHaveLength(500)
    expect(answers.filter(({ result }) => result === 'already')).toHaveLength(100)
    expect(await countAttendance(asked)).toEqual({ persons: 500, times: 500 })
  },
)

test(
  'two doors that noted the same people without network send it an hour later, again and again, and each counts once',
  { timeout: 60_000 },
  async () => {
    const { event, asked, actor } = await makeClass()
    const members = await makeMembers(60)
    const first = await scansOf(members.slice(0, 40), (place) => minute(place / 10))
    const second = await scansOf(members.slice(20), (place) => minute(5 + place / 10))
    const later = minute(65)
    const send = (entries: DoorEntry[]) =>
      checkIn({ eventId: event, sentAt: later.getTime(), entries }, { actor, now: later })
    const sent = await Promise.all([send(first), send(second), send(first), send(second)])
    expect(sent.every(({ ok }) => ok)).toBe(true)
    expect(await countAttendance(asked)).toEqual({ persons: 60, times: 60 })
    const rows = await database().checkIn.findMany({ where: { voidedAt: null } })
    expect(rows.every(({ queued, cameAt }) => queued && cameAt < minute(10))).toBe(true)
  },
)
