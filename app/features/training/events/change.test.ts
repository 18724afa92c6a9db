import { beforeEach, expect, test } from 'vitest'
import { grantRole } from '#app/features/identity/index.server.ts'
import { scopeOf } from '#app/features/union/index.ts'
import { makeMember, makeOrganisation, makePerson, system } from '#app/features/union/testing.server.ts'
import { database } from '#app/kernel/database.server.ts'
import type { Actor } from '#app/kernel/transact.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { changeEvent, type ChangedEvent } from './change.server.ts'
import { mostTries } from './lecturer-tries.server.ts'
import { listLecturers } from './lecturers.server.ts'
import { cancelEvent } from './plan.server.ts'
import { signUp } from './sign-ups.server.ts'
import { endsAt, makeEvent, makeLecturer, makePeople, minute, startsAt } from './testing.server.ts'

beforeEach(freshDatabase)

const earlier = minute(-24 * 60)

const planned = {
  ...{ titleZh: '直播带货实操', titleEn: 'Selling live', venue: '红岛街道文化中心二楼', startsAt, endsAt },
  ...{ places: 60, lateAfterMinutes: 15, dropped: [], another: '' },
}

/** A change by whoever has the event before her as it is now, unless a revision says otherwise. */
async function change(
  eventId: string,
  changed: Partial<ChangedEvent>,
  { now = earlier, actor = system }: { now?: Date; actor?: Actor } = {},
) {
  const { revision } = await database().trainingEvent.findUniqueOrThrow({ where: { id: eventId } })
  return changeEvent({ eventId, ...planned, revision, ...changed }, { actor, now })
}

async function stateOf(eventId: string, personId: string) {
  const row = await database().eventSignUp.findFirst({ where: { eventId, personId } })
  return row?.state ?? null
}

async function newsOf(personId: string) {
  const news = await database().notification.findMany({ where: { personId }, orderBy: { at: 'asc' } })
  return news.map(({ kind, params }) => [kind, params])
}

const usualWhen = { when: '3月8日 22:00–00:00', whenEn: '8 March, 22:00–00:00' }
const titles = { title: '直播带货实操', titleEn: 'Selling live' }

test('more places are given to those who wait, and fewer take none away', async () => {
  const { id: organisation } = await makeOrganisation('晓阳村工会')
  const event = await makeEvent(organisation, { places: 1 })
  const people = await makePeople(4)
  for (const personId of people) await signUp({ eventId: event, personId }, earlier)
  await change(event, { places: 3 })
  await change(event, { places: 2 })
  expect(await Promise.all(people.map((personId) => stateOf(event, personId)))).toEqual([
    'signed_up',
    'signed_up',
    'signed_up',
    'waiting',
  ])
})

test('whoever signed up is told once of another time and place, in both languages', async () => {
  const { id: organisation } = await makeOrganisation('晓阳村工会')
  const event = await makeEvent(organisation)
  const [one = ''] = await makePeople(1)
  await signUp({ eventId: event, personId: one }, earlier)
  const moved = { venue: '晓阳村委会', startsAt: minute(60), endsAt: minute(180) }
  for (let sent = 0; sent < 2; sent += 1) expect(await change(event, moved)).toMatchObject({ ok: true })
  const when = { when: '3月8日 23:00–01:00', whenEn: '8 March, 23:00–01:00' }
  expect(await newsOf(one)).toEqual([['events:news.movedBoth', { ...titles, ...when, venue: '晓阳村委会' }]])
})

test('another name is told with the old one, and what nobody need know is not told', async () => {
  const { id: organisation } = await makeOrganisation('晓阳村工会')
  const event = await makeEvent(organisation)
  const [one = ''] = await makePeople(1)
  await signUp({ eventId: event, personId: one }, earlier)
  await change(event, { lateAfterMinutes: 30, places: 80 })
  expect(await newsOf(one)).toEqual([])
  await change(event, { titleZh: '直播第一课', titleEn: 'A first broadcast' })
  const renamed = { title: '直播第一课', titleEn: 'A first broadcast' }
  const old = { old: titles.title, oldEn: titles.titleEn }
  expect(await newsOf(one)).toEqual([['events:news.renamed', { ...renamed, ...old }]])
})

