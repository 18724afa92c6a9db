import fc from 'fast-check'
import { expect, test } from 'vitest'
import { QualityLadder, rungsFrom } from './quality-ladder.ts'

const best = { bitrate: 2_000_000, height: 720, framerate: 30 }
const rungs = rungsFrom(best)
const open = () => new QualityLadder(rungs)

test('each rung asks for less: first bits, then size, then pictures', () => {
  const [first, second, third, , fifth] = rungs
  expect(second).toMatchObject({ height: 720, framerate: 30 })
  expect(third?.height).toBeLessThan(first?.height ?? 0)
  expect(fifth?.framerate).toBeLessThan(30)
  for (const [step, rung] of rungs.entries()) {
    const above = rungs[step - 1]
    if (!above) continue
    expect(rung.bitrate).toBeLessThan(above.bitrate)
    expect(rung.height).toBeLessThanOrEqual(above.height)
    expect(rung.framerate).toBeLessThanOrEqual(above.framerate)
  }
})

test('one pause changes nothing, a second one within seconds lowers the bitrate', () => {
  const ladder = open()
  expect(ladder.strained(1_000, 'network')).toBe(false)
  expect(ladder.strained(20_000, 'network')).toBe(false)
  expect(ladder.strained(25_000, 'network')).toBe(true)
  expect(ladder.quality).toMatchObject({ step: 1, height: 720, lowered: true, bitrate: 1_200_000 })
})

test('a pause that lasts lowers it by itself, a step at a time', () => {
  const ladder = open()
  const steps = []
  for (let now = 0; now <= 8_000; now += 500) {
    ladder.stillStrained(now, 0, 'network')
    steps.push(ladder.quality.step)
  }
  expect(steps).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3])
})

test('a phone that is too slow is given a smaller picture, not fewer bits', () => {
  const ladder = open()
  ladder.strained(0, 'encoder')
  ladder.strained(1_000, 'encoder')
  expect(ladder.quality).toMatchObject({ step: 2, height: 540 })
})

test('it goes up again after a calm time, and waits longer where that was too early', () => {
  const ladder = open()
  ladder.strained(0, 'network')
  ladder.strained(1_000, 'network')
  expect(ladder.calm(20_900)).toBe(false)
  expect(ladder.calm(21_000)).toBe(true)
  ladder.strained(25_000, 'network')
  ladder.strained(26_000, 'network')
  expect(ladder.quality.step).toBe(1)
  expect(ladder.calm(65_000)).toBe(false)
  expect(ladder.calm(66_000)).toBe(true)
})

test('after hours of calm it is as patient as in the beginning', () => {
  const ladder = open()
  let now = 0
  for (let round = 0; round < 5; round += 1) {
    ladder.strained((now += 5_000), 'network')
    ladder.strained((now += 1_000), 'network')
    ladder.calm((now += 160_000))
  }
  expect(ladder.quality.step).toBe(0)
  ladder.calm((now += 200_000))
  ladder.strained((now += 1_000), 'network')
  ladder.strained((now += 1_000), 'network')
  expect(ladder.calm(now + 20_000)).toBe(true)
})

const moments = fc.array(
  fc.record({
    pass: fc.nat(30_000),
    what: fc.constantFrom('strained', 'still', 'calm'),
    strain: fc.constantFrom('network' as const, 'encoder' as const),
  }),
  { maxLength: 200 },
)

test('whatever happens, it stays on its rungs, goes up one at a time and only after calm, and down not too fast', () => {
  fc.assert(
    fc.property(moments, (all) => {
      const ladder = open()
      let now = 0
      let strainedAt = -Infinity
      let changedAt = -Infinity
      for (const { pass, what, strain } of all) {
        now += pass
        const before = ladder.quality.step
        if (what === 'calm') ladder.calm(now)
        else if (what === 'still') ladder.stillStrained(now, now - pass, strain)
        else ladder.strained(now, strain)
        const { step } = ladder.quality
        expect(step).toBeGreaterThanOrEqual(0)
        expect(step).toBeLessThan(rungs.length)
        if (step < before) {
          expect(before - step).toBe(1)
          expect(now - Math.max(strainedAt, changedAt)).toBeGreaterThanOrEqual(20_000)
        }
        if (step > before) expect(now - changedAt).toBeGreaterThanOrEqual(3_000)
        if (step !== before) changedAt = now
        if (what !== 'calm') strainedAt = now
      }
    }),
  )
})

test('from wherever it is, calm leads back to the best picture', () => {
  fc.assert(
    fc.property(moments, (all) => {
      const ladder = open()
      let now = 0
      for (const { pass, strain } of all) ladder.strained((now += pass), strain)
      for (let minute = 0; minute < 20; minute += 1) ladder.calm((now += 60_000))
      return ladder.quality.step === 0
    }),
  )
})
