import fs from 'node:fs/promises'
import path from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { freshDatabase, temporaryFolder } from '#server/database/testing.ts'
import { ColumnsKept } from './columns.ts'
import { apply, compareImport, makeRollWorld, putOnRoll, readFile, type RollWorld } from './testing.server.ts'
import { makeMessyRoll, messyColumns, type MessyRow } from './testing-roll.ts'
import { asText, asWorkbook } from './testing-sheets.server.ts'
import { writeRefused, writeRoll } from './write-sheet.server.ts'

beforeEach(freshDatabase)

const roll = makeMessyRoll(20261129)
/** Each reads a thousand rows several times. */
const timeout = 120_000

/** What each line came to, beside what it must come to. */
async function expectVerdicts(
  id: string,
  lines: readonly number[],
  rows: readonly MessyRow[],
): Promise<void> {
  const found = await database().rollLine.findMany({ where: { importId: id }, orderBy: { line: 'asc' } })
  const said = found.map(({ line, verdict, reasons }) => ({
    line,
    verdict,
    reasons: reasons.map(withoutLine),
  }))
  const wanted = rows.flatMap(({ verdict, reasons }, place) =>
    verdict === null ? [] : [{ line: lines[place], verdict, reasons }],
  )
  expect(said).toEqual(wanted)
}

function withoutLine(reason: string): string {
  return reason.replace(/:\d+$/, '')
}

async function worldOfRoll(): Promise<RollWorld> {
  const world = await makeRollWorld()
  await putOnRoll(roll.known, world.places)
  return world
}

test(
  'a messy workbook of a thousand rows comes to the right verdict in every row, and so do its twins as text',
  { timeout },
  async () => {
    const world = await worldOfRoll()
    const book = await asWorkbook(roll.rows)
    const id = await readFile(world, book.bytes)
    const { columns, rows } = await database().rollImport.findUniqueOrThrow({ where: { id } })
    expect(ColumnsKept.parse(columns)).toEqual({
      ...Object.fromEntries(
        (
          ['name', 'sex', 'identityNumber', 'phone', 'trade', 'employment', 'organisation', 'joined'] as const
        ).map((field) => [field, messyColumns.indexOf(field)]),
      ),
      birthMonth: messyColumns.indexOf('birth'),
    })
    expect(rows).toBe(roll.rows.filter(({ verdict }) => verdict !== null).length)
    await compareImport(world, id)
    await expectVerdicts(id, book.lines, roll.rows)

    const text = asText(roll.rows)
    for (const bytes of [gb18030(text.text), Buffer.from(`\uFEFF${asText(roll.rows, ';').text}`)]) {
      const twin = await readFile(world, bytes, '名册.csv')
      await compareImport(world, twin)
      await expectVerdicts(twin, text.lines, roll.rows)
    }
  },
)

test(
  'what a messy roll brings is on the roll, what it left out comes back with why, and a second time changes nothing',
  { timeout },
  async () => {
    const world = await worldOfRoll()
    const book = await asWorkbook(roll.rows)
    const first = await readFile(world, book.bytes)
    await compareImport(world, first)
    await apply(world, first)
    const [added, changed] = ['new', 'changed'].map(
      (verdict) => roll.rows.filter((row) => row.verdict === verdict).length,
    )
    const { counts, status } = await database().rollImport.findUniqueOrThrow({ where: { id: first } })
    expect(status).toBe('applied')
    expect(counts).toMatchObject({ applied: { new: added, changed } })
    expect(await database().member.count()).toBe(roll.known.length + (added ?? 0))

    const again = await readFile(world, book.bytes)
    await compareImport(world, again)
    const settled = roll.rows.map((row) =>
      row.verdict === 'new' || row.verdict === 'changed'
        ? { ...row, verdict: 'same' as const, reasons: [] }
        : row,
    )
    await expectVerdicts(again, book.lines, settled)

    const left = path.join(await temporaryFolder('roll'), 'left.xlsx')
    const count = await writeRefused({ id: first, language: 'zh', file: left })
    expect(count).toBe(
      roll.rows.filter(({ verdict }) => verdict === 'refused' || verdict === 'doubtful').length,
    )
    const mended = await readFile(world, await fs.readFile(left))
    await compareImport(world, mended)
    const verdicts = await database().rollLine.groupBy({
      by: ['verdict'],
      where: { importId: mended },
      _count: true,
    })
    const refused = roll.rows.filter(
      ({ verdict, reasons }) => verdict === 'refused' && reasons[0] !== 'twice',
    ).length
    // Of somebody who stood there twice only the second line came back: she is on the roll by now.
    expect(Object.fromEntries(verdicts.map(({ verdict, _count }) => [verdict, _count]))).toEqual({
      ...{ refused, doubtful: 45, same: 20 },
    })
  },
)

test('an exported roll comes back without help, and nothing in it differs', { timeout }, async () => {
  const world = await worldOfRoll()
  const file = path.join(await temporaryFolder('roll'), 'roll.xlsx')
  const count = await writeRoll({ paths: [world.places.top.path], language: 'zh', file })
  expect(count).toBe(roll.known.filter(({ place, hasLeft }) => place !== 'outside' && !hasLeft).length)
  const id = await readFile(world, await fs.readFile(file))
  await compareImport(world, id)
  const { counts } = await database().rollImport.findUniqueOrThrow({ where: { id } })
  expect(counts).toMatchObject({ same: count, new: 0, changed: 0, doubtful: 0, refused: 0 })
})

/** As Excel in China saves text: the decoder's table, read backwards. */
function gb18030(text: string): Buffer {
  const decoder = new TextDecoder('gb18030')
  const codes = new Map<string, Buffer>()
  for (let first = 0x81; first <= 0xfe; first++)
    for (let second = 0x40; second <= 0xfe; second++) {
      const bytes = Buffer.from([first, second])
      const letter = decoder.decode(bytes)
      if (letter.length === 1 && !codes.has(letter)) codes.set(letter, bytes)
    }
  return Buffer.concat(
    [...text].map((letter) =>
      letter <= '\x7f' ? Buffer.from(letter) : (codes.get(letter) ?? Buffer.from('?')),
    ),
  )
}
