import { expect, test } from 'vitest'
import { sayWhen } from './times.ts'

// 2026-11-23 15:30 in Shanghai.
const now = Date.parse('2026-11-23T07:30:00Z')

test('today, tomorrow and yesterday are said as such, by the Shanghai calendar', () => {
  expect(sayWhen('2026-11-23T11:30:00Z', now, 'zh')).toBe('今天 19:30')
  expect(sayWhen('2026-11-23T16:05:00Z', now, 'zh')).toBe('明天 00:05')
  expect(sayWhen('2026-11-22T15:59:00Z', now, 'zh')).toBe('昨天 23:59')
  expect(sayWhen('2026-11-23T11:30:00Z', now, 'en')).toBe('today, 19:30')
})

test('other days carry their date, and the year only where it is another', () => {
  expect(sayWhen('2026-11-26T00:00:00Z', now, 'zh')).toBe('11月26日 08:00')
  expect(sayWhen('2025-04-29T01:00:00Z', now, 'zh')).toBe('2025年4月29日 09:00')
  expect(sayWhen('2025-04-29T01:00:00Z', now, 'en')).toBe('29 April 2025, 09:00')
})
