import { expect, test } from 'vitest'
import { formatCount } from './counts.ts'

test('small numbers are said in full', () => {
  expect(formatCount(0, 'zh')).toBe('0')
  expect(formatCount(1286, 'zh')).toBe('1,286')
  expect(formatCount(9999, 'en')).toBe('9,999')
})

test('large numbers are said as people say them, and never more than there is', () => {
  expect(formatCount(12_999, 'zh')).toBe('1.2 万')
  expect(formatCount(23_000, 'zh')).toBe('2.3 万')
  expect(formatCount(10_000, 'zh')).toBe('1 万')
  expect(formatCount(120_000_000, 'zh')).toBe('1.2 亿')
  expect(formatCount(12_390, 'en')).toBe('12.3k')
  expect(formatCount(1_290_000, 'en')).toBe('1.2M')
})
