import { createRequire } from 'node:module'
import { singleton } from '#app/kernel/singleton.ts'

/** What a Chinese name sounds like, for search: "wangxiuying wxy". A family name is read as one (单 is Shan). */
export function soundsOfPerson(name: string): string {
  return sounds(name, 'head')
}

/** The same for an organisation's name. */
export function soundsOfPlace(name: string): string {
  return sounds(name, 'off')
}

function sounds(name: string, surname: 'head' | 'off'): string {
  const syllables = pinyin()(name, { toneType: 'none', type: 'array', surname, v: true })
  const plain = syllables.map((syllable) => syllable.toLowerCase().replace(/[^a-z0-9]/g, ''))
  return `${plain.join('')} ${plain.map((syllable) => syllable[0] ?? '').join('')}`.trim()
}

/** Read on first use: its dictionary takes a third of a second, for which no start need wait. */
function pinyin() {
  return singleton('pinyin', () => {
    const require = createRequire(import.meta.url)
    return (require('pinyin-pro') as typeof import('pinyin-pro')).pinyin
  })
}
