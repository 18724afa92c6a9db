import { addTexts } from '#app/kernel/i18n/page-texts.ts'
import { en } from './learn-texts.en.ts'
import { zh } from './learn-texts.zh.ts'

/** The Chinese is the source; the English has the same shape. */
export const texts = addTexts('learn', { zh, en } as const)
