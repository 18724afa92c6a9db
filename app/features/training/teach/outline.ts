import type { CourseFamily, LessonKind } from '#app/generated/prisma/enums.ts'
import type { Words } from '../courses.ts'
import type { LessonBody } from '../lesson-body.ts'

/*
 * A course as its lecturer has it before her: its draft where there is one, else what is published.
 */

/** What a lesson still lacks before it can be published. */
export type LessonLack = 'words' | 'questions' | 'film' | 'clip'

export interface TaughtLesson {
  key: string
  kind: LessonKind
  title: Words
  minutes: number
  /** Within its module, from 0. */
  place: number
  lacks: LessonLack | null
}

export interface TaughtModule {
  id: string
  title: Words
  /** From 0. */
  place: number
  lessons: TaughtLesson[]
}

export interface TaughtCourse {
  slug: string
  family: CourseFamily
  cover: string
  opensDoor: boolean
  demo: boolean
  versionId: string
  /** Of the version shown, from 1. */
  number: number
  isDraft: boolean
  /** The newest that learners have; null where nothing was published yet. */
  publishedNumber: number | null
  title: Words
  summary: Words
  passPercent: number
  needsAttendance: boolean
  modules: TaughtModule[]
}

/** A course in the list of all that are taught. */
export interface TaughtCard {
  slug: string
  cover: string
  title: Words
  isDraft: boolean
  publishedNumber: number | null
  learners: number
}

/** What is missing before a draft can be published, each with where it is. */
export type Lack =
  | { kind: 'no-lesson' }
  | { kind: 'empty-module'; module: string; title: Words }
  | { kind: LessonLack; lesson: string; title: Words }

/** So many parts and lessons a course has at the most. */
export const mostModules = 40
export const mostLessons = 200

/** All that keeps a draft from being published, in the order of its page. */
export function lacksOf({ modules }: Pick<TaughtCourse, 'modules'>): Lack[] {
  if (modules.every(({ lessons }) => lessons.length === 0)) return [{ kind: 'no-lesson' }]
  return modules.flatMap(({ id, title, lessons }): Lack[] =>
    lessons.length === 0
      ? [{ kind: 'empty-module', module: id, title }]
      : lessons.flatMap((lesson) =>
          lesson.lacks === null ? [] : [{ kind: lesson.lacks, lesson: lesson.key, title: lesson.title }],
        ),
  )
}

/** Whether a body says anything: pictures and headings alone are no lesson. */
export function hasWords(body: LessonBody | null): boolean {
  return body !== null && saysSomething(body)
}

function saysSomething(part: { text?: unknown; content?: unknown }): boolean {
  if (typeof part.text === 'string' && part.text.trim() !== '') return true
  return Array.isArray(part.content) && part.content.some((one: object) => saysSomething(one))
}

/** The lessons of each module, by their keys. */
export type Arrangement = readonly { id: string; keys: readonly string[] }[]
export type Way = 'up' | 'down'

/** One place up or down; past the end of its module into the next. What can go no further stays. */
export function moveLesson(modules: Arrangement, key: string, way: Way): Arrangement {
  const at = modules.findIndex(({ keys }) => keys.includes(key))
  const keys = modules[at]?.keys ?? []
  const place = keys.indexOf(key)
  const next = place + (way === 'up' ? -1 : 1)
  if (at === -1) return modules
  if (next >= 0 && next < keys.length)
    return modules.map((one, index) => (index === at ? { ...one, keys: swapped(keys, place, next) } : one))
  const neighbour = at + (way === 'up' ? -1 : 1)
  if (modules[neighbour] === undefined) return modules
  return modules.map((one, index) => {
    if (index === at) return { ...one, keys: keys.filter((other) => other !== key) }
    if (index !== neighbour) return one
    return { ...one, keys: way === 'up' ? [...one.keys, key] : [key, ...one.keys] }
  })
}

/** One place up or down; what can go no further stays. */
export function moveOne<Item>(items: readonly Item[], place: number, way: Way): readonly Item[] {
  const next = place + (way === 'up' ? -1 : 1)
  return place < 0 || next < 0 || next >= items.length ? items : swapped(items, place, next)
}

function swapped<Item>(items: readonly Item[], one: number, other: number): Item[] {
  return items.map((item, index) =>
    index === one ? (items[other] as Item) : index === other ? (items[one] as Item) : item,
  )
}
