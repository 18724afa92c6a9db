import { expect, test } from 'vitest'
import fc from 'fast-check'
import { breakLines } from './text-lines.ts'

const upTo = (length: number) => (line: string) => Array.from(line).length <= length

test('Chinese breaks between characters, English between words', () => {
  expect(breakLines('红岛大姐的海鲜摊', upTo(5), 2)).toEqual(['红岛大姐的', '海鲜摊'])
  expect(breakLines('Fresh from the quay', upTo(10), 3)).toEqual(['Fresh from', 'the quay'])
})

test('what does not fit ends in an ellipsis', () => {
  expect(breakLines('今早退潮挖的蛤蜊吐净沙', upTo(4), 2)).toEqual(['今早退潮', '挖的蛤…'])
  expect(breakLines('unbreakable', upTo(6), 2)).toEqual(['unbre…'])
  expect(breakLines('unbreakable 蛤蜊', upTo(6), 2)).toEqual(['unbre…', '蛤蜊'])
})

test('no line is wider than the poster, and there are never more than asked for', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 20 }), (text, width) => {
      const lines = breakLines(text, upTo(width), 2)
      expect(lines.length).toBeLessThanOrEqual(2)
      for (const line of lines) expect(Array.from(line).length).toBeLessThanOrEqual(width)
    }),
  )
})
