import { texts as publisher } from '#app/features/live/publisher/texts.ts'
import { texts as live } from '#app/features/live/texts.ts'
import { texts as common } from '#app/kernel/i18n/common.ts'
import type { Language } from '#app/kernel/i18n/languages.ts'

/** All texts by language and namespace. A feature with texts adds its line to both languages here. */
export const resources = {
  zh: { common: common.zh, live: live.zh, publisher: publisher.zh },
  en: { common: common.en, live: live.en, publisher: publisher.en },
} as const satisfies Record<Language, Record<string, unknown>>

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: (typeof resources)['zh']
  }
}
