import {
  allLessons,
  minutesLeft,
  needsClass,
  nextLesson,
  type CourseView,
  type LessonLine,
} from './courses.ts'

/** The one thing that is next for a learner. */
export type NextStep =
  | { kind: 'read' | 'watch'; course: CourseView; lesson: LessonLine; minutes: number }
  | { kind: 'answer'; course: CourseView; lesson: LessonLine; questions: number }
  | { kind: 'attend' | 'certificate' | 'enrol'; course: CourseView }
  | { kind: 'all-done' }
  | { kind: 'nothing' }

/** What she was last at, to its certificate; then a further course, that which leads to a live room of her own first. */
export function nextStep(courses: readonly CourseView[]): NextStep {
  const current = lastTouched(courses.filter(({ enrolled, certified }) => enrolled && !certified))
  if (current !== null) return stepIn(current)
  const further = courses.find(({ enrolled }) => !enrolled)
  if (further !== undefined) return { kind: 'enrol', course: further }
  return courses.length === 0 ? { kind: 'nothing' } : { kind: 'all-done' }
}

function stepIn(course: CourseView): NextStep {
  const lesson = nextLesson(course)
  if (lesson === null) return { kind: needsClass(course) ? 'attend' : 'certificate', course }
  if (lesson.kind === 'quiz') return { kind: 'answer', course, lesson, questions: lesson.questions }
  const kind = lesson.kind === 'text' ? 'read' : 'watch'
  return { kind, course, lesson, minutes: minutesLeft(lesson) }
}

function lastTouched(courses: readonly CourseView[]): CourseView | null {
  return courses.reduce<CourseView | null>(
    (last, course) => (last === null || touchedAt(course) > touchedAt(last) ? course : last),
    null,
  )
}

function touchedAt(course: CourseView): number {
  return Math.max(course.startedAt ?? 0, ...allLessons(course).map((lesson) => lesson.touchedAt ?? 0))
}

/** A step on the way to a live room of her own. */
export interface DoorStep {
  kind: 'enrol' | 'learn' | 'attend' | 'certificate' | 'room'
  state: 'done' | 'here' | 'ahead'
}

/**
 * The steps to a live room of her own, by the course that opens it; the first that is not done is where she is. To come to a
 * class is one only where the course asks for it.
 */
export function doorSteps(course: CourseView, { open }: { open: boolean }): DoorStep[] {
  const done: Record<DoorStep['kind'], boolean> = {
    enrol: course.enrolled,
    learn: course.enrolled && course.done === course.lessons,
    attend: course.attended,
    certificate: course.certified,
    room: open,
  }
  const all = ['enrol', 'learn', 'attend', 'certificate', 'room'] as const
  const kinds = all.filter((kind) => kind !== 'attend' || course.needsAttendance)
  const here = kinds.find((kind) => !done[kind])
  return kinds.map((kind) => ({ kind, state: done[kind] ? 'done' : kind === here ? 'here' : 'ahead' }))
}
