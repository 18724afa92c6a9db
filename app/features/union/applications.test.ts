import { beforeEach, expect, test } from 'vitest'
import type { ApplicationStatus } from '#app/generated/prisma/enums.ts'
import { database } from '#app/kernel/database.server.ts'
import { statesBefore } from '#app/kernel/moves.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { findApplication, keepStep, sendApplication, withdrawApplication } from './applications.server.ts'
import { applicationMoves, nextStep } from './applications.ts'
import { acceptApplication, rejectApplication, returnApplication } from './decide.server.ts'
import { checkOf } from './identity-number.ts'
import { leave } from './memberships.server.ts'
import { findWaiting, listWaiting } from './review.server.ts'
import {
  all,
  apply,
  makeMember,
  makeOrganisation,
  makePerson,
  makeStaff,
  reason,
  system,
} from './testing.server.ts'

beforeEach(freshDatabase)

const identityNumber = `99000019740912012${checkOf('99000019740912012')}`
const states = Object.keys(applicationMoves) as ApplicationStatus[]

async function waitingOf(personId: string): Promise<string> {
  return (await database().application.findFirstOrThrow({ where: { personId, status: 'submitted' } })).id
}

async function statusOf(personId: string): Promise<ApplicationStatus | undefined> {
  const rows = await database().application.findMany({ where: { personId }, orderBy: { startedAt: 'desc' } })
  return rows[0]?.status
}

test('every state can be reached, and every move that is not listed is refused', async () => {
  const { id: organisation } = await makeOrganisation('东大洋村工会')
  const personId = await apply(organisation, { identityNumber })
  const id = await waitingOf(personId)
  const operations: Record<Exclude<ApplicationStatus, 'draft'>, () => Promise<{ ok: boolean }>> = {
    submitted: () => sendApplication(personId),
    returned: () => returnApplication({ id, reason }, all),
    rejected: () => rejectApplication({ id, reason }, all),
    accepted: () => acceptApplication({ id }, all),
    withdrawn: () => withdrawApplication(personId),
  }
  const [row] = await database().application.findMany()
  if (row === undefined) throw new Error('no application')
  for (const from of states)
    for (const [to, run] of Object.entries(operations)) {
      await database().membership.deleteMany()
      await database().application.update({
        where: { id },
        data: { ...row, status: from, reason, decidedAt: new Date(), memberId: null },
      })
      await database().member.deleteMany()
      const listed = statesBefore<ApplicationStatus>(applicationMoves, to as ApplicationStatus).includes(from)
      // Sent again where it is sent already: nothing changes, and nothing is refused.
      const isRepetition = from === 'submitted' && to === 'submitted'
      expect((await run()).ok, `${from} → ${to}`).toBe(listed || isRepetition)
      expect(await statusOf(personId), `${from} → ${to}`).toBe(listed ? to : from)
    }
})

test('what she fills in is kept step by step, and the next step is known', async () => {
  const { id: organisation } = await makeOrganisation('东大洋村工会')
  const personId = await makePerson()
  expect(await findApplication(personId)).toBeNull()
  await keepStep({ personId, step: 'name', name: '王秀英', phone: '13900000001' })
  const begun = await findApplication(personId)
  expect(begun).toMatchObject({ status: 'draft', name: '王秀英', phone: '13900000001', sex: null })
  expect(begun && nextStep(begun)).toBe('about')
  expect(await sendApplication(personId)).toEqual({ ok: false, reason: 'incomplete' })
  await keepStep({ personId, step: 'about', sex: 'female', birthMonth: '1974-09' })
  await keepStep({ personId, step: 'work', trade: 'market', employment: 'none' })
  await keepStep({ personId, step: 'place', organisation })
  const whole = await findApplication(personId)
  expect(whole && nextStep(whole)).toBe('check')
  const sent = await Promise.all([sendApplication(personId), sendApplication(personId)])
  expect(sent.every(({ ok }) => ok)).toBe(true)
  expect(await keepStep({ personId, step: 'work', trade: 'other', employment: 'none' })).toEqual({
    ...{ ok: false, reason: 'not-now' },
  })
  expect(await database().application.count()).toBe(1)
})

test('nothing of hers that is sealed can be read in the table', async () => {
  const { id } = await makeOrganisation('东大洋村工会')
  await apply(id, { identityNumber })
  const written = JSON.stringify(await database().application.findMany())
  for (const secret of ['13900000001', identityNumber]) expect(written).not.toContain(secret)
})

test('two who accept the same application at once make one member', async () => {
  const { id: organisation } = await makeOrganisation('东大洋村工会')
  const id = await waitingOf(await apply(organisation, { identityNumber }))
  const answers = await Promise.all([1, 2, 3].map(() => acceptApplication({ id }, all)))
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  expect(await database().member.count()).toBe(1)
  expect(await database().membership.count({ where: { until: null } })).toBe(1)
})

