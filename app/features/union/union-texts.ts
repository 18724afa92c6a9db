import { addTexts } from '#app/kernel/i18n/page-texts.ts'
import { en } from './union-texts.en.ts'
import { zh } from './union-texts.zh.ts'

/** What a member, or somebody who applies, reads about her union. */
export const texts = addTexts('union', { zh, en })
