import type { LoaderFunctionArgs } from '@remix-run/node'
import ExcelJS from 'exceljs'
import { beforeAll, describe, expect, test } from 'vitest'
import { sessionStorage } from '#app/features/identity/sessions.server.ts'
import type { FiguresView, RowsView } from '#app/features/insights/figures-view.server.ts'
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
import * as figuresRoute from './union_.figures.tsx'
import * as rowsRoute from './union_.figures_.rows.tsx'
import * as tableRoute from './union_.figures_.table.ts'

const context = { cspNonce: '', clientAddress: '127.0.0.1' }

interface Route {
  loader: (call: LoaderFunctionArgs) => Promise<unknown>
}

async function ask(route: Route, by: string, query = ''): Promise<unknown> {
  const session = await sessionStorage().getSession()
  session.set('personId', by)
  session.set('device', 'test')
  const cookie = (await sessionStorage().commitSession(session)).split(';')[0] ?? ''
  const headers = { 'Sec-Fetch-Site': 'same-origin', Cookie: cookie }
  try {
    return await route.loader({
      request: new Request(`http://localhost/asked${query}`, { headers }),
      params: {},
      context,
    })
  } catch (error) {
    if (error instanceof Response) return error
    throw error
  }
}

const isAbsent = (answer: unknown) => answer instanceof Response && answer.status === 404
const viewOf = (answer: unknown) => (answer as { view: FiguresView }).view
const rowsOf = (answer: unknown) => (answer as { view: RowsView }).view

/** A district over a street with two villages; a member of each, and one who moved from the first to the second. */
async function makeTree() {
  await freshDatabase()
  const district = await makeOrganisation('城阳区总工会', null, false)
  const street = await makeOrganisation('红岛街道总工会', district.id, false)
  const village = await makeOrganisation('晓阳社区工会', street.id)
  const sister = await makeOrganisation('宿流村工会', street.id)
  const lin = await makeMember(village.id, { name: '林秀英', phone: '13900001111' })
  const sun = await makeMember(sister.id, { name: '孙桂兰', phone: '13900002222' })
  const moved = await makeMember(village.id, { name: '于海燕', phone: '13900003333' })
  const now = new Date()
  await database().membership.updateMany({
    where: { memberId: moved.memberId },
    data: { until: now, endedBy: 'transferred' },
  })
  await database().membership.create({
    data: { memberId: moved.memberId, organisationId: sister.id, startedBy: 'transferred', since: now },
  })
  const gone = await makeMember(village.id, { name: '王玉梅', phone: '13900004444' })
  await leave({ memberId: gone.memberId, reason }, all)
  const staffOf = async ({ path }: { path: string }) => (await makeStaff(path)).actor.id
  return {
    ...{ district, street, village, sister, lin, sun, moved },
    staff: { street: await staffOf(street), village: await staffOf(village), sister: await staffOf(sister) },
  }
}

describe('the figures', () => {
  let tree: Awaited<ReturnType<typeof makeTree>>
  beforeAll(async () => {
    tree = await makeTree()
  })

  test('staff see their organisation without choosing one, and any under it; another is not there', async () => {
    const { staff, street, village, sister, district } = tree
    const own = viewOf(await ask(figuresRoute, staff.street))
    expect(own.organisation?.id).toBe(street.id)
    expect(own.parts.map(({ name }) => name).toSorted()).toEqual(['宿流村工会', '晓阳社区工会'])
    expect(
      viewOf(await ask(figuresRoute, staff.street, `?organisation=${village.id}`)).whole.members.count,
    ).toBe(1)
    for (const { id } of [
      sister,
      street,
      district,
      { id: '00000000-0000-7000-8000-000000000000' },
      { id: 'x' },
    ])
      for (const route of [figuresRoute, rowsRoute, tableRoute])
        expect(isAbsent(await ask(route, staff.village, `?organisation=${id}&figure=members`))).toBe(true)
  })

  test('a move between two villages counts in each of them and not in the street above', async () => {
    const { whole, parts } = viewOf(await ask(figuresRoute, tree.staff.street))
    expect(whole).toMatchObject({ members: { count: 3 }, joined: { count: 4 }, left: { count: 1 } })
    expect(
      parts.map(({ counts: { members, joined, left } }) => [members.count, joined.count, left.count]),
    ).toEqual([
      ...[
        [2, 2, 0],
        [1, 3, 2],
      ],
    ])
  })

  test('whoever went to another’s organisation is listed by name, and her page is not led to', async () => {
    const { staff, lin } = tree
    const { rows, count } = rowsOf(await ask(rowsRoute, staff.village, '?figure=left'))
    expect(count.count).toBe(2)
    const byName = new Map(rows.map(({ name, memberId }) => [name, memberId]))
    expect(byName.get('于海燕')).toBeNull()
    expect(byName.get('王玉梅')).not.toBeNull()
    const members = rowsOf(await ask(rowsRoute, staff.village, '?figure=members'))
    expect(members.rows.map(({ memberId }) => memberId)).toEqual([lin.memberId])
    expect(JSON.stringify([rows, members])).not.toMatch(/1390000|phone/i)
  })

  test('an address that makes no sense shows this year of what she keeps', async () => {
    const view = viewOf(await ask(figuresRoute, tree.staff.street, '?from=gestern&to=9999-99&organisation='))
    const year = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear()
    expect(view.asked.period.from).toBe(`${year}-01`)
    const rows = rowsOf(await ask(rowsRoute, tree.staff.street, '?figure=nothing&sex=other&page=-3'))
    expect([rows.asked.figure, rows.count.count]).toEqual(['members', 3])
  })

  test('the workbook says what the page says, with numbers as numbers', async () => {
    const answer = (await ask(tableRoute, tree.staff.street)) as Response
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(await answer.arrayBuffer())
    const [sheet] = book.worksheets
    const sum = sheet?.lastRow?.values as unknown[]
    expect(sum.slice(1, 5)).toEqual(['合计', 3, 4, 1])
    expect(book.worksheets).toHaveLength(4)
  })

  test('whoever is no staff finds nothing', async () => {
    const buyer = await makePerson('买菜的')
    for (const route of [figuresRoute, rowsRoute, tableRoute])
      expect(isAbsent(await ask(route, buyer))).toBe(true)
  })
})
