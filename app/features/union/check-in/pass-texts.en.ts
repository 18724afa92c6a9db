import type { zh } from './pass-texts.zh.ts'

export const en: typeof zh = {
  title: 'My check-in code',
  hint: 'Show it to the lecturer at a class. Once it was opened with network it works without.',
  image: 'Check-in code',
  making: 'Making your code',
  insecure: 'This browser cannot make the code. Tell the lecturer your member number.',
}
