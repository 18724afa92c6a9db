import { usePreferences } from '#app/ui/preferences-context.ts'
import type { Words } from './courses.ts'

/** A course's words in her language. */
export function useWords(): (words: Words) => string {
  const { language } = usePreferences()
  return (words) => words[language]
}
