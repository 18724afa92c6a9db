import { addTexts } from '#app/kernel/i18n/page-texts.ts'
import { en } from './roll-texts.en.ts'
import { zh } from './roll-texts.zh.ts'

/** What staff read while they bring a roll in or take one out. */
export const texts = addTexts('roll', { zh, en })
