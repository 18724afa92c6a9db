import type { Language } from '#app/kernel/i18n/languages.ts'
import type { NewsItem } from './notifications.ts'

/**
 * The sentence of a piece of news, by the `t` of any namespace: its kind is the text's key. What is called otherwise in English
 * comes twice: as `title`, and as `titleEn` for whoever reads English.
 */
export function newsText(
  t: (key: never, params: never) => unknown,
  { kind, params }: NewsItem,
  language: Language,
): string {
  const said = { ...params }
  if (language === 'en')
    for (const [name, value] of Object.entries(params))
      if (name.endsWith('En')) said[name.slice(0, -2)] = value
  return String(t(kind as never, said as never))
}
