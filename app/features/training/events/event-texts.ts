import { addTexts } from '#app/kernel/i18n/page-texts.ts'
import { en } from './event-texts.en.ts'
import { zh } from './event-texts.zh.ts'

/** The Chinese is the source; the English has the same shape. */
export const texts = addTexts('events', { zh, en } as const)
