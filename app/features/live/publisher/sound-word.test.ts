import fc from 'fast-check'
import { expect, test } from 'vitest'
import { meterLevel, SoundHistory } from './sound-word.ts'

test('the meter goes from nothing to as loud as it can be', () => {
  expect(meterLevel(new Float32Array(512))).toBe(0)
  expect(meterLevel(new Float32Array(512).fill(1))).toBeCloseTo(1, 5)
  expect(meterLevel(new Float32Array(0))).toBe(0)
  expect(meterLevel(new Float32Array(512).fill(0.01))).toBeCloseTo(1 / 3, 2)
})

test('whatever is heard, the meter shows something between 0 and 1', () => {
  fc.assert(
    fc.property(fc.float32Array({ min: -1, max: 1, noNaN: true }), (samples) => {
      const level = meterLevel(samples)
      return level >= 0 && level <= 1
    }),
  )
})

test('a pause between words is not silence; eight seconds of nothing are', () => {
  const history = new SoundHistory(0)
  history.note(100, 0.7)
  expect(history.word(5_000, false)).toBe('clear')
  for (let now = 100; now < 9_000; now += 100) history.note(now, 0.01)
  expect(history.word(9_000, false)).toBe('silent')
  history.note(9_100, 0.2)
  expect(history.word(9_200, false)).toBe('quiet')
  history.note(9_300, 0.6)
  expect(history.word(9_400, false)).toBe('clear')
  expect(history.word(9_400, true)).toBe('muted')
})
