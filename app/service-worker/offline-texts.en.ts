import type { zh } from './offline-texts.zh.ts'

export const en: typeof zh = {
  title: 'No network',
  hint: 'Connect and try again. Broadcasts, orders and payments need a network.',
  kept: 'These open without:',
  again: 'Try again',
}
