/*
 * The shapes of a course as it is written, before it becomes rows. Lessons are Chinese; titles and summaries are both.
 */

export interface Words {
  zh: string
  en: string
}

/** What a claim stands on. `year` is the year in which the cited article got its present wording, or of the issue. */
export interface SeedSource {
  title: string
  issuer: string
  year: number
  article?: string
}

export type SeedBlock =
  | { kind: 'heading'; text: string }
  /** A paragraph; **bold** marks are allowed inside. */
  | { kind: 'say'; text: string }
  /** A bullet list. */
  | { kind: 'points'; items: string[] }
  /** A numbered list. */
  | { kind: 'steps'; items: string[] }
  /** Words to say aloud: a quotation block. */
  | { kind: 'example'; text: string }
  /** A drawing: file name under public/art without .svg */
  | { kind: 'picture'; art: string; alt: string }
  /** Stands right under the claim that it supports. */
  | { kind: 'source'; source: SeedSource }

export type SeedQuestion =
  /** `right` is the place of the right choice, counted from 0. */
  | { kind: 'single'; ask: string; choices: string[]; right: number; why: string }
  | { kind: 'multiple'; ask: string; choices: string[]; right: number[]; why: string }
  /** `items` stand in the right order. */
  | { kind: 'order'; ask: string; items: string[]; why: string }
  /** An answer counts as right when it differs from `right` by no more than `within`. */
  | { kind: 'number'; ask: string; unit: string; right: number; within: number; why: string }

/** `minutes` is how long a slow reader needs for the body. */
export interface SeedLesson {
  key: string
  title: Words
  summary: Words
  minutes: number
  body: SeedBlock[]
  quiz: SeedQuestion[]
}

export interface SeedModule {
  key: string
  title: Words
  lessons: SeedLesson[]
}

export interface SeedCourse {
  slug: string
  family: 'live' | 'short_video' | 'tourism' | 'catering'
  cover: string
  title: Words
  summary: Words
  passPercent: number
  /** Whether its certificate opens the real live room. */
  opensDoor: boolean
  modules: SeedModule[]
}