test('a slip of the date moves no class behind us', async () => {
  const { id: organisation } = await makeOrganisation('晓阳村工会')
  const event = await makeEvent(organisation)
  const before = { startsAt: minute(-3 * 24 * 60), endsAt: minute(-3 * 24 * 60 + 120) }
  expect(await change(event, before)).toMatchObject({ reason: 'past' })
  expect(await change(event, { venue: '别处' })).toMatchObject({ ok: true })
})

test('what is over or was called off is changed no more', async () => {
  const { id: organisation } = await makeOrganisation('晓阳村工会')
  const [event, called] = [await makeEvent(organisation), await makeEvent(organisation)]
  expect(await change(event, { venue: '别处' }, { now: minute(121) })).toMatchObject({ reason: 'over' })
  await cancelEvent({ eventId: called, reason: '台风' }, { actor: system, now: earlier })
  expect(await change(called, { venue: '别处' })).toMatchObject({ reason: 'not-found' })
})

test('a lecturer is named by her phone wherever she lectures, or by her name where she belongs', async () => {
  const here = await makeOrganisation('晓阳村工会')
  const elsewhere = await makeOrganisation('别处村工会')
  const event = await makeEvent(here.id)
  const byPhone = await makePerson('刘老师', '13900000077')
  const member = await makeMember(here.id, { name: '李桂香' })
  await makeMember(elsewhere.id, { name: '孙秀兰', phone: '13900000002' })
  const lectures = {
    personId: byPhone,
    role: 'lecturer',
    scope: scopeOf(elsewhere.path),
    reason: '讲师',
  } as const
  await grantRole(lectures, { actor: system })
  const teacher = await makePerson('周老师')
  const grant = { personId: teacher, role: 'lecturer', scope: scopeOf(here.path), reason: '讲师' } as const
  await grantRole(grant, { actor: system })
  expect(await change(event, { another: '孙秀兰' })).toMatchObject({ reason: 'unknown-lecturer' })
  // Whose a phone is, nobody finds out by trying.
  for (const phone of ['13900000002', '13900000078'])
    expect(await change(event, { another: phone })).toMatchObject({ reason: 'unknown-lecturer' })
  const lecturerIds: string[] = []
  for (const [another, id] of [
    ['139 0000 0077', byPhone],
    ['李桂香', member.personId],
    ['周老师', teacher],
  ] as const) {
    expect(await change(event, { another })).toMatchObject({ ok: true })
    lecturerIds.push(id)
  }
  expect((await listLecturers(event)).map(({ id }) => id).sort()).toEqual([...lecturerIds].sort())
  expect(await newsOf(teacher)).toEqual([['events:news.teaches', { ...titles, ...usualWhen }]])
  await change(event, { dropped: lecturerIds.filter((id) => id !== teacher) })
  expect(await listLecturers(event)).toMatchObject([{ id: teacher }])
})

test('of two with one name neither is taken for the other', async () => {
  const here = await makeOrganisation('晓阳村工会')
  const event = await makeEvent(here.id)
  await makeMember(here.id, { name: '王秀英', phone: '13900000001' })
  await makeMember(here.id, { name: '王秀英', phone: '13900000002', birthMonth: '1980-01' })
  expect(await change(event, { another: '王秀英' })).toMatchObject({ reason: 'many-lecturers' })
})

