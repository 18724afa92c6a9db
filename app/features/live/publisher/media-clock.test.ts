import { expect, test } from 'vitest'
import { MediaClock } from './media-clock.ts'

const frame = 21_333

test('the jitter of arrivals leaves no trace, and a fast sound card is followed', () => {
  const clock = new MediaClock()
  const hours = 3
  let last = 0
  let unevenness = 0
  let apart = 0
  for (let index = 0; index < (hours * 3600 * 1e6) / frame; index += 1) {
    const real = index * frame
    const jitter = ((index * 7919) % 20) * 1000
    const at = clock.read({ source: real * (1 + 100e-6), arrived: real + jitter })
    if (index > 0) unevenness = Math.max(unevenness, Math.abs(at - last - frame))
    apart = Math.max(apart, Math.abs(at - real))
    last = at
  }
  expect(unevenness).toBeLessThan(100)
  expect(apart).toBeLessThan(60_000)
})

test('a source that begins anew is taken up where the clock stands', () => {
  const clock = new MediaClock()
  clock.read({ source: 0, arrived: 5e6 })
  clock.read({ source: 1e6, arrived: 6e6 })
  expect(clock.read({ source: 0, arrived: 20e6 })).toBe(20e6)
  expect(clock.read({ source: 0, arrived: 20e6 })).toBeGreaterThan(20e6)
})
