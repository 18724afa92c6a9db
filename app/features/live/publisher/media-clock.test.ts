import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MediaClock } from './media-clock.ts'

const frame = 21_333

function read(clock: MediaClock, source: number, arrived: number): number {
  clock.observe({ source, arrived })
  return clock.at(source)
}

test('the jitter of arrivals leaves no trace, and a fast or slow sound card is followed', () => {
  for (const drift of [100e-6, -100e-6]) {
    const clock = new MediaClock()
    const hours = 3
    let last = 0
    let unevenness = 0
    let apart = 0
    for (let index = 0; index < (hours * 3600 * 1e6) / frame; index += 1) {
      const real = index * frame
      const jitter = ((index * 7919) % 20) * 1000
      const at = read(clock, real * (1 + drift), real + jitter)
      if (index > 0) unevenness = Math.max(unevenness, Math.abs(at - last - frame))
      apart = Math.max(apart, Math.abs(at - real))
      last = at
    }
    expect(unevenness).toBeLessThan(100)
    expect(apart).toBeLessThan(5_000)
  }
})

test('a page that is busy for ten seconds moves nothing', () => {
  const clock = new MediaClock()
  let apart = 0
  for (let real = 0; real < 60e6; real += frame) {
    const late = real > 20e6 && real < 30e6 ? 400_000 : 2_000
    apart = Math.max(apart, Math.abs(read(clock, real, real + late) - real - 2_000))
  }
  expect(apart).toBeLessThan(1_000)
})

test('a first arrival that was late is made good within ten seconds', () => {
  const clock = new MediaClock()
  let at = 0
  for (let real = 0; real < 10e6; real += frame)
    at = read(clock, real, real + (real < 500_000 ? 400_000 : 0)) - real
  expect(Math.abs(at)).toBeLessThan(31_000)
})

test('a source that begins anew is taken up where the clock stands', () => {
  const clock = new MediaClock()
  read(clock, 0, 5e6)
  read(clock, 1e6, 6e6)
  expect(read(clock, 0, 20e6)).toBe(20e6)
  expect(read(clock, 0, 20e6)).toBeGreaterThan(20e6)
})

test('times rise strictly, whatever comes', () => {
  const arrivals = fc.array(fc.record({ source: fc.nat(100_000_000), step: fc.nat(1_000_000) }), {
    maxLength: 100,
  })
  fc.assert(
    fc.property(arrivals, (all) => {
      const clock = new MediaClock()
      let arrived = 0
      let last = -Infinity
      for (const { source, step } of all) {
        arrived += step
        const at = read(clock, source, arrived)
        if (at <= last) return false
        last = at
      }
      return true
    }),
  )
})
