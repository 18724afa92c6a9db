import fc from 'fast-check'
import { expect, test } from 'vitest'
import { monthBefore, periodOf, readMonth, spanOf, stepsOf } from './period.ts'

const now = new Date('2026-11-29T05:00:00Z')

test.each([
  ['2026-01', '2026-01'],
  ['2026-1', '2026-01'],
  ['2026年3月', '2026-03'],
  ['２０２６／０３', '2026-03'],
  ['202603', '2026-03'],
  ['2026-13', null],
  ['gestern', null],
  ['', null],
])('a month is read as people write it: %s', (text, month) => {
  expect(readMonth(text)).toBe(month)
})

test('where nothing is said it is this year so far, until now', () => {
  const period = periodOf({}, now)
  expect(period).toEqual({ from: '2026-01', to: '2026-11' })
  expect(spanOf(period, now)).toEqual({ from: new Date('2025-12-31T16:00:00Z'), end: now })
})

test('months in the wrong order are put right, and the future is not asked for', () => {
  expect(periodOf({ from: '2027-03', to: '2025-02' }, now)).toEqual({ from: '2025-02', to: '2026-11' })
})

const months = fc
  .integer({ min: 2000 * 12, max: 2026 * 12 + 10 })
  .map((number) => `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`)

test('the steps of a period follow one another without a gap from its beginning to its end', () => {
  fc.assert(
    fc.property(months, months, (one, other) => {
      const period = periodOf({ from: one, to: other }, now)
      const steps = stepsOf(period)
      expect([steps[0]?.from, steps.at(-1)?.to]).toEqual([period.from, period.to])
      for (const [place, step] of steps.entries())
        if (place > 0) expect(monthBefore(step.from)).toBe(steps[place - 1]?.to)
      expect(steps.length).toBeLessThanOrEqual(27)
    }),
  )
})
