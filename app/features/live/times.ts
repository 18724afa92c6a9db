import { daysFrom, formatDay, formatTime } from '#app/kernel/clock.ts'
import type { Language } from '#app/kernel/i18n/languages.ts'

const nearDays = {
  zh: { [-1]: '昨天', 0: '今天', 1: '明天' },
  en: { [-1]: 'yesterday', 0: 'today', 1: 'tomorrow' },
} as const satisfies Record<Language, Record<number, string>>

/** `今天 19:30`, `明天 08:00`, `11月26日 08:00`: how one says when a broadcast is. `iso` and `now` (ms) are moments. */
export function sayWhen(iso: string, now: number, language: Language): string {
  const near: Record<number, string> = nearDays[language]
  const day = near[daysFrom(now, iso)] ?? formatDay(iso, language, now)
  return `${day}${language === 'zh' ? ' ' : ', '}${formatTime(iso)}`
}
