import { createInstance, type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { RemixI18Next } from 'remix-i18next/server'
import { defaultLanguage, languages, type Language } from '#app/kernel/i18n/languages.ts'
import { languageOf } from '#app/kernel/i18n/language.server.ts'
import { i18nOptions } from './i18n-options.ts'
import { resources } from './i18n-resources.ts'

const options = { ...i18nOptions, resources, ns: Object.keys(resources.zh) }

/** For loaders and meta: `const t = await remixI18n.getFixedT(request, 'live')`. */
export const remixI18n = new RemixI18Next({
  detection: {
    supportedLanguages: [...languages],
    fallbackLanguage: defaultLanguage,
    order: ['custom'],
    findLocale: languageOf,
  },
  i18next: options,
})

/** For entry.server's I18nextProvider: one instance a language, which no rendering changes. */
export function serverI18n(language: Language): Promise<i18n> {
  return (instances[language] ??= createServerI18n(language))
}

const instances: Partial<Record<Language, Promise<i18n>>> = {}

async function createServerI18n(language: Language): Promise<i18n> {
  const instance = createInstance()
  await instance.use(initReactI18next).init({ ...options, lng: language })
  return instance
}
