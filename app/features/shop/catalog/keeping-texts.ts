import { addTexts } from '#app/kernel/i18n/page-texts.ts'
import { en } from './keeping-texts.en.ts'
import { zh } from './keeping-texts.zh.ts'

/** What a seller reads while she keeps her shop. */
export const texts = addTexts('keeping', { zh, en })
