/*
 * Finds listed words in what people write, also where they are disguised: full width or upper case, accents, letters
 * of another script that look alike, spaces, punctuation or invisible characters in between.
 */

interface Step {
  next: Map<string, Step>
  /** Where the search goes on when this step leads no further: the longest ending of it that begins another word. */
  otherwise: Step | null
  /** The listed word that ends here, as it was listed, and its length when folded. */
  word: { listed: string; length: number } | null
}

interface Letter {
  letter: string
  /** Whether it stood directly after the letter before it. */
  joined: boolean
}

/** Letters that are drawn as Latin ones are. */
const lookalikes = new Map(
  Object.entries({ а: 'a', в: 'b', е: 'e', к: 'k', м: 'm', н: 'h', о: 'o', р: 'p', с: 'c' }).concat(
    Object.entries({ т: 't', у: 'y', х: 'x', ѕ: 's', і: 'i', ј: 'j', ԁ: 'd', ɡ: 'g', ո: 'n', ı: 'i' }),
    Object.entries({ α: 'a', ε: 'e', ι: 'i', κ: 'k', ν: 'v', ο: 'o', ρ: 'p', τ: 't', υ: 'u', χ: 'x' }),
  ),
)

/** What separates nothing: it is there, or half there, and hardly seen. */
const unseen = /[\p{M}\p{Cf}\p{Cc}\u115f\u1160\u3164\uffa0]/u
const readable = /[\p{L}\p{N}]/u
const latinLetter = /^[a-z]$/
const digit = /^[0-9]$/

/** A list searched once is kept with what was made of it: it may be long, and every message asks. */
const searches = new WeakMap<readonly string[], Step>()

/**
 * The first word of the list that the text contains, as it stands in the list, or null. A word of Latin letters or
 * digits is found only where it stands by itself, so that `ass` is not in "class". Time grows with the text alone,
 * not with the list; the list must not change after it was asked about.
 */
export function containsWord(text: string, words: readonly string[]): string | null {
  const start = searchFor(words)
  const letters = fold(text)
  let step = start
  for (const [place, { letter }] of letters.entries()) {
    step = follow(step, letter) ?? start
    for (let ending: Step | null = step; ending !== null; ending = ending.otherwise) {
      const { word } = ending
      if (word !== null && standsAlone(letters, { from: place - word.length + 1, to: place }))
        return word.listed
    }
  }
  return null
}

function searchFor(words: readonly string[]): Step {
  const known = searches.get(words)
  if (known !== undefined) return known
  const start: Step = { next: new Map(), otherwise: null, word: null }
  for (const word of words) add(start, word)
  joinEndings(start)
  searches.set(words, start)
  return start
}

function add(start: Step, listed: string): void {
  const letters = fold(listed)
  if (letters.length === 0) return
  let step = start
  for (const { letter } of letters) {
    const next = step.next.get(letter) ?? { next: new Map(), otherwise: null, word: null }
    step.next.set(letter, next)
    step = next
  }
  step.word ??= { listed, length: letters.length }
}

/** Gives each step its `otherwise`, the shorter ones first (Aho and Corasick, 1975). */
function joinEndings(start: Step): void {
  const queue = [start]
  for (const step of queue) {
    for (const [letter, next] of step.next) {
      next.otherwise = step === start ? start : (follow(step.otherwise, letter) ?? start)
      queue.push(next)
    }
  }
}

/** The step after this letter, of this word or of the longest other one that may have begun within it. */
function follow(from: Step | null, letter: string): Step | null {
  for (let step = from; step !== null; step = step.otherwise) {
    const next = step.next.get(letter)
    if (next !== undefined) return next
  }
  return null
}

/** The letters and digits of a text, without what sets equal ones apart. */
function fold(text: string): Letter[] {
  const letters: Letter[] = []
  let joined = true
  for (const character of text.normalize('NFKD').toLowerCase()) {
    if (unseen.test(character)) continue
    if (readable.test(character)) {
      letters.push({ letter: lookalikes.get(character) ?? character, joined })
      joined = true
    } else joined = false
  }
  return letters
}

/** Whether a word begins and ends where one may: Chinese anywhere, Latin letters and digits not amid their like. */
function standsAlone(letters: Letter[], { from, to }: { from: number; to: number }): boolean {
  return !areOneRun(letters, from) && !areOneRun(letters, to + 1)
}

/** Whether the letter at this place goes on the run of Latin letters or of digits before it. */
function areOneRun(letters: Letter[], place: number): boolean {
  const [before, here] = [letters[place - 1], letters[place]]
  if (before === undefined || here === undefined || !here.joined) return false
  return [latinLetter, digit].some((kind) => kind.test(before.letter) && kind.test(here.letter))
}
