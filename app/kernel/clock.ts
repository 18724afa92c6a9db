import type { Language } from './i18n/languages.ts'

/*
 * Every page says when something is, and its scripts carry this file: it asks the browser's own calendar, because
 * date-fns with its time zones and languages weighed as much here as all the rest of a small page (record 8).
 */

/** Times are stored in UTC and shown as they are in Qingdao. */
export const timeZone = 'Asia/Shanghai'

type Moment = Date | string | number

/** What clocks and calendars show; `month` counts from 1. */
interface LocalTime {
  year: number
  month: number
  day: number
  hour: number
  minute: number
}

/** Made once: making one takes many times longer than asking it. Calendar and digits are the same in every browser. */
const localParts = new Intl.DateTimeFormat('en-GB', {
  timeZone,
  calendar: 'gregory',
  numberingSystem: 'latn',
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
})

const englishMonths = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** "9月6日" or "6 September"; with its year where that is not the year of `now`. */
export function formatDay(moment: Moment, language: Language, now: Moment): string {
  const { year, month, day } = localTime(moment)
  const sameYear = year === localTime(now).year
  if (language === 'zh') return `${sameYear ? '' : `${year}年`}${month}月${day}日`
  return `${day} ${englishMonths[month - 1]}${sameYear ? '' : ` ${year}`}`
}

/** "19:30", by the 24-hour clock. */
export function formatTime(moment: Moment): string {
  const { hour, minute } = localTime(moment)
  return `${twoDigits(hour)}:${twoDigits(minute)}`
}

/** "9月6日 19:30" or "6 September, 19:30". */
export function formatDayAndTime(moment: Moment, language: Language, now: Moment): string {
  return `${formatDay(moment, language, now)}${language === 'zh' ? ' ' : ', '}${formatTime(moment)}`
}

/** How many midnights in Qingdao lie between the two: 1 where `moment` is on the day after `now`. */
export function daysFrom(now: Moment, moment: Moment): number {
  return dayNumber(moment) - dayNumber(now)
}

/** The minutes that the clock in Qingdao has counted since midnight, from 0 to 1439. */
export function minuteOfDay(moment: Moment): number {
  const { hour, minute } = localTime(moment)
  return hour * 60 + minute
}

/** "2小时5分钟" or "2 h 5 min"; seconds only below a minute. Rounded down, as a clock counts. */
export function formatDuration(seconds: number, language: Language): string {
  const whole = Math.max(0, Math.floor(seconds))
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor((whole % 3600) / 60)
  const words = language === 'zh' ? { h: '小时', min: '分钟', s: '秒' } : { h: ' h', min: ' min', s: ' s' }
  const parts: string[] = []
  if (hours > 0) parts.push(`${hours}${words.h}`)
  if (minutes > 0) parts.push(`${minutes}${words.min}`)
  if (parts.length === 0) parts.push(`${whole}${words.s}`)
  return parts.join(language === 'zh' ? '' : ' ')
}

function dayNumber(moment: Moment): number {
  const { year, month, day } = localTime(moment)
  return Date.UTC(year, month - 1, day) / 86_400_000
}

/** Throws a `RangeError` for what is no moment. */
function localTime(moment: Moment): LocalTime {
  const time: LocalTime = { year: 0, month: 0, day: 0, hour: 0, minute: 0 }
  for (const { type, value } of localParts.formatToParts(new Date(moment)))
    if (type in time) time[type as keyof LocalTime] = Number(value)
  return time
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0')
}
