export const languages = ['zh', 'en'] as const
export type Language = (typeof languages)[number]

/** Chinese first: what is shown where nobody said otherwise. */
export const defaultLanguage: Language = 'zh'

/** For `<html lang>`. */
export const htmlLanguage: Record<Language, string> = { zh: 'zh-CN', en: 'en' }

export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value)
}

/** The one of ours that an Accept-Language header likes best, or the default. */
export function preferredLanguage(acceptLanguage: string | null): Language {
  const wishes = (acceptLanguage ?? '').split(',').map((part) => {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
    const quality = parameters.map((text) => /^\s*q=([\d.]+)\s*$/.exec(text)?.[1]).find(Boolean)
    return { language: tag.trim().split('-')[0], quality: quality === undefined ? 1 : Number(quality) }
  })
  const ours = wishes.filter((wish) => isLanguage(wish.language) && wish.quality > 0)
  ours.sort((left, right) => right.quality - left.quality)
  const best = ours[0]?.language
  return isLanguage(best) ? best : defaultLanguage
}