test('those who teach are told of changes, each once, and so is whoever no longer does; not whoever made them', async () => {
  const { id: organisation } = await makeOrganisation('晓阳村工会')
  const [herself = '', stays = '', goes = '', guest = ''] = await makePeople(4)
  const event = await makeEvent(organisation, { lecturerIds: [herself, stays, goes] })
  for (const personId of [guest, stays]) await signUp({ eventId: event, personId }, earlier)
  const actor = { kind: 'person', id: herself } as const
  await change(event, { venue: '晓阳村委会', dropped: [goes] }, { actor })
  const moved = ['events:news.movedPlace', { ...titles, ...usualWhen, venue: '晓阳村委会' }]
  expect(await newsOf(stays)).toEqual([moved])
  expect(await newsOf(guest)).toEqual([moved])
  expect(await newsOf(goes)).toEqual([['events:news.teachesNoMore', { ...titles, ...usualWhen }]])
  const paths = await database().notification.findMany({ select: { personId: true, path: true } })
  expect(new Map(paths.map(({ personId, path }) => [personId, path]))).toEqual(
    new Map([
      [stays, `/teach/events/${event}`],
      [guest, `/events/${event}`],
      [goes, `/events/${event}`],
    ]),
  )
  await cancelEvent({ eventId: event, reason: '台风' }, { actor, now: earlier })
  const called = ['events:news.cancelled', { ...titles, reason: '台风' }]
  expect(await newsOf(stays)).toEqual([moved, called])
  expect(await newsOf(herself)).toEqual([])
})

test('of two who change one class at once the second is asked, and loses nothing of the first unseen', async () => {
  const { id: organisation } = await makeOrganisation('晓阳村工会')
  const event = await makeEvent(organisation)
  const before = { revision: 0 }
  expect(await change(event, { ...before, venue: '渔港' })).toMatchObject({ ok: true })
  // Sent again, as by a second press, it is no conflict.
  expect(await change(event, { ...before, venue: '渔港' })).toMatchObject({ ok: true })
  expect(await change(event, { ...before, places: 80 })).toMatchObject({ reason: 'changed-meanwhile' })
  const standing = { venue: '渔港', places: 60, revision: 1 }
  expect(await database().trainingEvent.findFirst()).toMatchObject(standing)
  expect(await change(event, { revision: 1, places: 80 })).toMatchObject({ ok: true })
  const rivals = ['甲', '乙', '丙'].map((venue) => change(event, { revision: 2, venue }))
  const answers = (await Promise.all(rivals)).map((answer) => (answer.ok ? 'saved' : answer.reason))
  expect(answers.toSorted()).toEqual(['changed-meanwhile', 'changed-meanwhile', 'saved'])
})

test('a lecturer who was added meanwhile is taken off by nobody who had not seen her', async () => {
  const { id: organisation } = await makeOrganisation('晓阳村工会')
  const [one = '', other = ''] = await makePeople(2)
  const event = await makeEvent(organisation, { lecturerIds: [one] })
  await database().eventLecturer.create({ data: { eventId: event, personId: other } })
  expect(await change(event, { dropped: [one] })).toMatchObject({ ok: true })
  expect(await listLecturers(event)).toMatchObject([{ id: other }])
})

test('phones cannot be tried out: after so many that lead to no lecturer none is looked up for an hour', async () => {
  const { id: organisation, path } = await makeOrganisation('晓阳村工会')
  const event = await makeEvent(organisation)
  const teacher = await makePerson('刘老师', '13900000077')
  const grant = { personId: teacher, role: 'lecturer', scope: scopeOf(path), reason: '讲师' } as const
  await grantRole(grant, { actor: system })
  const actor = await makeLecturer()
  const name = (another: string) => change(event, { another }, { actor })
  expect(await name('13900000077'), 'one that leads to a lecturer does not count').toMatchObject({ ok: true })
  for (let tried = 0; tried < mostTries; tried += 1)
    expect(await name(`139000001${10 + tried}`)).toMatchObject({ reason: 'unknown-lecturer' })
  expect(await name('13900000199')).toMatchObject({ reason: 'too-many-tries' })
  expect(await name('13900000077')).toMatchObject({ reason: 'too-many-tries' })
  expect(await name('周老师'), 'names are looked up').toMatchObject({ reason: 'unknown-lecturer' })
  const another = await makeLecturer()
  expect(await change(event, { another: '13900000199' }, { actor: another })).toMatchObject({
    reason: 'unknown-lecturer',
  })
})
