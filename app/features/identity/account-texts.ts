import { addTexts } from '#app/kernel/i18n/page-texts.ts'
import { en } from './account-texts.en.ts'
import { zh } from './account-texts.zh.ts'

/** A person and her account, and the people that administrators keep. */
export const texts = addTexts('account', { zh, en })
