import { addTexts } from '#app/kernel/i18n/page-texts.ts'
import { en } from './figures-texts.en.ts'
import { zh } from './figures-texts.zh.ts'

/** What staff read over the figures. */
export const texts = addTexts('figures', { zh, en })
