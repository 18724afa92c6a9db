import { expect, test } from 'vitest'
import { missingLessons, minutesLeft, type CourseView, type LessonLine } from './courses.ts'
import { doorSteps, nextStep } from './next-step.ts'

function lesson(key: string, some: Partial<LessonLine> = {}): LessonLine {
  return {
    ...{ key, kind: 'text', title: { zh: key, en: key }, minutes: 6, seconds: 0, questions: 0 },
    ...{ done: false, position: 0, watched: 0, touchedAt: null },
    ...some,
  }
}

function course(slug: string, lessons: LessonLine[], some: Partial<CourseView> = {}): CourseView {
  return {
    ...{ slug, family: 'live', cover: '', opensDoor: false, demo: false, versionId: slug, passPercent: 60 },
    ...{ needsAttendance: false, attended: false },
    ...{ title: { zh: slug, en: slug }, summary: { zh: '', en: '' }, minutes: 0 },
    ...{ lessons: lessons.length, done: lessons.filter(({ done }) => done).length },
    ...{ enrolled: true, certified: false, newer: false, startedAt: 1, published: true },
    modules: [{ title: { zh: '', en: '' }, lessons }],
    ...some,
  }
}

test('the lesson that she was in last goes on, also where an earlier one is not done', () => {
  const video = lesson('b', { kind: 'video', seconds: 600, position: 400, watched: 400, touchedAt: 5 })
  expect(nextStep([course('a', [lesson('a'), video])])).toMatchObject({
    kind: 'watch',
    lesson: { key: 'b' },
    minutes: 4,
  })
})

test('a lesson that is done leads to the first that is not: its quiz', () => {
  const quiz = lesson('b', { kind: 'quiz', questions: 3 })
  const read = lesson('a', { done: true, touchedAt: 9 })
  expect(nextStep([course('a', [read, quiz, lesson('c')])])).toMatchObject({ kind: 'answer', questions: 3 })
})

test('of two courses the one that she was in last goes on', () => {
  const older = course('a', [lesson('a', { touchedAt: 5 })])
  const newer = course('b', [lesson('b')], { startedAt: 7 })
  expect(nextStep([older, newer])).toMatchObject({ course: { slug: 'b' } })
})

test('all done asks for the certificate, and with it leads to a further course', () => {
  const done = course('a', [lesson('a', { done: true })])
  const other = course('b', [lesson('b')], { enrolled: false })
  expect(nextStep([done, other])).toMatchObject({ kind: 'certificate' })
  expect(nextStep([{ ...done, certified: true }, other])).toMatchObject({
    kind: 'enrol',
    course: { slug: 'b' },
  })
  expect(nextStep([{ ...done, certified: true }])).toEqual({ kind: 'all-done' })
  expect(nextStep([])).toEqual({ kind: 'nothing' })
})

test('where the course asks for a class, it comes after the last lesson and before the certificate', () => {
  const done = course('a', [lesson('a', { done: true })], { needsAttendance: true })
  expect(nextStep([done])).toMatchObject({ kind: 'attend' })
  expect(nextStep([{ ...done, attended: true }])).toMatchObject({ kind: 'certificate' })
})

test('minutes that were jumped over are still before her', () => {
  const jumped = lesson('a', { kind: 'video', seconds: 600, position: 600, watched: 60 })
  expect(minutesLeft(jumped)).toBe(8)
})

test('what is missing for the certificate is every lesson that is not done, in order', () => {
  const lessons = [lesson('a'), lesson('b', { done: true }), lesson('c')]
  expect(missingLessons(course('a', lessons)).map(({ key }) => key)).toEqual(['a', 'c'])
})

test('the steps to a live room of her own: what is done, where she is, what is ahead', () => {
  const states = (view: CourseView, open = false) => doorSteps(view, { open }).map(({ state }) => state)
  const half = course('a', [lesson('a', { done: true }), lesson('b')])
  expect(states({ ...half, enrolled: false })).toEqual(['here', 'ahead', 'ahead', 'ahead'])
  expect(states(half)).toEqual(['done', 'here', 'ahead', 'ahead'])
  const whole = course('a', [lesson('a', { done: true })])
  expect(states(whole)).toEqual(['done', 'done', 'here', 'ahead'])
  expect(states({ ...whole, needsAttendance: true })).toEqual(['done', 'done', 'here', 'ahead', 'ahead'])
  expect(states({ ...whole, certified: true }, true)).toEqual(['done', 'done', 'done', 'done'])
})
