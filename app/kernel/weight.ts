import type { Language } from './i18n/languages.ts'

/** One 斤, in grams. */
export const gramsPerJin = 500

/** "1.5 斤" for 750 g in Chinese, "750 g" or "1.25 kg" in English. Weights are integer grams. */
export function formatWeight(grams: number, language: Language): string {
  if (!Number.isSafeInteger(grams)) throw new Error(`not a weight in grams: ${grams}`)
  if (language === 'zh') return `${decimals(grams / gramsPerJin)} 斤`
  return Math.abs(grams) < 1000 ? `${grams} g` : `${decimals(grams / 1000)} kg`
}

/** Grams for a weight in 斤 typed by a person ("1.5", "2 斤"), or null where it is none or not whole grams. */
export function parseJin(text: string): number | null {
  const match = /^(\d{1,6})(?:\.(\d{1,3}))?\s*斤?$/.exec(text.trim())
  if (!match) return null
  const thousandths = Number(match[1]) * 1000 + Number((match[2] ?? '').padEnd(3, '0'))
  return thousandths % 2 === 0 ? thousandths / 2 : null
}

/** A gram is 0.002 斤, so three decimals lose nothing. */
function decimals(value: number): string {
  return value.toFixed(3).replace(/\.?0+$/, '')
}
