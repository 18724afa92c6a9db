import fc from 'fast-check'
import { expect, test } from 'vitest'
import { minutesOf } from './deeds.ts'
import { isQuestion } from './questions.ts'

test('muted for today ends at midnight in Qingdao', () => {
  expect(minutesOf('mute-today', Date.parse('2026-04-29T15:30:00Z'))).toBe(30)
  expect(minutesOf('mute-today', Date.parse('2026-04-29T16:00:00Z'))).toBe(1440)
  expect(minutesOf('mute-today', Date.parse('2026-04-29T15:59:59.999Z'))).toBe(1)
})

test('whatever the moment, a day is never longer than the wire takes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e12 }), (now) => {
      const minutes = minutesOf('mute-today', now)
      expect(minutes).toBeGreaterThanOrEqual(1)
      expect(minutes).toBeLessThanOrEqual(1440)
    }),
  )
})

test.each(['送到即墨要几天？', '蛤蜊吐沙了吗', '多少钱一斤', '怎么买', '几斤起', 'Fresh? '])(
  '%s is a question',
  (text) => {
    expect(isQuestion(text)).toBe(true)
  },
)

test.each(['大姐早，今天风大不', '个头真大', '买了'])('%s is none', (text) => {
  expect(isQuestion(text)).toBe(false)
})
