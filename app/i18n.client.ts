import i18next, { type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { defaultLanguage, isLanguage } from '#app/kernel/i18n/languages.ts'
import { i18nOptions } from './i18n-options.ts'

/** The browser's instance, in the language that the server wrote into `<html lang>`: hydration sees the same texts. */
export async function startClientI18n(): Promise<i18n> {
  const written = document.documentElement.lang.split('-')[0]
  const language = isLanguage(written) ? written : defaultLanguage
  await i18next.use(initReactI18next).init({ ...i18nOptions, lng: language })
  return i18next
}
