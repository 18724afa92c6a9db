import type { Language } from './i18n/languages.ts'

const steps = {
  zh: [
    { from: 1e8, unit: ' 亿' },
    { from: 1e4, unit: ' 万' },
  ],
  en: [
    { from: 1e6, unit: 'M', over: 1e6 },
    { from: 1e4, unit: 'k', over: 1e3 },
  ],
} as const

/** How many, as people say it: "1,286", then "1.2 万" or "12.3k". Rounded down, so that it promises no more than there is. */
export function formatCount(count: number, language: Language): string {
  const whole = Math.max(0, Math.floor(count))
  const step = steps[language].find(({ from }) => whole >= from)
  if (step === undefined) return whole.toLocaleString('en-US')
  const over = 'over' in step ? step.over : step.from
  return `${Math.floor((whole / over) * 10) / 10}${step.unit}`
}
