import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseForm } from '#app/kernel/forms.ts'
import { shownOrder } from './quiz-order.server.ts'
import {
  answersForm,
  askedOf,
  isPassed,
  isRight,
  keptAnswer,
  markedOf,
  Question,
  shownAnswers,
  type Answer,
} from './quiz.ts'

const options = ['甲', '乙', '丙', '丁', '戊', '己']
const why = '因为'

const questions: fc.Arbitrary<Question> = fc.integer({ min: 2, max: options.length }).chain((count) => {
  const some = options.slice(0, count)
  const places = some.map((_, place) => place)
  return fc
    .oneof(
      fc.record({ kind: fc.constant('single' as const), right: fc.constantFrom(...places) }),
      fc.record({
        kind: fc.constant('multiple' as const),
        right: fc.subarray(places, { minLength: 1 }),
      }),
      fc.record({ kind: fc.constant('order' as const) }),
      fc.record({
        kind: fc.constant('number' as const),
        unit: fc.constant('斤'),
        right: fc.integer({ min: -99, max: 99 }),
        within: fc.integer({ min: 0, max: 3 }),
      }),
    )
    .map((rest) => Question.parse({ ask: '问', options: some, why, ...rest }))
})

/** What a learner who knows the answer chooses on the page. */
function knownAnswer(question: Question, order: readonly number[]): Answer {
  if (question.kind === 'number') return question.right
  if (question.kind === 'single') return order.indexOf(question.right)
  if (question.kind === 'multiple') return question.right.map((place) => order.indexOf(place))
  return question.options.map((_, place) => order.indexOf(place))
}

test('whoever knows the answer is right, in whatever order the options are shown', () => {
  fc.assert(
    fc.property(questions, fc.uuid(), fc.nat(9), (question, key, place) => {
      const order = shownOrder(key, place, question)
      const kept = keptAnswer(question, knownAnswer(question, order), order)
      expect(isRight(question, kept)).toBe(true)
      expect(markedOf(question, kept).hers.toSorted()).toEqual(markedOf(question, kept).right.toSorted())
    }),
  )
})

test('an attempt shows the same order again, and all the options', () => {
  fc.assert(
    fc.property(questions, fc.uuid(), (question, key) => {
      const order = shownOrder(key, 0, question)
      expect(shownOrder(key, 0, question)).toEqual(order)
      if (question.kind !== 'number')
        expect(order.toSorted()).toEqual(question.options.map((_, place) => place))
    }),
  )
})

test('steps to be put in order are never shown in order', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.integer({ min: 2, max: 6 }), (key, count) => {
      const question = Question.parse({ kind: 'order', ask: '问', options: options.slice(0, count), why })
      expect(shownOrder(key, 3, question)).not.toEqual(options.slice(0, count).map((_, place) => place))
    }),
  )
})

test('what is shown before answering says nothing of the answer', () => {
  fc.assert(
    fc.property(questions, fc.uuid(), (question, key) => {
      const asked = askedOf(question, shownOrder(key, 0, question))
      expect(Object.keys(asked).filter((name) => !['kind', 'ask', 'options', 'unit'].includes(name))).toEqual(
        [],
      )
    }),
  )
})

test('one of several right choices alone is wrong, and so is one too many', () => {
  const question = Question.parse({ kind: 'multiple', ask: '问', options, right: [1, 3], why })
  expect(isRight(question, [3, 1])).toBe(true)
  expect(isRight(question, [1])).toBe(false)
  expect(isRight(question, [1, 3, 4])).toBe(false)
  expect(isRight(question, [1, 1])).toBe(false)
})

test('a number may be off by what the question allows', () => {
  const question = Question.parse({ kind: 'number', ask: '问', unit: '度', right: 0.3, within: 0.1, why })
  expect(isRight(question, 0.4)).toBe(true)
  expect(isRight(question, 0.41)).toBe(false)
})

test('two of three pass at 66 % and not at 67 %', () => {
  expect(isPassed({ correct: 2, total: 3, passPercent: 66 })).toBe(true)
  expect(isPassed({ correct: 2, total: 3, passPercent: 67 })).toBe(false)
})

test('a right answer that is none of the options is no question', () => {
  const question = { kind: 'single', ask: '问', options: ['甲', '乙'], right: 2, why }
  expect(Question.safeParse(question).success).toBe(false)
})

const asked = [
  { kind: 'single' as const, options: ['甲', '乙'] },
  { kind: 'multiple' as const, options: ['甲', '乙', '丙'] },
  { kind: 'order' as const, options: ['甲', '乙', '丙'] },
  { kind: 'number' as const },
]

function sent(fields: [string, string][]) {
  const form = new URLSearchParams([['key', '0198d9a6-0000-7000-8000-000000000000'], ...fields])
  return parseForm(form, answersForm(asked))
}

test('a form as a browser sends it is read as places of what was shown', () => {
  const submission = sent([
    ['q0', '1'],
    ['q1', '0'],
    ['q1', '2'],
    ['q2[0]', '3'],
    ['q2[1]', '1'],
    ['q2[2]', '2'],
    ['q3', '2.5'],
  ])
  if (submission.status !== 'success') throw new Error(JSON.stringify(submission.error))
  expect(shownAnswers(submission.value, asked)).toEqual([1, [0, 2], [1, 2, 0], 2.5])
})

test('what was left out is said at its question', () => {
  const submission = sent([
    ['q1', '7'],
    ['q2[0]', '1'],
    ['q2[1]', '1'],
    ['q2[2]', '2'],
  ])
  if (submission.status === 'success') throw new Error('taken')
  expect(Object.keys(submission.error ?? {})).toEqual(expect.arrayContaining(['q0', 'q2', 'q3']))
})
