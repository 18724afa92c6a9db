import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clockAhead } from './phone-clock.ts'

test('a phone whose clock is wrong makes codes by ours, and a slow page is no wrong clock', () => {
  fc.assert(
    fc.property(fc.integer({ min: -86_400_000, max: 86_400_000 }), (wrong) => {
      const pageNow = 1_700_000_000_000
      const ahead = clockAhead({ pageNow, phoneNow: pageNow - wrong })
      expect(ahead).toBe(Math.abs(wrong) <= 10_000 ? 0 : wrong)
    }),
  )
})
