import { tz, TZDate } from '@date-fns/tz'
import { differenceInCalendarDays, format, isSameYear } from 'date-fns'
import { enGB, zhCN } from 'date-fns/locale'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  daysFrom,
  formatDay,
  formatDayAndTime,
  formatDuration,
  formatTime,
  minuteOfDay,
  timeZone,
} from './clock.ts'

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

const moment = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })

test('the time shown is always eight hours ahead of UTC', () => {
  fc.assert(
    fc.property(moment, (date) => {
      const ahead = new Date(date.getTime() + 8 * 3_600_000).toISOString()
      expect(formatTime(date)).toBe(ahead.slice(11, 16))
      expect(minuteOfDay(date)).toBe(Number(ahead.slice(11, 13)) * 60 + Number(ahead.slice(14, 16)))
    }),
  )
})

/** Any moment, and one near it: most differences that are shown are those of a few days or of one New Year. */
const pair = fc
  .tuple(
    fc.date({ min: new Date('1970-01-02'), max: new Date('2200-01-01'), noInvalidDate: true }),
    fc.oneof(
      fc.integer({ min: -4 * 86_400_000, max: 4 * 86_400_000 }),
      fc.integer({ min: -4e10, max: 4e10 }),
    ),
  )
  .map(([date, apart]) => ({ date, now: new Date(date.getTime() + apart) }))

test('every moment reads as date-fns would write it, as a date, a number and a text', () => {
  const here = { in: tz(timeZone) }
  const patterns = {
    zh: { same: 'M月d日', other: 'yyyy年M月d日', between: ' ' },
    en: { same: 'd MMMM', other: 'd MMMM yyyy', between: ', ' },
  }
  fc.assert(
    fc.property(pair, fc.constantFrom('zh', 'en'), ({ date, now }, language) => {
      const { same, other, between } = patterns[language]
      const pattern = isSameYear(date, now, here) ? same : other
      const day = format(date, pattern, { ...here, locale: language === 'zh' ? zhCN : enGB })
      const time = format(date, 'HH:mm', here)
      expect(formatDay(date, language, now)).toBe(day)
      expect(formatTime(date.toISOString())).toBe(time)
      expect(formatDayAndTime(date.getTime(), language, now.toISOString())).toBe(`${day}${between}${time}`)
    }),
    { numRuns: 1000 },
  )
})

test('days apart are counted as date-fns counts them', () => {
  fc.assert(
    fc.property(pair, ({ date, now }) => {
      const counted = differenceInCalendarDays(new TZDate(date, timeZone), new TZDate(now, timeZone))
      expect(daysFrom(now, date)).toBe(counted)
    }),
    { numRuns: 1000 },
  )
})

test('what is no moment is an error, not a text', () => {
  expect(() => formatTime('soon')).toThrow(RangeError)
})
