import { addTexts } from '#app/kernel/i18n/page-texts.ts'
import { en } from './teach-texts.en.ts'
import { zh } from './teach-texts.zh.ts'

/** The Chinese is the source; the English has the same shape. */
export const texts = addTexts('teach', { zh, en } as const)
