import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readForm } from '#app/kernel/forms.server.ts'
import { parseForm } from '#app/kernel/forms.ts'
import type { Question } from '../quiz.ts'
import { QuizLessonForm } from './lesson-forms.ts'
import {
  blankQuestion,
  editQuiz,
  mostOptions,
  mostQuestions,
  typedOf,
  typedQuizOf,
  type TypedQuestion,
} from './typed-quiz.ts'

const questions: Question[] = [
  { kind: 'single', ask: '先说什么', options: ['产地', '价钱', '天气'], right: 2, why: '因为' },
  { kind: 'multiple', ask: '要带什么', options: ['水', '盐', '冰'], right: [0, 2], why: '因为' },
  { kind: 'order', ask: '排先后', options: ['洗', '泡', '煮'], why: '因为' },
  { kind: 'number', ask: '三斤多少钱', unit: '元', right: 36.5, within: 0.5, why: '因为' },
]

/** The form as a browser sends it. */
function formOf(quiz: readonly TypedQuestion[]): FormData {
  const form = new FormData()
  const words = { titleZh: '练一练', minutes: '3', base: '0198c0de-0000-7000-8000-000000000001.0' }
  for (const [name, value] of Object.entries(words)) form.set(name, value)
  quiz.forEach(({ options, right, ...fields }, index) => {
    for (const [name, value] of Object.entries(fields)) form.set(`questions[${index}].${name}`, value)
    options.forEach((option, place) => form.set(`questions[${index}].options[${place}]`, option))
    right.forEach((one) => form.append(`questions[${index}].right`, one))
  })
  return form
}

function read(quiz: readonly TypedQuestion[]) {
  return parseForm(formOf(quiz), QuizLessonForm)
}

test('each kind of question is kept as it was typed', () => {
  const submission = read(questions.map(typedOf))
  expect(submission.status === 'success' && submission.value.questions).toEqual(questions)
})

test('blank options fall away, and the right ones go on pointing at the same words', () => {
  const typed = { ...typedOf(questions[0] as Question), options: ['', '产地', '', '天气'], right: ['3'] }
  const submission = read([typed])
  expect(submission.status === 'success' && submission.value.questions[0]).toMatchObject({
    options: ['产地', '天气'],
    right: 1,
  })
})

test('the largest quiz that can be written can be sent', async () => {
  const options = Array.from({ length: mostOptions }, (_, place) => `第${place}样`)
  const right = options.map((_, place) => place)
  const largest: Question = { kind: 'multiple', ask: '要带什么', options, right, why: '因为' }
  const quiz = Array.from({ length: mostQuestions }, () => largest)
  const headers = { 'Sec-Fetch-Site': 'same-origin' }
  const body = formOf(quiz.map(typedOf))
  const form = await readForm(
    new Request('http://localhost/', { method: 'POST', headers, body }),
    QuizLessonForm,
  )
  expect(form.ok && form.value.questions).toEqual(quiz)
})

test('what is missing is said at its field, and all that was typed comes back', () => {
  const half = { ...blankQuestion('single'), ask: '先说什么', options: ['产地', '', ''], right: ['1'] }
  const submission = read([half, blankQuestion('number')])
  const reply = submission.reply()
  expect(Object.keys(reply.error ?? {}).sort()).toEqual([
    'questions[0].options',
    'questions[0].right',
    'questions[0].why',
    'questions[1].amount',
    'questions[1].ask',
    'questions[1].why',
  ])
  expect(typedQuizOf(reply.initialValue?.['questions'])[0]).toMatchObject({ ask: '先说什么', right: ['1'] })
})

test('buttons add, remove and move questions and never lose another one', () => {
  const deeds = fc.oneof(
    fc.constantFrom('add:single', 'add:multiple', 'add:order', 'add:number', 'add:', 'remove:', 'x'),
    fc
      .tuple(fc.constantFrom('remove', 'up', 'down', 'option'), fc.nat(6))
      .map(([what, at]) => `${what}:${at}`),
  )
  fc.assert(
    fc.property(fc.array(deeds, { maxLength: 40 }), (list) => {
      let quiz: readonly TypedQuestion[] = questions.map(typedOf)
      for (const deed of list) {
        const next = editQuiz(quiz, deed)
        expect(next.length).toBeLessThanOrEqual(mostQuestions)
        const kept = quiz.filter((one) => next.some(({ ask, kind }) => ask === one.ask && kind === one.kind))
        expect(kept.length).toBeGreaterThanOrEqual(quiz.length - (deed.startsWith('remove:') ? 1 : 0))
        quiz = next
      }
    }),
  )
})
