import { tz } from '@date-fns/tz'
import { format, isSameYear } from 'date-fns'
import { enGB, zhCN } from 'date-fns/locale'
import type { Language } from './i18n/languages.ts'

/** Times are stored in UTC and shown as they are in Qingdao. */
export const timeZone = 'Asia/Shanghai'

type Moment = Date | string | number

const here = tz(timeZone)
const locales = { zh: zhCN, en: enGB }
const dayPatterns = {
  zh: { sameYear: 'M月d日', otherYear: 'yyyy年M月d日' },
  en: { sameYear: 'd MMMM', otherYear: 'd MMMM yyyy' },
}

/** "9月6日" or "6 September"; with its year where that is not the year of `now`. */
export function formatDay(moment: Moment, language: Language, now: Moment): string {
  const pattern = isSameYear(moment, now, { in: here }) ? 'sameYear' : 'otherYear'
  return format(moment, dayPatterns[language][pattern], { in: here, locale: locales[language] })
}

/** "19:30", by the 24-hour clock. */
export function formatTime(moment: Moment): string {
  return format(moment, 'HH:mm', { in: here })
}

/** "9月6日 19:30" or "6 September, 19:30". */
export function formatDayAndTime(moment: Moment, language: Language, now: Moment): string {
  return `${formatDay(moment, language, now)}${language === 'zh' ? ' ' : ', '}${formatTime(moment)}`
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
