import type { TextsLike } from '#app/kernel/i18n/texts.ts'
import { en as accountEn, zh as accountZh } from './account-texts.ts'
import { en as signInEn, zh as signInZh } from './sign-in-texts.ts'

const zh = { ...accountZh, ...signInZh } as const

const en: TextsLike<typeof zh> = { ...accountEn, ...signInEn }

/** The Chinese is the source; the English has the same shape. */
export const texts = { zh, en }
