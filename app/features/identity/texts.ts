import type { TextsLike } from '#app/kernel/i18n/texts.ts'
import { en as accountEn, zh as accountZh } from './account-texts.ts'

const zh = { ...accountZh } as const

const en: TextsLike<typeof zh> = { ...accountEn }

/** The Chinese is the source; the English has the same shape. */
export const texts = { zh, en }
