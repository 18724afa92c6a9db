import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatDay, formatDayAndTime, formatDuration, formatTime } from './clock.ts'

const evening = '2024-09-06T11:30:00Z'
const now = new Date('2024-12-31T15:59:59Z')

test('times are shown as they are in Qingdao, wherever the server stands', () => {
  expect(formatTime(evening)).toBe('19:30')
  expect(formatDay(evening, 'zh', now)).toBe('9月6日')
  expect(formatDay(evening, 'en', now)).toBe('6 September')
  expect(formatDayAndTime(evening, 'zh', now)).toBe('9月6日 19:30')
  expect(formatDayAndTime(evening, 'en', now)).toBe('6 September, 19:30')
})

test('the year is said once it is another there, eight hours before it is another in Greenwich', () => {
  const newYear = new Date('2024-12-31T16:00:00Z')
  expect(formatDay(evening, 'zh', newYear)).toBe('2024年9月6日')
  expect(formatDay(newYear, 'zh', newYear)).toBe('1月1日')
})

test('durations are said in words', () => {
  expect([0, 59, 60, 3599, 3600, 7500].map((seconds) => formatDuration(seconds, 'zh'))).toEqual([
    '0秒',
    '59秒',
    '1分钟',
    '59分钟',
    '1小时',
    '2小时5分钟',
  ])
  expect([42.9, 7500].map((seconds) => formatDuration(seconds, 'en'))).toEqual(['42 s', '2 h 5 min'])
})

test('the time shown is always eight hours ahead of UTC', () => {
  const moment = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(moment, (date) => {
      const ahead = new Date(date.getTime() + 8 * 3_600_000)
      expect(formatTime(date)).toBe(ahead.toISOString().slice(11, 16))
    }),
  )
})
