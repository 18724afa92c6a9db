import type { InitOptions } from 'i18next'
import { defaultLanguage, languages } from '#app/kernel/i18n/languages.ts'
import { resources } from './i18n-resources.ts'

/** How i18next is set up, alike on the server and in the browser. */
export const i18nOptions = {
  resources,
  supportedLngs: languages,
  fallbackLng: defaultLanguage,
  ns: Object.keys(resources.zh),
  defaultNS: 'common',
  // React escapes what it renders.
  interpolation: { escapeValue: false },
  react: { useSuspense: false },
} as const satisfies InitOptions
