import { expect, test } from 'vitest'
import { formatPosition } from './film-time.ts'
import { playedSeconds, resumePosition } from './played.ts'

function ranges(...stretches: [number, number][]) {
  const at = (index: number) => stretches[index] ?? [0, 0]
  return {
    length: stretches.length,
    start: (index: number) => at(index)[0],
    end: (index: number) => at(index)[1],
  }
}

test('what was played is whole seconds of the lesson, also where that lies within a recording', () => {
  const lesson = { begins: 60, seconds: 100 }
  expect(playedSeconds(ranges([0, 61.2], [70.4, 80.6], [80.7, 200]), lesson)).toEqual([
    [0, 1],
    [10, 100],
  ])
  expect(playedSeconds(ranges([0, 59]), lesson)).toEqual([])
})

test('a film goes on where she stopped, and begins anew once she was at its end', () => {
  expect(resumePosition({ position: 592, seconds: 948 })).toBe(592)
  expect(resumePosition({ position: 944, seconds: 948 })).toBe(0)
})

test('a position is said as clocks say it', () => {
  expect([592, 0, 3725].map(formatPosition)).toEqual(['9:52', '0:00', '1:02:05'])
})
