import { addTexts } from '#app/kernel/i18n/page-texts.ts'
import { en } from './films-texts.en.ts'
import { zh } from './films-texts.zh.ts'

/** What lecturers read of films, captions and clips. */
export const texts = addTexts('films', { zh, en })
