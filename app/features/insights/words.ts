import type { TFunction } from 'i18next'
import { formatFenShort } from '#app/kernel/money.ts'
import type { Count, Figure, Slice } from './figures.ts'
import type { Period } from './period.ts'

type Words = TFunction<'figures'>

/** "1,205": figures are told whole. */
export function sayNumber(number: number): string {
  return number.toLocaleString('en-US')
}

/** "¥150,000.5". */
export function sayYuan(fen: number): string {
  const [yuan = '', rest] = formatFenShort(fen).split('.')
  return `¥${sayNumber(Number(yuan))}${rest === undefined ? '' : `.${rest}`}`
}

/** What a figure shows: how many there are, or what they come to. */
export function sayCount(figure: Figure, { count, fen }: Count): string {
  return figure === 'takings' ? sayYuan(fen) : sayNumber(count)
}

/** "1月". */
export function sayMonthAlone(month: string, t: Words): string {
  return t('months').split(' ')[Number(month.slice(5)) - 1] ?? ''
}

export function sayMonth(month: string, t: Words): string {
  return t('month', { year: month.slice(0, 4), month: sayMonthAlone(month, t) })
}

export function sayPeriod({ from, to }: Period, t: Words): string {
  if (from === to) return sayMonth(from, t)
  return t('span', { from: sayMonth(from, t), to: sayMonth(to, t) })
}

export function saySlice({ by, value }: Slice, t: Words): string {
  if (value === 'none') return t('section.none')
  if (by === 'sex') return t(`sex.${value}`)
  return by === 'age' ? t(`age.${value}`) : t(`trade.${value}`)
}
