import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { applyRoll } from './apply-roll.server.ts'
import { compareRoll } from './compare-roll.server.ts'
import { forgetRolls } from './forget-rolls.server.ts'
import {
  applyImport,
  beginImport,
  compareWith,
  decideLines,
  discardImport,
  storeRoll,
} from './imports.server.ts'
import { readRoll } from './read-roll.server.ts'
import { rollJobs } from './roll-jobs.server.ts'
import { apply, compareImport, makeRollWorld, putOnRoll, readFile, type RollWorld } from './testing.server.ts'
import { madeUp } from './testing-people.ts'
import { placeNames } from './testing-roll.ts'

beforeEach(freshDatabase)

const day = 86_400_000

function csv(...rows: string[][]): Uint8Array {
  return Buffer.from(
    [['姓名', '手机号', '身份证号', '出生年月'], ...rows].map((row) => row.join(',')).join('\n'),
  )
}

function rowOf({ name, phone, identityNumber, birthMonth }: ReturnType<typeof madeUp>): string[] {
  return [name, phone, identityNumber, birthMonth]
}

async function importOf(world: RollWorld, ...rows: string[][]): Promise<string> {
  const id = await readFile(world, csv(...rows), 'roll.csv')
  await compareImport(world, id)
  return id
}

async function verdictsOf(id: string) {
  const lines = await database().rollLine.findMany({ where: { importId: id }, orderBy: { line: 'asc' } })
  return lines.map(({ verdict, reasons }) => [verdict, ...reasons].join(' '))
}

test('the three jobs bring a roll in, each in its thread, and do nothing a second time', async () => {
  const world = await makeRollWorld()
  const stored = await storeRoll(world.importer, csv(rowOf(madeUp(1)), rowOf(madeUp(2))))
  if (!stored.ok) throw new Error(stored.reason)
  const input = {
    key: randomUUID(),
    organisationId: world.places.top.id,
    fileId: stored.value.id,
    fileName: 'a.csv',
  }
  const begun = await beginImport(world.importer, input)
  const moving = { id: input.key, personId: world.importer.personId }
  expect(begun).toEqual({ ok: true, value: { id: input.key } })
  for (let time = 0; time < 2; time++) await rollJobs['union.read-roll']?.({ id: input.key })
  expect(await database().storedFile.count()).toBe(0)
  expect(await compareWith(moving, { name: 0, phone: 1, identityNumber: 2, birthMonth: 3 })).toMatchObject({
    ok: true,
  })
  for (let time = 0; time < 2; time++) await rollJobs['union.compare-roll']?.({ id: input.key })
  expect(await applyImport(moving)).toMatchObject({ ok: true })
  for (let time = 0; time < 2; time++) await rollJobs['union.apply-roll']?.({ id: input.key })
  expect(await database().member.count()).toBe(2)
  expect(await database().membership.count({ where: { startedBy: 'imported', until: null } })).toBe(2)
  expect(await database().auditEvent.count({ where: { action: 'roll.apply' } })).toBe(1)
})

test('an upload that is sent twice is one import, and its second file is given up', async () => {
  const world = await makeRollWorld()
  const key = randomUUID()
  for (let time = 0; time < 2; time++) {
    const stored = await storeRoll(world.importer, csv(rowOf(madeUp(1))))
    if (!stored.ok) throw new Error(stored.reason)
    const input = { key, organisationId: world.places.top.id, fileId: stored.value.id, fileName: 'a.csv' }
    expect(await beginImport(world.importer, input)).toEqual({ ok: true, value: { id: key } })
  }
  expect(await database().rollImport.count()).toBe(1)
  expect(await database().storedFile.count()).toBe(1)
})

test('nobody imports into an organisation that she does not keep, and what she sent is not kept', async () => {
  const world = await makeRollWorld()
  const stored = await storeRoll(world.importer, csv(rowOf(madeUp(1))))
  if (!stored.ok) throw new Error(stored.reason)
  const input = {
    key: randomUUID(),
    organisationId: world.places.outside.id,
    fileId: stored.value.id,
    fileName: 'a',
  }
  expect(await beginImport(world.importer, input)).toEqual({ ok: false, reason: 'not-found' })
  expect(await database().storedFile.count()).toBe(0)
})

test('what is no table is refused, and a workbook that is none comes to nothing with a reason', async () => {
  const world = await makeRollWorld()
  expect(await storeRoll(world.importer, Buffer.from([0, 1, 2, 3]))).toEqual({
    ok: false,
    reason: 'kind-not-allowed',
  })
  const broken = Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(200, 7)])
  const stored = await storeRoll(world.importer, broken)
  if (!stored.ok) throw new Error(stored.reason)
  const input = {
    key: randomUUID(),
    organisationId: world.places.top.id,
    fileId: stored.value.id,
    fileName: 'a.xlsx',
  }
  await beginImport(world.importer, input)
  await rollJobs['union.read-roll']?.({ id: input.key })
  const roll = await database().rollImport.findUniqueOrThrow({ where: { id: input.key } })
  expect(roll).toMatchObject({ status: 'failed', failure: 'unreadable', fileId: null })
  expect(await database().storedFile.count()).toBe(0)
})

