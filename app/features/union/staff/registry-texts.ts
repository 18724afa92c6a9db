import { addTexts } from '#app/kernel/i18n/page-texts.ts'
import { en } from './registry-texts.en.ts'
import { zh } from './registry-texts.zh.ts'
import '../union-texts.ts'

/** What staff read while they keep the roll. */
export const texts = addTexts('registry', { zh, en })
