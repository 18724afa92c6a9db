import { pinyin } from 'pinyin-pro'

/** What a Chinese name sounds like, for search: "wangxiuying wxy". A family name is read as one (单 is Shan). */
export function soundsOfPerson(name: string): string {
  return sounds(name, 'head')
}

/** The same for an organisation's name. */
export function soundsOfPlace(name: string): string {
  return sounds(name, 'off')
}

function sounds(name: string, surname: 'head' | 'off'): string {
  const syllables = pinyin(name, { toneType: 'none', type: 'array', surname, v: true })
  const plain = syllables.map((syllable) => syllable.toLowerCase().replace(/[^a-z0-9]/g, ''))
  return `${plain.join('')} ${plain.map((syllable) => syllable[0] ?? '').join('')}`.trim()
}
