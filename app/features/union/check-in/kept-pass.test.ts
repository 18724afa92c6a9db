import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readKeptPass, withClock } from './kept-pass.ts'

test('a phone whose clock is wrong makes codes by ours, and a slow page is no wrong clock', () => {
  const pass = { id: 'id', secret: 'secret' }
  fc.assert(
    fc.property(fc.integer({ min: -86_400_000, max: 86_400_000 }), (ahead) => {
      const pageNow = 1_700_000_000_000
      const { clockAhead } = withClock(pass, { pageNow, phoneNow: pageNow - ahead })
      expect(Math.abs(clockAhead - ahead)).toBeLessThanOrEqual(10_000)
      if (Math.abs(ahead) <= 10_000) expect(clockAhead).toBe(0)
    }),
  )
})

test('what the phone has kept is read again, and anything else is nothing', () => {
  const pass = { id: 'id', secret: 'secret', clockAhead: 0 }
  expect(readKeptPass(JSON.stringify(pass))).toEqual(pass)
  for (const kept of [null, 'null', '{', '{"id":"id"}', '[]', '3']) expect(readKeptPass(kept)).toBeNull()
})
