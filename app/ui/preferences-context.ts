import { createContext, useContext } from 'react'
import type { Language } from '#app/kernel/i18n/languages.ts'

/** What she chose for all pages; the root hands it down from her cookie. */
export interface ChosenPreferences {
  language: Language
  elder: boolean
}

const Context = createContext<ChosenPreferences>({ language: 'zh', elder: false })

export const PreferencesProvider = Context.Provider

export function usePreferences(): ChosenPreferences {
  return useContext(Context)
}
