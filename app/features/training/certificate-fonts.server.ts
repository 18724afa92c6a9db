import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { create, type Font } from 'fontkit'
import { sfntOf } from './woff.server.ts'

/*
 * Noto Sans SC (SIL Open Font License 1.1) as it is packed for browsers: one file with what is usually written, and a
 * hundred small ones with everything, by ranges. People's names have rare characters: for those a small one is taken.
 */

export type Weight = 400 | 700

/** A piece of a text and the font file that has its characters. */
export interface Run {
  part: string
  words: string
}

export interface Fonts {
  runsOf: (text: string) => Run[]
  /** A font file as a PDF can hold it. */
  read: (part: string, weight: Weight) => Buffer
}

const family = '@fontsource/noto-sans-sc'
const usual = 'chinese-simplified'

/** Opens the fonts: some hundredths of a second, so once for a certificate. */
export function openFonts(): Fonts {
  const require = createRequire(import.meta.url)
  const read = (part: string, weight: Weight) =>
    sfntOf(readFileSync(require.resolve(`${family}/files/noto-sans-sc-${part}-${weight}-normal.woff`)))
  const has = create(read(usual, 400)) as Font
  const rare = rangesOf(require(`${family}/unicode.json`) as Record<string, string>)
  const partOf = (character: string): string => {
    const code = character.codePointAt(0) ?? 0
    if (has.hasGlyphForCodePoint(code)) return usual
    return rare.find(({ from, to }) => code >= from && code <= to)?.part ?? usual
  }
  return { read, runsOf: (text) => inRuns(text, partOf) }
}

function inRuns(text: string, partOf: (character: string) => string): Run[] {
  const runs: Run[] = []
  for (const character of text) {
    const part = partOf(character)
    const last = runs.at(-1)
    if (last?.part === part) last.words += character
    else runs.push({ part, words: character })
  }
  return runs
}

/** The small files by what they hold: `{"[27]": "U+96e9,U+1f30a-1f311"}`. */
function rangesOf(unicode: Record<string, string>): { part: string; from: number; to: number }[] {
  return Object.entries(unicode).flatMap(([name, ranges]) => {
    const part = /^\[(\d+)\]$/.exec(name)?.[1]
    if (part === undefined) return []
    return ranges.split(',').map((range) => {
      const [from = '', to = from] = range.trim().replace(/^U\+/i, '').split('-')
      return { part, from: parseInt(from, 16), to: parseInt(to, 16) }
    })
  })
}
