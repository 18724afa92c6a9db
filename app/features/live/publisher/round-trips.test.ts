import { expect, test } from 'vitest'
import { RoundTrips } from './round-trips.ts'

test('what a message takes longer than on the empty line is what waits', () => {
  const trips = new RoundTrips()
  trips.pong(trips.ping(0), 80)
  expect(trips.waiting(80)).toBe(0)
  trips.pong(trips.ping(500), 1_200)
  expect(trips.waiting(1_200)).toBe(620)
  trips.pong(trips.ping(2_000), 2_080)
  expect(trips.waiting(2_080)).toBe(0)
})

test('an answer that does not come counts as long as it does not come', () => {
  const trips = new RoundTrips()
  trips.pong(trips.ping(0), 50)
  trips.ping(1_000)
  trips.ping(1_500)
  expect(trips.silentFor(5_000)).toBe(4_000)
  expect(trips.waiting(5_000)).toBe(3_950)
})

test('a later answer stands for the earlier ones; one that was not asked for, for none', () => {
  const trips = new RoundTrips()
  trips.ping(0)
  const second = trips.ping(500)
  trips.pong(99, 510)
  expect(trips.silentFor(600)).toBe(600)
  trips.pong(second, 700)
  expect(trips.silentFor(700)).toBe(0)
})
