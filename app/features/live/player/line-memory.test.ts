import { expect, test } from 'vitest'
import fc from 'fast-check'
import { afterReturn, afterStall, calmLine, mayReturn, type LineMemory } from './line-memory.ts'

const second = 1000

/** Looks once a second; answers the seconds at which she is brought back near the edge. */
function returnsOver(seconds: number, stallsAt: (time: number, line: LineMemory) => boolean): number[] {
  let line = calmLine
  const returns: number[] = []
  for (let time = 1; time <= seconds; time++) {
    if (stallsAt(time, line)) line = afterStall(line, time * second)
    if (!mayReturn(line, time * second)) continue
    line = afterReturn(line, time * second)
    returns.push(time)
  }
  return returns
}

test('a line that never stalled has nowhere to return from', () => {
  expect(returnsOver(600, () => false)).toEqual([])
})

test('thirty seconds after a stall she is brought back, once', () => {
  expect(returnsOver(600, (time) => time === 10)).toEqual([40])
})

test('the thirty seconds begin anew with every stall', () => {
  expect(returnsOver(600, (time) => time <= 50 && time % 10 === 0)).toEqual([80])
})

test('a line that stalls whenever she is near the edge is left in peace for ever longer', () => {
  const fiveSecondsAfterReturn = (time: number, { returnedAt }: LineMemory) =>
    time === 1 || returnedAt === (time - 5) * second
  const returns = returnsOver(2000, fiveSecondsAfterReturn)
  const waits = returns.slice(1).map((time, place) => time - (returns[place] ?? 0))
  expect(waits.slice(0, 5)).toEqual([65, 125, 245, 245, 245])
})

test('after a long calm the next stall is a first one again', () => {
  const worn = { stalledAt: null, returnedAt: 0, patience: 120_000 }
  expect(afterStall(worn, 600_000).patience).toBe(30_000)
})

test('within half a minute of a stall she is never brought back', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(300), { maxLength: 20 }), (stalls) => {
      for (const time of returnsOver(600, (now) => stalls.includes(now)))
        expect(stalls.every((stall) => stall > time || time - stall >= 30)).toBe(true)
    }),
  )
})
