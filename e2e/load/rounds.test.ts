import fc from 'fast-check'
import { expect, test } from 'vitest'
import { interleave, median, named, quantile, ratioOf, spread } from './rounds.ts'

test('the median of an odd number of values is the middle one, of an even number the mean of two', () => {
  expect(median([9, 1, 5])).toBe(5)
  expect(median([4, 1, 3, 2])).toBe(2.5)
})

test('a quantile is always one of the values, and grows with its share', () => {
  const numbers = fc.array(fc.integer(), { minLength: 1 })
  fc.assert(
    fc.property(numbers, fc.double({ min: 0, max: 1, noNaN: true }), (values, share) => {
      expect(values).toContain(quantile(values, share))
      expect(quantile(values, share)).toBeLessThanOrEqual(quantile(values, 1))
    }),
  )
})

test('sides take turns, and every second round goes backwards', async () => {
  const order: string[] = []
  const measure = (side: string) => (round: number) => {
    order.push(side)
    return Promise.resolve(round)
  }
  const measured = await interleave({ ours: measure('ours'), theirs: measure('theirs') }, 3)
  expect(order).toEqual(['ours', 'theirs', 'theirs', 'ours', 'ours', 'theirs'])
  expect(measured).toEqual({ ours: [0, 1, 2], theirs: [0, 1, 2] })
})

test('a ratio compares medians and shows the rounds that were furthest apart', () => {
  expect(ratioOf([10, 20, 30], [10, 10, 60])).toEqual({ median: 2, low: 0.5, high: 2 })
})

test('figures carry their unit at the end of the name', () => {
  expect(named('oursP50', 'Ms', spread([1234.56, 1000, 2000]))).toEqual({
    oursP50Ms: 1235,
    oursP50LowMs: 1000,
    oursP50HighMs: 2000,
  })
})
