import type { TextsLike } from '#app/kernel/i18n/texts.ts'

const zh = {
  title: '…',
} as const

const en: TextsLike<typeof zh> = {
  title: '…',
}

export const texts = { zh, en }