test('whoever lost her role meanwhile compares and applies nothing', async () => {
  const world = await makeRollWorld()
  const id = await importOf(world, rowOf(madeUp(1)))
  await applyImport({ id, personId: world.importer.personId })
  await database().roleGrant.updateMany({
    where: { personId: world.importer.personId },
    data: { endedAt: new Date() },
  })
  await rollJobs['union.apply-roll']?.({ id })
  expect(await database().rollImport.findUniqueOrThrow({ where: { id } })).toMatchObject({
    failure: 'no-rights',
  })
  expect(await database().member.count()).toBe(0)
})

test('an apply that was broken off leaves nothing, and is done whole by the next', async () => {
  const world = await makeRollWorld()
  const id = await importOf(world, ...Array.from({ length: 30 }, (_, number) => rowOf(madeUp(number + 1))))
  await applyImport({ id, personId: world.importer.personId })
  // The last line of it cannot be kept: all before it is undone.
  await database().$executeRaw`
    CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'broken off'; END $$`
  await database().$executeRaw`
    CREATE TRIGGER break_off BEFORE INSERT ON audit_event FOR EACH ROW WHEN (NEW.action = 'roll.apply')
    EXECUTE FUNCTION break_off()`
  await expect(applyRoll(id)).rejects.toThrow()
  expect(await database().member.count()).toBe(0)
  await database().$executeRaw`DROP FUNCTION break_off CASCADE`
  await Promise.all([applyRoll(id), applyRoll(id)])
  expect(await database().member.count()).toBe(30)
  expect(await database().rollImport.findUniqueOrThrow({ where: { id } })).toMatchObject({
    ...{ status: 'applied', counts: { applied: { new: 30, changed: 0 } } },
  })
})

test('two imports of the same people at once add nobody twice', async () => {
  const world = await makeRollWorld()
  const rows = Array.from({ length: 40 }, (_, number) => rowOf(madeUp(number + 1)))
  const ids = [await importOf(world, ...rows), await importOf(world, ...rows.toReversed())]
  for (const id of ids) await applyImport({ id, personId: world.importer.personId })
  await Promise.all(ids.map((id) => applyRoll(id)))
  expect(await database().member.count()).toBe(40)
  expect(await database().membership.count()).toBe(40)
  const rolls = await database().rollImport.findMany({ where: { id: { in: ids } } })
  expect(rolls.map(({ status }) => status)).toEqual(['applied', 'applied'])
})

test('a row that became doubtful after it was compared is left out and reported', async () => {
  const world = await makeRollWorld()
  const person = madeUp(1)
  const id = await importOf(world, rowOf(person), rowOf(madeUp(2)))
  expect(await verdictsOf(id)).toEqual(['new', 'new'])
  const other = { ...person, name: '别的人', identityNumber: null, place: 'under' as const, hasLeft: false }
  await putOnRoll([other], world.places)
  await apply(world, id)
  expect(await verdictsOf(id)).toEqual(['doubtful same-phone', 'new'])
  expect(await database().member.count()).toBe(2)
})

test('a doubtful row is she, somebody else, or left out, as the clerk says', async () => {
  const world = await makeRollWorld()
  const people = [1, 2, 3].map((number) => madeUp(number))
  const known = people.map((person, place) => ({
    ...{
      ...person,
      name: `旧名字${'甲乙丙'[place]}`,
      identityNumber: null,
      place: 'under' as const,
      hasLeft: false,
    },
  }))
  await putOnRoll(known, world.places)
  const id = await importOf(world, ...people.map(rowOf))
  expect(await verdictsOf(id)).toEqual(Array(3).fill('doubtful same-phone'))
  const [first] = await database().rollLine.findMany({ where: { importId: id }, orderBy: { line: 'asc' } })
  const moving = { id, personId: world.importer.personId }
  const choices = new Map<number, string>([
    [2, first?.memberId ?? ''],
    [3, 'other'],
  ])
  expect(await decideLines(moving, choices)).toEqual({ ok: true, value: undefined })
  await apply(world, id)
  expect(await verdictsOf(id)).toEqual(['changed name identityNumber', 'new', 'doubtful same-phone'])
  const members = await database().member.findMany({ orderBy: { number: 'asc' }, select: { name: true } })
  expect(members.map(({ name }) => name)).toEqual([people[0]?.name, '旧名字乙', '旧名字丙', people[1]?.name])
  expect(await decideLines(moving, new Map([[4, 'other']]))).toEqual({ ok: false, reason: 'moved' })
})

