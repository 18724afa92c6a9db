import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatWeight, parseJin } from './weight.ts'

test('weights are shown in 斤 in Chinese, in g and kg in English', () => {
  expect([750, 500, 1000, 5, 1].map((grams) => formatWeight(grams, 'zh'))).toEqual([
    '1.5 斤',
    '1 斤',
    '2 斤',
    '0.01 斤',
    '0.002 斤',
  ])
  expect([750, 1000, 1250, 5000].map((grams) => formatWeight(grams, 'en'))).toEqual([
    '750 g',
    '1 kg',
    '1.25 kg',
    '5 kg',
  ])
})

test('every weight reads back as it was written', () => {
  fc.assert(
    fc.property(fc.nat({ max: 100_000_000 }), (grams) => {
      expect(parseJin(formatWeight(grams, 'zh'))).toBe(grams)
    }),
  )
})

test('what is no whole number of grams is not a weight', () => {
  expect(['0.001', '', '斤', '-1', '1.2345'].map(parseJin)).toEqual([null, null, null, null, null])
})
