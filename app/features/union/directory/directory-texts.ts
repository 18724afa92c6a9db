import { addTexts } from '#app/kernel/i18n/page-texts.ts'
import { en } from './directory-texts.en.ts'
import { zh } from './directory-texts.zh.ts'

/** What staff read over the roll, and a member over her own data. */
export const texts = addTexts('directory', { zh, en })