test('an application of somebody on the roll is found to be hers, and does not make her twice', async () => {
  const { id: organisation, path } = await makeOrganisation('东大洋村工会')
  const staff = await makeStaff(path)
  const first = await makeMember(organisation, { identityNumber })
  const again = await apply(organisation, { name: '王秀英', phone: '13900000001' })
  const id = await waitingOf(again)
  const queue = await listWaiting({ keeps: staff.keeps, page: 0 })
  expect(queue.applications).toMatchObject([{ id, likenesses: 1 }])
  const waiting = await findWaiting({ id, keeps: staff.keeps })
  expect(waiting?.alike).toMatchObject([{ id: first.memberId, by: ['phone'], shown: { name: '王秀英' } }])
  expect(await acceptApplication({ id }, staff)).toEqual({ ok: false, reason: 'duplicate' })
  expect(await acceptApplication({ id, sameAs: first.memberId }, staff)).toEqual({
    ...{ ok: false, reason: 'other-account' },
  })
  expect(await returnApplication({ id, reason: '你已经是会员了' }, staff)).toMatchObject({ ok: true })
  expect(await findApplication(again)).toMatchObject({ status: 'returned', reason: '你已经是会员了' })
  expect(await database().member.count()).toBe(1)
})

test('somebody whom the roll knows without an account becomes that member by the clerk’s word', async () => {
  const { id: organisation, path } = await makeOrganisation('东大洋村工会')
  const staff = await makeStaff(path)
  const known = await makeMember(organisation, { name: '王秀英', phone: '13900000009' })
  await database().member.updateMany({ data: { personId: null } })
  const personId = await apply(organisation, { name: '王秀英', phone: '13900000001' })
  const id = await waitingOf(personId)
  const waiting = await findWaiting({ id, keeps: staff.keeps })
  expect(waiting?.alike).toMatchObject([{ id: known.memberId, by: ['name-and-birth'] }])
  expect(await acceptApplication({ id, sameAs: known.memberId }, staff)).toMatchObject({
    ...{ ok: true, value: { memberId: known.memberId } },
  })
  expect(await database().member.findMany()).toMatchObject([{ personId, phoneLast4: '0001' }])
  expect(await database().membership.count()).toBe(1)
})

test('of somebody in a sister organisation only is said that there is one, and she is not taken', async () => {
  const district = await makeOrganisation('城阳区总工会')
  const here = await makeOrganisation('红岛', district.id)
  const sister = await makeOrganisation('棘洪滩', district.id)
  const staff = await makeStaff(here.path)
  const known = await makeMember(sister.id, { identityNumber })
  await database().member.updateMany({ data: { personId: null } })
  const id = await waitingOf(await apply(here.id, { identityNumber }))
  const waiting = await findWaiting({ id, keeps: staff.keeps })
  expect(waiting?.alike).toEqual([{ id: known.memberId, by: ['identity', 'phone'], shown: null }])
  expect(await acceptApplication({ id }, staff)).toEqual({ ok: false, reason: 'duplicate' })
  const asHer = await acceptApplication({ id, sameAs: known.memberId }, staff)
  expect(asHer).toEqual({ ok: false, reason: 'member-elsewhere' })
})

test('whoever left and applies again is the member that she was, with her number', async () => {
  const { id: organisation } = await makeOrganisation('东大洋村工会')
  const first = await makeMember(organisation, { identityNumber })
  expect(await leave({ personId: first.personId }, { ...all, actor: system })).toMatchObject({ ok: true })
  await apply(organisation, { phone: '13900000008' }, first.personId)
  const again = await acceptApplication({ id: await waitingOf(first.personId) }, all)
  expect(again).toEqual({ ok: true, value: { memberId: first.memberId, number: first.number } })
  const times = await database().membership.findMany({ orderBy: { since: 'asc' } })
  expect(times.map(({ startedBy, endedBy }) => [startedBy, endedBy])).toEqual([
    ['accepted', 'left'],
    ['rejoined', null],
  ])
  // What she left out this time stays as the roll has it.
  expect(await database().member.findFirstOrThrow()).toMatchObject({
    phoneLast4: '0008',
    identityLast4: identityNumber.slice(-4),
  })
})

test('staff of another organisation find nothing of it, and decide nothing', async () => {
  const district = await makeOrganisation('城阳区总工会')
  const here = await makeOrganisation('红岛', district.id)
  const sister = await makeStaff((await makeOrganisation('棘洪滩', district.id)).path)
  const id = await waitingOf(await apply(here.id))
  expect(await findWaiting({ id, keeps: sister.keeps })).toBeNull()
  expect((await listWaiting({ keeps: sister.keeps, page: 0 })).applications).toEqual([])
  const gone = { ok: false, reason: 'not-found' }
  expect(await acceptApplication({ id }, sister)).toEqual(gone)
  expect(await returnApplication({ id, reason }, sister)).toEqual(gone)
  expect(await rejectApplication({ id, reason }, sister)).toEqual(gone)
  expect(await findWaiting({ id, keeps: [district.path] })).toMatchObject({ id })
})

test('an application that is taken back leaves nothing personal behind', async () => {
  const { id } = await makeOrganisation('东大洋村工会')
  const personId = await apply(id, { identityNumber })
  await withdrawApplication(personId)
  expect(await database().application.findFirstOrThrow()).toMatchObject({
    ...{ name: null, phoneCipher: null, phoneHash: null, identityCipher: null, birthMonth: null },
    status: 'withdrawn',
  })
  expect(await findApplication(personId)).toBeNull()
})
