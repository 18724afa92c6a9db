import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatFen, formatFenShort, parseFen } from './money.ts'

test('a bill shows two decimals, a shelf only those that say something', () => {
  expect([formatFen(1280), formatFen(1200), formatFen(5), formatFen(-1280)]).toEqual([
    '12.80',
    '12.00',
    '0.05',
    '-12.80',
  ])
  expect([formatFenShort(1280), formatFenShort(1200), formatFenShort(1205)]).toEqual(['12.8', '12', '12.05'])
})

test('an amount that a person types is read as she means it', () => {
  expect(['12.8', '¥12.80', '￥12.8', ' 12.8元 ', '1,280', '0.5'].map(parseFen)).toEqual([
    1280, 1280, 1280, 1280, 128_000, 50,
  ])
  expect(['', 'abc', '1.234', '-5', '1,2', '1e3'].map(parseFen)).toEqual([null, null, null, null, null, null])
})

test('every amount reads back as it was written, in both ways of writing', () => {
  fc.assert(
    fc.property(fc.nat({ max: 100_000_000_000 }), (fen) => {
      expect(parseFen(formatFen(fen))).toBe(fen)
      expect(parseFen(formatFenShort(fen))).toBe(fen)
    }),
  )
})

test('what is no whole number of fen is a bug, not an amount', () => {
  expect(() => formatFen(12.5)).toThrow()
  expect(() => formatFen(Number.NaN)).toThrow()
})