test('a clerk cannot choose somebody of an organisation that she does not keep', async () => {
  const world = await makeRollWorld()
  const stranger = { ...madeUp(9), place: 'outside' as const, hasLeft: false }
  const alike = {
    ...madeUp(1),
    name: '别的人',
    identityNumber: null,
    place: 'under' as const,
    hasLeft: false,
  }
  await putOnRoll([stranger, alike], world.places)
  const id = await importOf(world, rowOf(madeUp(1)))
  const { id: outside } = await database().member.findFirstOrThrow({ where: { name: stranger.name } })
  await decideLines({ id, personId: world.importer.personId }, new Map([[2, outside]]))
  await apply(world, id)
  expect(await verdictsOf(id)).toEqual(['refused elsewhere'])
  expect(await database().member.findUniqueOrThrow({ where: { id: outside } })).toMatchObject({
    name: stranger.name,
  })
})

test('whoever was erased is nobody to an import', async () => {
  const world = await makeRollWorld()
  await putOnRoll(
    [{ ...madeUp(1), phone: null, identityNumber: null, place: 'under', hasLeft: true }],
    world.places,
  )
  await database().member.updateMany({ data: { erasedAt: new Date() } })
  const id = await importOf(world, rowOf(madeUp(1)))
  expect(await verdictsOf(id)).toEqual(['new'])
})

test('a member of an organisation under the one that the import is for stays where she is', async () => {
  const world = await makeRollWorld()
  await putOnRoll([{ ...madeUp(1), place: 'under', hasLeft: false }], world.places)
  const id = await importOf(world, rowOf(madeUp(1)))
  expect(await verdictsOf(id)).toEqual(['same'])
})

test('an organisation is named by its invitation code as well', async () => {
  const world = await makeRollWorld()
  const { inviteCode } = await database().organisation.findFirstOrThrow({ where: { name: placeNames.under } })
  const bytes = Buffer.from(`姓名,所在工会\n王秀英,${inviteCode.toLowerCase()}\n李桂香,没有`)
  const id = await readFile(world, bytes, 'roll.csv')
  await compareImport(world, id)
  expect(await verdictsOf(id)).toEqual(['new', 'refused organisation'])
  await apply(world, id)
  expect(await database().membership.findFirstOrThrow()).toMatchObject({
    organisationId: world.places.under.id,
  })
})

test('columns that were guessed wrong are changed by hand, also after a look at what they come to', async () => {
  const world = await makeRollWorld()
  const id = await readFile(world, Buffer.from('姓名,姓名2\n12,王秀英\n13,李桂香'), 'roll.csv')
  await compareImport(world, id, { name: 0 })
  expect(await verdictsOf(id)).toEqual(['refused name', 'refused name'])
  await compareImport(world, id, { name: 1 })
  expect(await verdictsOf(id)).toEqual(['new', 'new'])
})

test('what was not applied goes after thirty days, and so do the lines of what was', async () => {
  const world = await makeRollWorld()
  const left = await importOf(world, rowOf(madeUp(1)))
  const applied = await importOf(world, rowOf(madeUp(2)))
  const fresh = await importOf(world, rowOf(madeUp(3)))
  await apply(world, applied)
  const old = new Date(Date.now() - 31 * day)
  await database().rollImport.updateMany({ where: { id: { in: [left, applied] } }, data: { createdAt: old } })
  await database().rollImport.update({ where: { id: applied }, data: { appliedAt: old } })
  await forgetRolls()
  const statuses = await database().rollImport.findMany({
    orderBy: { createdAt: 'asc' },
    select: { id: true, status: true },
  })
  expect(new Map(statuses.map(({ id, status }) => [id, status]))).toEqual(
    new Map([
      [left, 'discarded'],
      [applied, 'applied'],
      [fresh, 'preview'],
    ]),
  )
  expect(await database().rollLine.groupBy({ by: ['importId'] })).toEqual([{ importId: fresh }])
})

test('an import that is thrown away leaves no row behind', async () => {
  const world = await makeRollWorld()
  const id = await importOf(world, rowOf(madeUp(1)))
  const moving = { id, personId: world.importer.personId }
  expect(await discardImport(moving)).toEqual({ ok: true, value: undefined })
  expect(await applyImport(moving)).toEqual({ ok: false, reason: 'moved' })
  expect(await database().rollLine.count()).toBe(0)
})

test('reading and comparing begin anew where they were broken off', async () => {
  const world = await makeRollWorld()
  const stored = await storeRoll(world.importer, csv(rowOf(madeUp(1)), rowOf(madeUp(2))))
  if (!stored.ok) throw new Error(stored.reason)
  const input = {
    key: randomUUID(),
    organisationId: world.places.top.id,
    fileId: stored.value.id,
    fileName: 'a.csv',
  }
  await beginImport(world.importer, input)
  await database().rollImport.update({ where: { id: input.key }, data: { status: 'reading' } })
  await database().rollLine.create({
    data: { importId: input.key, line: 3, cellsCipher: 'half', reasons: [] },
  })
  await readRoll(input.key)
  await compareImport(world, input.key)
  await database().rollImport.update({ where: { id: input.key }, data: { status: 'comparing' } })
  await compareRoll(input.key)
  expect(await verdictsOf(input.key)).toEqual(['new', 'new'])
})
