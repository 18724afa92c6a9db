import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { signedInCookie } from '#app/features/identity/testing.server.ts'
import type { DirectoryRow } from '#app/features/union/directory/directory.ts'
import type { MemberView, OwnData } from '#app/features/union/directory/member.ts'
import { leave } from '#app/features/union/memberships.server.ts'
import {
  all,
  makeMember,
  makeOrganisation,
  makePerson,
  makeStaff,
  reason,
} from '#app/features/union/testing.server.ts'
import { database } from '#app/kernel/database.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import * as ownRoute from './me_.union_.data.tsx'
import * as downloadRoute from './me_.union_.data_.download.ts'
import * as directory from './union_.members.tsx'
import * as memberRoute from './union_.members_.$member.tsx'

const context = { cspNonce: '', clientAddress: '127.0.0.1' }

interface Asked {
  query?: string
  form?: Record<string, string>
  member?: string
}
interface Route {
  loader: (call: LoaderFunctionArgs) => Promise<unknown>
  action: (call: ActionFunctionArgs) => Promise<unknown>
}

/** What a route answers her, thrown or returned. */
async function ask(
  route: Route,
  by: string,
  { query = '', form, member = '' }: Asked = {},
): Promise<unknown> {
  const headers = { 'Sec-Fetch-Site': 'same-origin', Cookie: await signedInCookie(by) }
  const sent = form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }
  const request = new Request(`http://localhost/asked${query}`, { headers, ...sent })
  const call = { request, params: { member }, context }
  try {
    return await (form === undefined ? route.loader(call) : route.action(call))
  } catch (error) {
    if (error instanceof Response) return error
    throw error
  }
}

const isAbsent = (answer: unknown) => answer instanceof Response && answer.status === 404
const locationOf = (answer: unknown) => (answer as Response).headers.get('Location') ?? ''
const namesOn = (answer: unknown) =>
  (answer as { view: { members: DirectoryRow[]; count: number } }).view.members.map(({ name }) => name)

/** A district over a subdistrict with two villages; a member in each village, one of the first has left. */
async function makeTree() {
  const district = await makeOrganisation('城阳区总工会', null, false)
  const street = await makeOrganisation('红岛街道总工会', district.id, false)
  const village = await makeOrganisation('晓阳社区工会', street.id)
  const sister = await makeOrganisation('宿流村工会', street.id)
  const identityNumber = '370214197409011528'
  const lin = await makeMember(village.id, { name: '林秀英', phone: '13900001111', identityNumber })
  const sun = await makeMember(sister.id, { name: '孙桂兰', phone: '13900002222' })
  const gone = await makeMember(village.id, { name: '于海燕', phone: '13900003333' })
  await leave({ memberId: gone.memberId, reason }, all)
  const staffOf = async ({ path }: { path: string }) => (await makeStaff(path)).actor.id
  const staff = {
    ...{ district: await staffOf(district), street: await staffOf(street) },
    ...{ village: await staffOf(village), sister: await staffOf(sister) },
  }
  return { village, sister, lin, sun, gone, staff }
}
type Tree = Awaited<ReturnType<typeof makeTree>>

