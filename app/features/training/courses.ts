import type { CourseFamily, LessonKind } from '#app/generated/prisma/enums.ts'
import type { Language } from '#app/kernel/i18n/languages.ts'

/** Words in both languages, as courses keep them. */
export type Words = Readonly<Record<Language, string>>

/** A lesson in a list, with what one learner has done of it. */
export interface LessonLine {
  key: string
  kind: LessonKind
  title: Words
  /** What reading or answering it takes. */
  minutes: number
  /** Length of a video or clip; 0 where there is none. */
  seconds: number
  /** How many a quiz asks; 0 where it is none. */
  questions: number
  done: boolean
  /** Where she stopped, and how much she has really seen, in seconds. */
  position: number
  watched: number
  /** When she was last in it, in ms; null where she never was. */
  touchedAt: number | null
}

export interface ModuleLines {
  title: Words
  lessons: LessonLine[]
}

/** A course in a list. */
export interface CourseCard {
  slug: string
  family: CourseFamily
  cover: string
  opensDoor: boolean
  demo: boolean
  title: Words
  summary: Words
  lessons: number
  done: number
  minutes: number
  enrolled: boolean
  certified: boolean
}

/** A course with all that is in it, as one learner (or a stranger) has it before her. */
export interface CourseView extends CourseCard {
  versionId: string
  passPercent: number
  /** Its certificate also asks that she came to a class, and whether she did. */
  needsAttendance: boolean
  attended: boolean
  /** Every lesson that is published, or hers. */
  modules: ModuleLines[]
  /** A newer version is published than the one she is in. */
  newer: boolean
  /** When she began, in ms. */
  startedAt: number | null
  /** Anybody may see it, or she learns it already. */
  published: boolean
}

/** All lessons of a course in order. */
export function allLessons({ modules }: { modules: readonly ModuleLines[] }): LessonLine[] {
  return modules.flatMap(({ lessons }) => lessons)
}

/** What is not done yet, in order: what is missing for the certificate. */
export function missingLessons(course: { modules: readonly ModuleLines[] }): LessonLine[] {
  return allLessons(course).filter(({ done }) => !done)
}

/** Whether a class is what she still has to come to for the certificate. */
export function needsClass(course: Pick<CourseView, 'needsAttendance' | 'attended'>): boolean {
  return course.needsAttendance && !course.attended
}

/** The lesson to go on with: the one she was in last where it is not done, else the first that is not; null where all are. */
export function nextLesson(course: { modules: readonly ModuleLines[] }): LessonLine | null {
  const missing = missingLessons(course)
  const touched = missing.filter(({ touchedAt }) => touchedAt !== null)
  const last = touched.reduce<LessonLine | null>(
    (latest, one) => ((one.touchedAt ?? 0) > (latest?.touchedAt ?? 0) ? one : latest),
    null,
  )
  return last ?? missing[0] ?? null
}

/** The lesson after this one, whether or not it is done. */
export function lessonAfter(course: { modules: readonly ModuleLines[] }, key: string): LessonLine | null {
  const lessons = allLessons(course)
  const place = lessons.findIndex((lesson) => lesson.key === key)
  return place === -1 ? null : (lessons[place + 1] ?? null)
}

/** Minutes that are left of a lesson, at least one. */
export function minutesLeft({ seconds, minutes, position, watched }: LessonLine): number {
  if (seconds === 0) return Math.max(1, minutes)
  // Where she jumped ahead, what she has not seen is still before her.
  const left = Math.max(seconds - position, Math.ceil(seconds * watchedEnough) - watched)
  return Math.max(1, Math.ceil(left / 60))
}

/** So much of a video must really have been played. */
export const watchedEnough = 0.9
