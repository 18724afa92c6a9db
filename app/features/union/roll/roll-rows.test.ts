import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { createReadStream } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '#server/database/testing.ts'
import { unshortened } from './cells.ts'
import { guessColumns } from './columns.ts'
import { monthText, readDay } from './days.ts'
import { findHead, isAboutSomebody } from './head.ts'
import { readRow } from './read-row.ts'
import { readTable, rollFileTypes } from './table.server.ts'
import { madeUp } from './testing-people.ts'
import { spelt } from './testing-roll.ts'

const now = new Date('2026-11-29T00:00:00Z')

describe('days', () => {
  test.each([
    ['1974-09', '1974-09'],
    ['1974/9/1', '1974-09'],
    ['1974.9', '1974-09'],
    ['1974年9月', '1974-09'],
    ['１９７４年０９月', '1974-09'],
    ['197409', '1974-09'],
    [19740912, '1974-09'],
    [27284, '1974-09'],
    ['1974-09-12 00:00:00', '1974-09'],
    [1974.12, '1974-12'],
  ])('%s is a month', (cell, month) => {
    const day = readDay(cell)
    expect(day === null || day === 'unclear' ? day : monthText(day)).toBe(month)
  })

  test.each(['1974', '1974-13', '1974-02-30', '09/12/1974', '五月', ''])('%s is none', (cell) => {
    expect(readDay(cell)).toBeNull()
  })

  test('1974.1 may be October that lost its nought, and the identity number knows', () => {
    expect(readDay(1974.1)).toBe('unclear')
    const october = { ...madeUp(9), name: '王秀英' }
    const cells = [october.name, october.identityNumber, Number(`${october.birthMonth.slice(0, 4)}.1`)]
    const read = readRow(cells, { columns: { name: 0, identityNumber: 1, birthMonth: 2 }, now })
    expect(october.birthMonth.endsWith('-10') && read.ok && read.row.birthMonth).toBe(october.birthMonth)
  })
})

describe('rows', () => {
  test('however it is spelt, the same person is read', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 }), fc.nat(1000), (number, turn) => {
        const person = madeUp(number)
        const { name, sex, identityNumber, phone, birth } = spelt(person, turn)
        const plain = (cell: typeof name) => {
          if (cell === null || cell === undefined || typeof cell !== 'object') return cell ?? null
          if ('rich' in cell) return cell.rich.join('')
          if ('serial' in cell) return cell.serial
          return 'link' in cell ? cell.link : cell.formula
        }
        const cells = [name, sex, identityNumber, phone, birth].map(plain)
        const columns = { name: 0, sex: 1, identityNumber: 2, phone: 3, birthMonth: 4 }
        const read = readRow(cells, { columns, now })
        expect(read).toMatchObject({
          ok: true,
          row: {
            ...{ name: person.name, sex: person.sex, identityNumber: person.identityNumber },
            ...{ phone: person.phone, birthMonth: person.birthMonth },
          },
        })
      }),
    )
  })

  test('all that is wrong with a row is said at once', () => {
    const read = readRow(['', '123', 370214197409121000], {
      columns: { name: 0, phone: 1, identityNumber: 2 },
      now,
    })
    expect(read).toEqual({ ok: false, reasons: ['no-name', 'phone', 'identity-cut'] })
  })

  test('a number that was shown shortened is whole where all its digits are there', () => {
    expect(unshortened('1.3805321234E+10')).toBe('13805321234')
    expect(unshortened('1.38E+10')).toBeNull()
    expect(unshortened('13805321234')).toBeUndefined()
  })
})

describe('heads and columns', () => {
  test('the head is found under titles, and where it takes two rows', () => {
    const rows = [
      ['红岛街道会员名册'],
      ['填表日期：2026年11月'],
      ['序号', '姓名', '联系方式', null, '身份证号'],
      [null, null, '手机', '座机', null],
      [1, '王秀英', '13805321234', null, null],
    ].map((cells, place) => ({ line: place + 1, cells }))
    expect(findHead(rows)).toEqual({
      index: 2,
      rows: 2,
      headings: ['序号', '姓名', '手机', '座机', '身份证号'],
    })
  })

  test('columns in English, and those without a heading, are known by what stands in them', () => {
    const head = ['No.', 'Full name', '', 'Date of birth', 'Emergency contact']
    const sample = [[1, '王秀英', '13805321234', '1974-09-12', '13900000000']]
    expect(guessColumns(head, sample)).toEqual({ name: 1, phone: 2, birthMonth: 3 })
  })

  test("a relative's phone is not taken for hers", () => {
    const sample = [['王秀英', '13900000000', '13805321234']]
    expect(guessColumns(['姓名', '紧急联系人电话', '电话'], sample)).toEqual({ name: 0, phone: 2 })
    expect(guessColumns(['姓名', '配偶电话', '备注'], sample)).toEqual({ name: 0 })
  })

  test('sums, signatures, the head once more and numbers without people are about nobody', () => {
    const table = { headings: ['序号', '姓名', '电话'], counting: [0] }
    const about = (cells: (string | number | null)[]) => isAboutSomebody(cells, table)
    expect(about([1, '王秀英', null])).toBe(true)
    for (const cells of [
      [2, null, null],
      ['合计', '200人', null],
      ['序号', '姓名', '电话'],
      ['制表人：小王', null, null],
    ])
      expect(about(cells), String(cells)).toBe(false)
  })
})

test('no letter of a large workbook is torn where it is read in parts', async () => {
  const names = Array.from(
    { length: 6000 },
    (_, number) => `${madeUp(number).name}·${madeUp(number + 1).name}`,
  )
  const file = path.join(await temporaryFolder('book'), 'names.xlsx')
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: file, useSharedStrings: true })
  const sheet = book.addWorksheet('名册')
  for (const cells of [['姓名', '手机'], ...names.map((name) => [name, null])]) sheet.addRow(cells).commit()
  await book.commit()
  const read: unknown[] = []
  const opened = {
    contentType: rollFileTypes.workbook[0],
    read: () => Promise.resolve(createReadStream(file)),
  }
  for await (const part of readTable(opened)) if ('cells' in part) read.push(part.cells[0])
  expect(read).toEqual(names)
})
