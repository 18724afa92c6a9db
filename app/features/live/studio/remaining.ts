import type { Language } from '#app/kernel/i18n/languages.ts'

/** "1 分 40 秒" or "1 min 40 s": how long is left, in milliseconds, rounded up, never below nothing. */
export function sayRemaining(ms: number, language: Language): string {
  const whole = Math.max(0, Math.ceil(ms / 1000))
  const minutes = Math.floor(whole / 60)
  const words = language === 'zh' ? { min: ' 分', s: ' 秒' } : { min: ' min', s: ' s' }
  const seconds = `${whole % 60}${words.s}`
  return minutes === 0 ? seconds : `${minutes}${words.min} ${seconds}`
}
