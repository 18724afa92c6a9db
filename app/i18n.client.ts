import i18next, { type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { defaultLanguage, isLanguage, languages, type Language } from '#app/kernel/i18n/languages.ts'
import { takeTexts } from '#app/kernel/i18n/page-texts.ts'
import { i18nOptions } from './i18n-options.ts'

const publicTexts = {
  zh: () => import('./public-texts.zh.ts'),
  en: () => import('./public-texts.en.ts'),
} as const satisfies Record<Language, unknown>

/** The browser's instance, in the language that the server wrote into `<html lang>`: hydration sees the same texts. */
export async function startClientI18n(): Promise<i18n> {
  const written = document.documentElement.lang.split('-')[0]
  const language = isLanguage(written) ? written : defaultLanguage
  const { texts } = await publicTexts[language]()
  const resources = { [language]: texts }
  await i18next.use(initReactI18next).init({ ...i18nOptions, resources, lng: language })
  takeTexts((namespace, added) => {
    for (const one of languages) i18next.addResourceBundle(one, namespace, added[one])
  })
  return i18next
}

/** The other language comes when it is asked for; where it cannot be fetched, the page stays as it is. */
export async function changeLanguage(language: Language): Promise<void> {
  const fetched = await publicTexts[language]().catch(() => null)
  if (fetched === null) return
  for (const [namespace, texts] of Object.entries(fetched.texts))
    i18next.addResourceBundle(language, namespace, texts)
  await i18next.changeLanguage(language)
}
