import type { InitOptions } from 'i18next'
import { languages } from '#app/kernel/i18n/languages.ts'

/** How i18next is set up, alike on the server and in the browser; each adds the texts that it has. */
export const i18nOptions = {
  supportedLngs: languages,
  // Both languages have every text.
  fallbackLng: false,
  defaultNS: 'common',
  // React escapes what it renders.
  interpolation: { escapeValue: false },
  react: { useSuspense: false },
} as const satisfies InitOptions
