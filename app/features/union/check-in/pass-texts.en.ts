import type { zh } from './pass-texts.zh.ts'

export const en: typeof zh = {
  title: 'My check-in code',
  hint: 'Show it to the lecturer at a class. It works without network.',
  image: 'Check-in code',
  making: 'Making your code',
  missing: 'Open this page once with network. From then on it works without.',
  insecure: 'This browser cannot make the code. Tell the lecturer your member number.',
}
