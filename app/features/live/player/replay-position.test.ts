import { expect, test } from 'vitest'
import { positionIn } from './replay-source.ts'

const began = 1_000_000
/** Ten seconds, an interruption of a minute, then ten seconds more. */
const pieces = [
  { start: 0, duration: 10, programDateTime: began },
  { start: 10, duration: 10, programDateTime: began + 70_000 },
]

test('a moment is found in the recording, also after an interruption', () => {
  expect(positionIn(pieces, began + 4000)).toBe(4)
  expect(positionIn(pieces, began + 75_000)).toBe(15)
})

test('a moment of the interruption is the first picture after it', () => {
  expect(positionIn(pieces, began + 40_000)).toBe(10)
})

test('what is before the beginning or after the end is its edge; without dates it is unknown', () => {
  expect(positionIn(pieces, began - 5000)).toBe(0)
  expect(positionIn(pieces, began + 999_000)).toBe(20)
  expect(positionIn([{ start: 0, duration: 10, programDateTime: null }], began)).toBeNull()
})
