import type { Language } from './languages.ts'

type Texts = Readonly<Record<Language, object>>
type Take = (namespace: string, texts: Texts) => void

const added = new Map<string, Texts>()
let take: Take | undefined

/**
 * Texts of pages that few people open: they travel with the scripts that show them, not with every page. Whatever
 * calls `useTranslation(namespace)` imports the file that calls this; `i18n-resources.test.ts` holds it to that.
 */
export function addTexts<Added extends Texts>(namespace: string, texts: Added): Added {
  added.set(namespace, texts)
  take?.(namespace, texts)
  return texts
}

/** Hands over what was added so far, and from now on each at once: a page's scripts may run before i18next is there. */
export function takeTexts(taker: Take): void {
  take = taker
  for (const [namespace, texts] of added) taker(namespace, texts)
}