describe('who sees whom', () => {
  let tree: Tree
  beforeAll(async () => {
    await freshDatabase()
    tree = await makeTree()
  })

  const absentId = '00000000-0000-7000-8000-000000000000'
  const seen = { village: true, street: true, district: true, sister: false }
  const edit = (name: string) => ({
    ...{ step: 'edit', changedAt: '2026-01-01T00:00:00.000Z', name, sex: 'female', year: '1974', month: '9' },
    ...{ trade: 'market', employment: 'none' },
  })
  const posts: Record<string, string>[] = [
    {},
    { step: 'look', what: 'phone' },
    { step: 'look', what: 'identity' },
    edit('林秀英'),
    { step: 'leave', reason: '' },
    { step: 'ask', organisation: absentId },
    { step: 'erase', name: '王', reason },
  ]

  describe.each(['village', 'street', 'district', 'sister'] as const)('staff of the %s', (place) => {
    test('find the member in the directory, or not', async () => {
      const answer = await ask(directory, tree.staff[place])
      expect(namesOn(answer).includes('林秀英')).toBe(seen[place])
      const found = await ask(directory, tree.staff[place], { query: '?search=lxy' })
      expect(namesOn(found)).toEqual(seen[place] ? ['林秀英'] : [])
    })

    test.each(['lin', 'gone'] as const)(
      'open the page of the member who is %s, or find nothing there',
      async (who) => {
        const member = tree[who].memberId
        expect(isAbsent(await ask(memberRoute, tree.staff[place], { member }))).toBe(!seen[place])
      },
    )

    test('do something for her, or find nothing there', async () => {
      for (const form of posts) {
        const answer = await ask(memberRoute, tree.staff[place], { member: tree.lin.memberId, form })
        expect(isAbsent(answer), JSON.stringify(form)).toBe(!seen[place])
      }
    })

    test('reach her by her whole phone, or are told that nobody has it', async () => {
      for (const search of ['139 0000 1111', '370214197409011528']) {
        const form = { search }
        const answer = await ask(directory, tree.staff[place], { form })
        if (seen[place]) expect(locationOf(answer)).toBe(`/union/members/${tree.lin.memberId}`)
        else expect(answer).toMatchObject({ data: { error: { search: ['directory:list.noNumber'] } } })
      }
    })
  })

  test('a guessed id of another scope answers as one that is not there, whatever is asked', async () => {
    const { sister } = tree.staff
    for (const member of [tree.lin.memberId, absentId, 'nonsense', ''])
      for (const form of [undefined, ...posts])
        expect(isAbsent(await ask(memberRoute, sister, { member, form }))).toBe(true)
    const other = await ask(directory, sister, { query: `?organisation=${tree.village.id}` })
    const none = await ask(directory, sister, { query: `?organisation=${absentId}` })
    expect([namesOn(other), namesOn(none)]).toEqual([[], []])
  })

  test('nobody’s phone is looked at by those who do not keep her', async () => {
    const looks = await database().memberLook.findMany({ where: { memberId: tree.lin.memberId } })
    expect(looks.map(({ byId }) => byId)).not.toContain(tree.staff.sister)
    expect(looks.length).toBe(6)
  })

  test('who has left is kept by the staff of her last organisation, among those who left', async () => {
    const answer = await ask(directory, tree.staff.village, { query: '?left=1' })
    expect(namesOn(answer)).toEqual(['于海燕'])
    expect(namesOn(await ask(directory, tree.staff.sister, { query: '?left=1' }))).toEqual([])
  })

  test('a buyer finds neither the directory nor a member', async () => {
    const buyer = await makePerson('买菜的')
    expect(isAbsent(await ask(directory, buyer))).toBe(true)
    expect(isAbsent(await ask(memberRoute, buyer, { member: tree.lin.memberId }))).toBe(true)
  })
})

