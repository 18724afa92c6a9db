import type { TextsLike } from '#app/kernel/i18n/texts.ts'

const zh = {} as const

const en: TextsLike<typeof zh> = {}

/** The Chinese is the source; the English has the same shape. */
export const texts = { zh, en }
