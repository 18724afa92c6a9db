import ExcelJS from 'exceljs'
import { beforeEach, expect, test } from 'vitest'
import { passOf } from '#app/features/union/index.server.ts'
import { makePassCode, spacedMemberNumber } from '#app/features/union/index.ts'
import { makeMember, makeOrganisation, makePerson } from '#app/features/union/testing.server.ts'
import { database } from '#app/kernel/database.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { exportAttendance } from './attendance-export.server.ts'
import { attendanceList, listAttendees, searchAttendees, sheetLines } from './attendees.server.ts'
import { findEvent } from './event-view.server.ts'
import { signUp } from './sign-ups.server.ts'
import { atDoor, makeEvent, makeLecturer, makePeople, minute } from './testing.server.ts'

beforeEach(freshDatabase)

async function makeClass() {
  const organisation = await makeOrganisation('晓阳村工会')
  const event = await makeEvent(organisation.id)
  const member = await makeMember(organisation.id, { name: '王秀英' })
  await signUp({ eventId: event, personId: member.personId }, minute(-90))
  const [walkIn, excused] = [await makePerson('=1+1'), await makeMember(organisation.id, two)]
  return { organisation, event, member, walkIn, excused, actor: await makeLecturer() }
}
const two = { name: '李桂香', phone: '13900000002', birthMonth: '1980-01' }

async function everybodyCame() {
  const made = await makeClass()
  const { event, actor, member, walkIn, excused } = made
  const late = minute(20)
  const code = await makePassCode(await passOf(member.personId), late.getTime())
  await atDoor(event, { kind: 'pass', code }, { actor, now: late })
  const other = await makePassCode(await passOf(walkIn), minute(2).getTime())
  await atDoor(event, { kind: 'pass', code: other }, { actor, now: minute(2) })
  await atDoor(event, { kind: 'number', number: excused.number, state: 'excused' }, { actor, now: minute(5) })
  return made
}

test('the list has whoever signed up, walked in or was excused, by the sound of her name', async () => {
  const { event } = await everybodyCame()
  const people = await listAttendees(event)
  expect(people.map(({ name, state, checkIn }) => [name, state, checkIn?.state])).toEqual([
    ['=1+1', 'signed_up', 'present'],
    ['李桂香', null, 'excused'],
    ['王秀英', 'signed_up', 'late'],
  ])
  expect(await sheetLines(event)).toHaveLength(2)
})

test('somebody is found by her name, its sound or her number', async () => {
  const { event, member } = await everybodyCame()
  const people = await listAttendees(event)
  for (const typed of ['秀英', 'wxy', 'wangxiu', spacedMemberNumber(member.number)])
    expect(searchAttendees(people, typed).map(({ name }) => name)).toEqual(['王秀英'])
  expect(searchAttendees(people, ' ')).toHaveLength(3)
  expect(searchAttendees(people, '00')).toEqual([])
})

test('a long list comes in pages, and a page past its end is its last', async () => {
  const { id } = await makeOrganisation('晓阳村工会')
  const event = await makeEvent(id, { places: 200 })
  for (const personId of await makePeople(120)) await signUp({ eventId: event, personId }, minute(-90))
  const pages = await Promise.all([0, 1, 2].map((page) => attendanceList(event, { find: '', page })))
  expect(pages.map(({ people }) => people.length)).toEqual([50, 50, 20])
  expect(new Set(pages.flatMap(({ people }) => people.map(({ signUp: key }) => key))).size).toBe(120)
  expect(await attendanceList(event, { find: '', page: 9 })).toMatchObject({ page: 2, pages: 3, count: 120 })
})

test(
  'the workbook has every name as text, with when and how she came, and who took it is kept',
  { timeout: 30_000 },
  async () => {
    const { event, actor, member } = await everybodyCame()
    const view = await findEvent(event, null)
    if (view === null) throw new Error('the class is not there')
    const answer = await exportAttendance(view, { actor, language: 'zh', now: minute(200) })
    expect(answer.headers.get('Content-Disposition')).toContain(encodeURIComponent('考勤表-2026-03-08.xlsx'))
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(await answer.arrayBuffer())
    const rows = book.worksheets[0]?.getSheetValues().slice(3) as string[][]
    expect(rows.map((row) => row.slice(1))).toEqual([
      ['姓名', '会员号', '所在工会', '报名时间', '签到时间', '怎么签的', '考勤'],
      ['=1+1', undefined, undefined, '现场来的', '3月8日 22:02', '扫会员码', '到了'],
      ['李桂香', expect.any(String), '晓阳村工会', undefined, undefined, '按会员号', '请假'],
      [
        ...['王秀英', spacedMemberNumber(member.number), '晓阳村工会', '3月8日 20:30'],
        ...['3月8日 22:20', '扫会员码', '迟到'],
      ],
    ])
    const kept = await database().auditEvent.findFirst({ where: { action: 'event.export-attendance' } })
    expect(kept).toMatchObject({ after: { count: 3 } })
  },
)