describe('what is done on the pages', () => {
  let tree: Tree
  beforeEach(async () => {
    await freshDatabase()
    tree = await makeTree()
  })

  test('a look shows the whole phone once, and she reads who looked', async () => {
    const { lin, staff } = tree
    const form = { step: 'look', what: 'phone' }
    const answer = await ask(memberRoute, staff.village, { member: lin.memberId, form })
    expect(answer).toMatchObject({ data: { shown: { what: 'phone', value: '13900001111' } } })
    const page = await ask(memberRoute, staff.village, { member: lin.memberId })
    expect(JSON.stringify(page)).not.toContain('13900001111')
    const { own } = (await ask(ownRoute, lin.personId)) as { own: OwnData }
    expect(own.looks).toMatchObject([{ what: 'phone', by: '工会小王', organisations: ['晓阳社区工会'] }])
    expect(own.member).toMatchObject({ phone: '13900001111', identityNumber: '370214197409011528' })
  })

  test('a correction is kept with what was before, and an older page does not undo it', async () => {
    const { lin, staff } = tree
    const page = (await ask(memberRoute, staff.village, { member: lin.memberId })) as { member: MemberView }
    const { changedAt } = page.member
    const form = {
      ...{ step: 'edit', changedAt, name: '林秀瑛', sex: 'female', year: '1975', month: '3', trade: '' },
      ...{ employment: 'none', phone: '13900009999', identityNumber: '', noIdentityNumber: 'on' },
    }
    const answer = await ask(memberRoute, staff.village, { member: lin.memberId, form })
    expect(locationOf(answer)).toBe(`/union/members/${lin.memberId}?done`)
    const after = await ask(memberRoute, staff.village, { member: lin.memberId })
    expect(after).toMatchObject({
      member: { name: '林秀瑛', birthMonth: '1975-03', trade: null, phoneLast4: '9999', identityLast4: null },
    })
    const again = await ask(memberRoute, staff.village, { member: lin.memberId, form })
    expect(again).toMatchObject({ data: { error: { '': ['directory:edit.changedMeanwhile'] } } })
    const audit = await database().auditEvent.findMany({ where: { action: 'member.change' } })
    expect(audit).toHaveLength(1)
    expect(JSON.stringify([audit[0]?.before, audit[0]?.after])).not.toContain('1390000')
  })

  test('a phone that is left empty stays, and one that another of her name has is refused', async () => {
    const { lin, sun, staff } = tree
    const page = (await ask(memberRoute, staff.street, { member: sun.memberId })) as { member: MemberView }
    const same = { ...{ step: 'edit', name: '林秀英', employment: 'none' }, changedAt: page.member.changedAt }
    const taken = await ask(memberRoute, staff.street, {
      member: sun.memberId,
      form: { ...same, phone: '13900001111' },
    })
    expect(taken).toMatchObject({ data: { error: { phone: ['directory:edit.onTheRollAlready'] } } })
    const identityNumber = '370214197409011528'
    const hers = await ask(memberRoute, staff.street, {
      member: sun.memberId,
      form: { ...same, identityNumber },
    })
    expect(hers).toMatchObject({ data: { error: { identityNumber: ['directory:edit.identityTaken'] } } })
    await ask(memberRoute, staff.street, { member: sun.memberId, form: same })
    const kept = await database().member.findUniqueOrThrow({ where: { id: sun.memberId } })
    expect(kept).toMatchObject({ name: '林秀英', phoneLast4: '2222' })
    expect(lin.memberId).not.toBe(sun.memberId)
  })

  test('a month of birth that nobody can be born in is refused with what was typed', async () => {
    const { lin, staff } = tree
    const form = {
      step: 'edit',
      changedAt: new Date().toISOString(),
      name: '林秀英',
      year: '2024',
      month: '5',
    }
    const answer = await ask(memberRoute, staff.village, {
      member: lin.memberId,
      form: { ...form, employment: 'none' },
    })
    expect(answer).toMatchObject({
      data: { error: { year: ['union:form.birthMonth'] }, initialValue: { year: '2024' } },
    })
  })

  test('taken off the roll she is among those who left; asked to move she is on her way', async () => {
    const { lin, sister, staff } = tree
    const member = lin.memberId
    await ask(memberRoute, staff.village, { member, form: { step: 'ask', organisation: sister.id } })
    expect(await ask(memberRoute, staff.village, { member })).toMatchObject({
      member: { transferTo: '宿流村工会' },
    })
    await ask(memberRoute, staff.village, { member, form: { step: 'leave', reason } })
    expect(await ask(memberRoute, staff.village, { member })).toMatchObject({
      member: { organisation: null, transferTo: null, stays: [{ endedBy: 'left' }] },
    })
  })

  test('a phone that two share leads to its ending, and no address carries a phone', async () => {
    const { village, staff } = tree
    await makeMember(village.id, { name: '林小妹', phone: '13900001111' })
    const form = { search: '13900001111', organisation: village.id }
    const answer = await ask(directory, staff.village, { form })
    expect(locationOf(answer)).toBe(`/union/members?search=1111&organisation=${village.id}`)
    const found = await ask(directory, staff.village, {
      query: new URL(locationOf(answer), 'http://x').search,
    })
    expect(namesOn(found)).toEqual(['林小妹', '林秀英'])
  })

  test('a number with a slip in it is refused, not sought in an address', async () => {
    const answer = await ask(directory, tree.staff.village, { form: { search: '1390000111' } })
    expect(answer).toMatchObject({ data: { error: { search: ['directory:list.wrongNumber'] } } })
    expect(namesOn(await ask(directory, tree.staff.village, { query: '?search=1390000111' }))).toEqual([])
  })

  test('her data is a file to keep, on record, for herself alone', async () => {
    const { lin } = tree
    const answer = (await ask(downloadRoute, lin.personId, { form: {} })) as Response
    expect(answer.headers.get('Content-Disposition')).toContain('attachment')
    const file = await answer.text()
    expect(file).toContain('13900001111')
    expect(file).not.toContain('13900002222')
    expect(await database().auditEvent.count({ where: { action: 'person.download' } })).toBe(1)
  })

  test('she is erased by her name alone, and her device is signed out', async () => {
    const { lin } = tree
    expect(await ask(ownRoute, lin.personId, { form: { name: '孙桂兰' } })).toMatchObject({
      data: { error: { name: ['directory:erase.wrongName'] } },
    })
    const answer = await ask(ownRoute, lin.personId, { form: { name: '林秀英' } })
    expect(locationOf(answer)).toBe('/')
    expect((answer as Response).headers.get('Set-Cookie')).toContain('session=;')
    expect(isAbsent(await ask(memberRoute, tree.staff.village, { member: lin.memberId }))).toBe(true)
  })
})
