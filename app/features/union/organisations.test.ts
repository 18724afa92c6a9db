import { beforeEach, expect, test } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { closeOrganisation, reopenOrganisation } from './organisation-close.server.ts'
import { changeOrganisation, inviteAnew, moveOrganisation, openOrganisation } from './organisations.server.ts'
import { all, apply, makeMember, makeOrganisation, makeStaff, reason } from './testing.server.ts'

beforeEach(freshDatabase)

const gone = { ok: false, reason: 'not-found' }

async function tree() {
  const district = await makeOrganisation('城阳区总工会')
  const hongdao = await makeOrganisation('红岛街道总工会', district.id)
  const village = await makeOrganisation('东大洋村工会', hongdao.id)
  const sister = await makeOrganisation('棘洪滩街道总工会', district.id)
  return { district, hongdao, village, sister }
}

const pathsOf = async () =>
  Object.fromEntries((await database().organisation.findMany()).map(({ name, path }) => [name, path]))

test('an organisation stands under its parent, with a key and an invitation of its own', async () => {
  const { district, hongdao, village } = await tree()
  expect(hongdao.path.startsWith(`${district.path}.`)).toBe(true)
  expect(village.path.startsWith(`${hongdao.path}.`)).toBe(true)
  const rows = await database().organisation.findMany()
  expect(new Set(rows.map(({ inviteCode }) => inviteCode)).size).toBe(4)
  expect(rows.find(({ id }) => id === hongdao.id)?.pinyin).toBe('hongdaojiedaozonggonghui hdjdzgh')
})

test('a move takes along all that is under it, and the scopes of those who keep it', async () => {
  const { sister, hongdao, village } = await tree()
  const staff = await makeStaff(hongdao.path)
  const below = await makeStaff(village.path)
  const moved = await moveOrganisation({ id: hongdao.id, toId: sister.id, reason }, all)
  expect(moved.ok).toBe(true)
  const paths = await pathsOf()
  expect(paths['红岛街道总工会']).toBe(`${sister.path}.${hongdao.path.split('.').at(-1)}`)
  expect(paths['东大洋村工会']?.startsWith(`${paths['红岛街道总工会']}.`)).toBe(true)
  const grants = await database().roleGrant.findMany()
  const scopeOf = (id: string) => grants.find(({ personId }) => personId === id)?.scope
  expect(scopeOf(staff.actor.id)).toBe(`org:${paths['红岛街道总工会']}`)
  expect(scopeOf(below.actor.id)).toBe(`org:${paths['东大洋村工会']}`)
  const history = await database().organisationChange.findMany({ where: { organisationId: hongdao.id } })
  expect(history.map(({ deed, before, after }) => ({ deed, before, after }))).toEqual([
    { deed: 'opened', before: null, after: '红岛街道总工会' },
    { deed: 'moved', before: '城阳区总工会', after: '棘洪滩街道总工会' },
  ])
})

test('nothing moves under itself, and two that move under each other at once make no ring', async () => {
  const { district, hongdao, village, sister } = await tree()
  const move = (id: string, toId: string) => moveOrganisation({ id, toId, reason }, all)
  expect(await move(hongdao.id, village.id)).toEqual({ ok: false, reason: 'under-itself' })
  expect(await move(hongdao.id, hongdao.id)).toEqual({ ok: false, reason: 'under-itself' })
  expect(await move(hongdao.id, district.id)).toEqual({ ok: false, reason: 'there-already' })
  const both = await Promise.all([move(hongdao.id, sister.id), move(sister.id, hongdao.id)])
  expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  for (const path of Object.values(await pathsOf()))
    expect(new Set(path.split('.')).size).toBe(path.split('.').length)
})

test('one opened while its parent moves stands under the place where the parent is', async () => {
  const { hongdao, sister } = await tree()
  const [opened] = await Promise.all([
    openOrganisation(
      { parentId: hongdao.id, name: '西大洋村工会', kind: 'village', takesMembers: true },
      all,
    ),
    moveOrganisation({ id: hongdao.id, toId: sister.id, reason }, all),
  ])
  expect(opened.ok).toBe(true)
  const paths = await pathsOf()
  expect(paths['西大洋村工会']?.startsWith(`${paths['红岛街道总工会']}.`)).toBe(true)
})

test('staff keep theirs and what is under it; a sister and those above answer as absent', async () => {
  const { district, hongdao, village, sister } = await tree()
  const staff = await makeStaff(hongdao.path)
  const facts = { name: '新名字', kind: 'village', takesMembers: true, reason } as const
  expect((await changeOrganisation({ id: village.id, ...facts }, staff)).ok).toBe(true)
  for (const { id } of [district, sister]) {
    expect(await changeOrganisation({ id, ...facts }, staff)).toEqual(gone)
    expect(await closeOrganisation({ id, reason }, staff)).toEqual(gone)
    expect(await inviteAnew(id, staff)).toEqual(gone)
    expect(await openOrganisation({ parentId: id, ...facts }, staff)).toEqual(gone)
    expect(await moveOrganisation({ id: village.id, toId: id, reason }, staff)).toEqual(gone)
  }
  expect(await openOrganisation({ parentId: null, ...facts }, staff)).toEqual(gone)
  // What she keeps herself is those above who move or end.
  expect(await closeOrganisation({ id: hongdao.id, reason }, staff)).toEqual(gone)
})

test('closing moves the members on, tells who waits, and keeps the history', async () => {
  const { hongdao, village, sister } = await tree()
  const member = await makeMember(village.id)
  const waiting = await apply(village.id, { name: '李桂香', phone: '13900000002' })
  expect(await closeOrganisation({ id: hongdao.id, reason }, all)).toEqual({
    ...{ ok: false, reason: 'has-organisations' },
  })
  expect(await closeOrganisation({ id: village.id, reason }, all)).toEqual({
    ok: false,
    reason: 'has-members',
  })
  const into = (membersToId: string) => closeOrganisation({ id: village.id, membersToId, reason }, all)
  expect(await into(village.id)).toEqual({ ok: false, reason: 'target-unfit' })
  expect(await into(sister.id)).toEqual({ ok: true, value: { moved: 1 } })
  const times = await database().membership.findMany({ orderBy: { since: 'asc' } })
  expect(times.map(({ organisationId, endedBy }) => ({ organisationId, endedBy }))).toEqual([
    { organisationId: village.id, endedBy: 'transferred' },
    { organisationId: sister.id, endedBy: null },
  ])
  expect(times.every(({ memberId }) => memberId === member.memberId)).toBe(true)
  const application = await database().application.findFirstOrThrow({ where: { personId: waiting } })
  expect(application).toMatchObject({ status: 'returned', reason })
  expect(await database().notification.count({ where: { personId: waiting } })).toBe(1)
  expect(await closeOrganisation({ id: village.id, reason }, all)).toEqual({ ok: false, reason: 'is-closed' })
  expect(await reopenOrganisation({ id: village.id, reason }, all)).toEqual({ ok: true, value: undefined })
})

test('a division that is not in the list is refused', async () => {
  const facts = { parentId: null, name: '青岛市总工会', kind: 'city', takesMembers: false } as const
  expect(await openOrganisation({ ...facts, division: '999999' }, all)).toEqual({
    ...{ ok: false, reason: 'unknown-division' },
  })
  expect((await openOrganisation({ ...facts, division: '370214' }, all)).ok).toBe(true)
})
