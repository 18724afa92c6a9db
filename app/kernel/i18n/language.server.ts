import { readPreferences } from '../preferences.server.ts'
import type { Language } from './languages.ts'

/** The language to answer this request in: what she chose, else what her browser asks for, else Chinese. */
export async function languageOf(request: Request): Promise<Language> {
  const { language } = await readPreferences(request)
  return language
}
