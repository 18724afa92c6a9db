import ExcelJS from 'exceljs'
import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { signedInCookie } from '#app/features/identity/testing.server.ts'
import { largestRoll } from '#app/features/union/roll/roll.ts'
import { makeRollWorld, type RollWorld } from '#app/features/union/roll/testing.server.ts'
import { rollJobs } from '#app/features/union/roll/roll-jobs.server.ts'
import { database } from '#app/kernel/database.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { action as importOne, loader as seeOne } from './union_.import_.$import.tsx'
import { action as upload } from './union_.import.tsx'
import { loader as refusedRows } from './union_.import_.$import_.refused[.]xlsx.ts'
import { loader as exportMembers } from './union_.members_.export.ts'

beforeEach(freshDatabase)

const timeout = 60_000
const context = { cspNonce: '', clientAddress: '127.0.0.1' }

async function ask(world: RollWorld, address: string, body?: FormData | URLSearchParams): Promise<Request> {
  const headers = { Cookie: await signedInCookie(world.importer.personId), 'Sec-Fetch-Site': 'same-origin' }
  return new Request(`http://localhost${address}`, { headers, ...(body ? { method: 'POST', body } : {}) })
}

async function send(world: RollWorld, file: Blob, name: string, organisation = world.places.top.id) {
  const form = new FormData()
  form.append('key', randomUUID())
  form.append('organisation', organisation)
  form.append('file', file, name)
  return upload({ request: await ask(world, '/union/import', form), params: {}, context })
}

const csv = '姓名,手机号\n王秀英,13805321234\n李桂香,1380532\n'

test(
  'a roll is uploaded, compared and imported by its forms, and what was left out comes back with why',
  { timeout },
  async () => {
    const world = await makeRollWorld()
    const answer = (await send(world, new Blob([csv]), '二月 名册.csv')) as Response
    expect(answer.status).toBe(302)
    const id = answer.headers.get('Location')?.split('/').at(-1) ?? ''
    expect(await database().rollImport.findUniqueOrThrow({ where: { id } })).toMatchObject({
      fileName: '二月 名册.csv',
    })
    const params = { import: id }
    const press = async (form: Record<string, string>) => {
      const request = await ask(world, `/union/import/${id}`, new URLSearchParams(form))
      return importOne({ request, params, context })
    }
    await rollJobs['union.read-roll']?.({ id })
    expect(await press({ deed: 'compare', 'columns.phone': '1' })).toMatchObject({
      data: { error: { 'columns.name': ['roll:columns.nameMissing'] } },
    })
    await press({ deed: 'compare', 'columns.name': '0', 'columns.phone': '1' })
    await rollJobs['union.compare-roll']?.({ id })
    const seen = await seeOne({ request: await ask(world, `/union/import/${id}`), params, context })
    expect(seen.view.roll.counts).toMatchObject({ new: 1, refused: 1 })
    expect(seen.view.lines?.lines[0]?.person).toMatchObject({ name: '王秀英', phoneEnding: '1234' })
    await press({ deed: 'apply' })
    await rollJobs['union.apply-roll']?.({ id })
    expect(await database().member.count()).toBe(1)
    const sheet = await refusedRows({
      request: await ask(world, `/union/import/${id}/refused.xlsx`),
      params,
      context,
    })
    expect(await rowsOf(sheet)).toEqual([
      ['姓名', '手机号', '原因'],
      ['李桂香', '1380532', '手机号不对，要 11 位'],
    ])
  },
)

test('whoever exports the roll is remembered, with how many and of what', { timeout }, async () => {
  const world = await makeRollWorld()
  const sheet = await exportMembers({
    request: await ask(world, '/union/members/export'),
    params: {},
    context,
  })
  expect((await rowsOf(sheet))[0]?.slice(0, 3)).toEqual(['会员号', '姓名', '性别'])
  expect(sheet.headers.get('Cache-Control')).toBe('no-store')
  expect(await database().auditEvent.findFirstOrThrow({ where: { action: 'member.export' } })).toMatchObject({
    ...{ actorPersonId: world.importer.personId, after: { count: 0, scope: [world.places.top.path] } },
  })
  const outside = `/union/members/export?organisation=${world.places.outside.id}`
  const refused = exportMembers({ request: await ask(world, outside), params: {}, context })
  await expect(refused).rejects.toMatchObject({ status: 404 })
})

test.each([
  ['what is no table', () => new Blob([new Uint8Array([1, 2, 3, 0])]), 'roll:upload.kind'],
  ['no file', () => new Blob([]), 'roll:upload.missing'],
  [
    'more than thirty megabytes',
    () => new Blob([new Uint8Array(largestRoll + 1).fill(65)]),
    'roll:upload.tooBig',
  ],
])('%s is refused in words, and not kept', { timeout }, async (_, file, error) => {
  const world = await makeRollWorld()
  expect(await send(world, file(), 'roll.xlsx')).toMatchObject({
    ...{ data: { error: { file: [error] }, initialValue: { organisation: world.places.top.id } } },
  })
  expect(await database().storedFile.count()).toBe(0)
})

test('a roll for an organisation that she does not keep is refused, and not kept', async () => {
  const world = await makeRollWorld()
  expect(await send(world, new Blob([csv]), 'roll.csv', world.places.outside.id)).toMatchObject({
    data: { error: { organisation: ['roll:upload.nowhere'] } },
  })
  expect(await database().storedFile.count()).toBe(0)
})

async function rowsOf(answer: Response): Promise<unknown[][]> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(await answer.arrayBuffer())
  const rows: unknown[][] = []
  book.worksheets[0]?.eachRow((row) => rows.push((row.values as unknown[]).slice(1)))
  return rows
}
