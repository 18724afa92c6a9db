import { expect, test } from 'vitest'
import { isReached, longestWait } from './reached.ts'

const now = 1_000_000
const fresh = { at: now - 100, since: now - 50 }

test('what was pinned a moment ago waits for a picture that is two seconds late, and shows when it is there', () => {
  expect(isReached(fresh, { playingAt: now - 2000, now })).toBe(false)
  expect(isReached(fresh, { playingAt: fresh.at - 1, now: now + 1899 })).toBe(false)
  expect(isReached(fresh, { playingAt: fresh.at, now: now + 1900 })).toBe(true)
})

test('where nobody knows what she sees it shows at once', () => {
  expect(isReached(fresh, { playingAt: null, now })).toBe(true)
})

test('nothing waits longer than twenty seconds, whatever her picture says', () => {
  const stuck = { at: now, since: now }
  expect(isReached(stuck, { playingAt: now - 60_000, now: now + longestWait - 1 })).toBe(false)
  expect(isReached(stuck, { playingAt: now - 60_000, now: now + longestWait })).toBe(true)
})

test('what was pinned before the moment of her picture is there', () => {
  expect(isReached({ at: now - 60_000, since: now }, { playingAt: now - 2000, now })).toBe(true)
})
