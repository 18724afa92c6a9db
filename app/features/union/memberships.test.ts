import { beforeEach, expect, test } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import {
  agreeToTransfer,
  askTransfer,
  leave,
  refuseTransfer,
  withdrawTransfer,
} from './memberships.server.ts'
import { all, makeMember, makeOrganisation, makeStaff, reason } from './testing.server.ts'

beforeEach(freshDatabase)

const gone = { ok: false, reason: 'not-found' }

async function two() {
  const district = await makeOrganisation('城阳区总工会')
  const from = await makeOrganisation('东大洋村工会', district.id)
  const to = await makeOrganisation('电商行业工会联合会', district.id)
  const member = await makeMember(from.id)
  const actor = { kind: 'person', id: member.personId } as const
  return {
    from,
    to,
    member,
    actor,
    fromStaff: await makeStaff(from.path),
    toStaff: await makeStaff(to.path),
    district,
  }
}

async function ask({ member, actor, to }: Awaited<ReturnType<typeof two>>): Promise<string> {
  const asked = await askTransfer({ personId: member.personId, toId: to.id }, { actor, keeps: [] })
  if (!asked.ok) throw new Error(asked.reason)
  return asked.value.id
}

const currentOf = async (memberId: string) => {
  const rows = await database().membership.findMany({ where: { memberId, until: null } })
  return rows.map(({ organisationId }) => organisationId)
}

test.each(['from', 'to'] as const)('both sides agree, %s first, and only then she moves', async (first) => {
  const world = await two()
  const { from, to, member, fromStaff, toStaff } = world
  const id = await ask(world)
  const [one, other] = first === 'from' ? [fromStaff, toStaff] : [toStaff, fromStaff]
  expect(await agreeToTransfer(id, one)).toEqual({ ok: true, value: { isDone: false } })
  // Agreeing twice is no consent of the other side.
  expect(await agreeToTransfer(id, one)).toEqual({ ok: true, value: { isDone: false } })
  expect(await currentOf(member.memberId)).toEqual([from.id])
  expect(await agreeToTransfer(id, other)).toEqual({ ok: true, value: { isDone: true } })
  expect(await currentOf(member.memberId)).toEqual([to.id])
  expect(await agreeToTransfer(id, other)).toEqual(gone)
})

test('both who agree at the same moment move her once', async () => {
  const world = await two()
  const id = await ask(world)
  const both = await Promise.all([agreeToTransfer(id, world.fromStaff), agreeToTransfer(id, world.toStaff)])
  expect(both.filter((one) => one.ok && one.value.isDone)).toHaveLength(1)
  expect(await currentOf(world.member.memberId)).toEqual([world.to.id])
  expect(await database().membership.count()).toBe(2)
})

test('those above both sides agree for both in one press', async () => {
  const world = await two()
  const district = await makeStaff(world.district.path)
  expect(await agreeToTransfer(await ask(world), district)).toEqual({ ok: true, value: { isDone: true } })
})

test('she asks once at a time, takes it back, and asks again', async () => {
  const world = await two()
  await ask(world)
  const again = await askTransfer(
    { personId: world.member.personId, toId: world.to.id },
    { actor: world.actor, keeps: [] },
  )
  expect(again).toEqual({ ok: false, reason: 'asked-already' })
  expect((await withdrawTransfer(world.member.personId)).ok).toBe(true)
  expect((await withdrawTransfer(world.member.personId)).ok).toBe(false)
  await ask(world)
})

test('a refusal has its reason, and who keeps neither side neither agrees nor refuses', async () => {
  const world = await two()
  const id = await ask(world)
  const elsewhere = await makeStaff((await makeOrganisation('棘洪滩')).path)
  expect(await agreeToTransfer(id, elsewhere)).toEqual(gone)
  expect(await refuseTransfer({ id, reason }, elsewhere)).toEqual(gone)
  expect((await refuseTransfer({ id, reason }, world.toStaff)).ok).toBe(true)
  expect(
    await database().notification.findMany({ where: { kind: 'union:news.transfer-refused' } }),
  ).toMatchObject([{ personId: world.member.personId, params: { reason } }])
  expect(await currentOf(world.member.memberId)).toEqual([world.from.id])
})

test('who leaves is in no organisation, and her wish to move ends with it', async () => {
  const world = await two()
  const id = await ask(world)
  const { personId, memberId } = world.member
  expect((await leave({ personId }, { actor: world.actor, keeps: [] })).ok).toBe(true)
  expect(await leave({ personId }, { actor: world.actor, keeps: [] })).toEqual(gone)
  expect(await currentOf(memberId)).toEqual([])
  expect(await agreeToTransfer(id, all as never)).toEqual(gone)
})

test('staff take off only members whom they keep, for a reason', async () => {
  const world = await two()
  const { memberId } = world.member
  expect(await leave({ memberId, reason }, world.toStaff)).toEqual(gone)
  expect((await leave({ memberId, reason }, world.fromStaff)).ok).toBe(true)
  const audit = await database().auditEvent.findFirstOrThrow({ where: { action: 'membership.leave' } })
  expect(audit).toMatchObject({ why: reason, subject: `member:${memberId}` })
})
