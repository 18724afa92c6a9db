import { addTexts } from '#app/kernel/i18n/page-texts.ts'
import { en } from './pass-texts.en.ts'
import { zh } from './pass-texts.zh.ts'

/** The Chinese is the source; the English has the same shape. */
export const texts = addTexts('pass', { zh, en } as const)
