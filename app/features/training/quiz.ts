import { z } from 'zod'

/*
 * A quiz: its questions as they are kept, what of them a learner is shown before she answers, and how they are marked.
 * The right answers stay on the server until she has answered.
 */

const words = z.string().trim().min(1).max(300)
const options = z.array(words).min(2).max(8)
/** Why the answer is right: shown once she has answered. */
const why = z.string().trim().min(1).max(600)

const Single = z.object({
  kind: z.literal('single'),
  ask: words,
  options,
  right: z.number().int().min(0),
  why,
})
const Multiple = z.object({
  kind: z.literal('multiple'),
  ask: words,
  options,
  right: z.array(z.number().int().min(0)).min(1),
  why,
})
/** `options` stand in the right order. */
const Order = z.object({ kind: z.literal('order'), ask: words, options, why })
const Amount = z.object({
  kind: z.literal('number'),
  ask: words,
  unit: z.string().trim().max(20),
  right: z.number(),
  /** An answer that is off by so much is right. */
  within: z.number().min(0),
  why,
})

export const Question = z
  .discriminatedUnion('kind', [Single, Multiple, Order, Amount])
  .refine((question) => rightPlaces(question).every((place) => place < placesOf(question)), {
    error: 'a right answer is none of the options',
  })
export type Question = z.infer<typeof Question>
export const Questions = z.array(Question).min(1).max(30)

/** What she answered: places among the options as they are kept, or a number. */
export const Answer = z.union([z.number(), z.array(z.number().int().min(0))])
export type Answer = z.infer<typeof Answer>
export const Answers = z.array(Answer)

/** A question as she sees it: options in the order of this attempt, nothing of the answer. */
export type AskedQuestion =
  | { kind: 'single' | 'multiple' | 'order'; ask: string; options: string[] }
  | { kind: 'number'; ask: string; unit: string }

/** How one question went, for her who has answered it. */
export interface MarkedQuestion {
  kind: Question['kind']
  ask: string
  correct: boolean
  /** Her answer and the right one, in words. */
  hers: string[]
  right: string[]
  why: string
}

/** Whether this answers the question rightly. */
export function isRight(question: Question, answer: Answer): boolean {
  if (question.kind === 'number')
    return typeof answer === 'number' && Math.abs(answer - question.right) <= question.within + 1e-9
  if (question.kind === 'single') return answer === question.right
  if (!Array.isArray(answer)) return false
  if (question.kind === 'order')
    return answer.length === question.options.length && answer.every((place, index) => place === index)
  return answer.length === new Set(answer).size && sameMembers(answer, question.right)
}

/** Whether so many right ones are enough. */
export function isPassed({
  correct,
  total,
  passPercent,
}: Record<'correct' | 'total' | 'passPercent', number>) {
  return correct * 100 >= passPercent * total
}

/** The question as one attempt shows it: `order[i]` is the kept place of the option shown at i. */
export function askedOf(question: Question, order: readonly number[]): AskedQuestion {
  if (question.kind === 'number') return { kind: 'number', ask: question.ask, unit: question.unit }
  const { kind, ask } = question
  return { kind, ask, options: order.map((place) => question.options[place] ?? '') }
}

/** What she chose among the options as shown, as an answer in kept places. */
export function keptAnswer(question: Question, shown: Answer, order: readonly number[]): Answer {
  if (question.kind === 'number') return shown
  const keptPlace = (place: number) => order[place] ?? -1
  return Array.isArray(shown) ? shown.map(keptPlace) : keptPlace(shown)
}

/** Question, answer and explanation in words, for after she has answered. */
export function markedOf(question: Question, answer: Answer): MarkedQuestion {
  const { kind, ask, why: reason } = question
  const correct = isRight(question, answer)
  if (question.kind === 'number') {
    const said = (amount: Answer) => [`${String(amount)} ${question.unit}`.trim()]
    return { kind, ask, correct, hers: said(answer), right: said(question.right), why: reason }
  }
  const said = (places: Answer) => [places].flat().map((place) => question.options[place] ?? '')
  const right = question.kind === 'order' ? question.options : said(question.right)
  return { kind, ask, correct, hers: said(answer), right, why: reason }
}

/**
 * The form that a quiz is sent by: `key`, and for each question `q0`, `q1`, … the places of the options as shown (for
 * 'order' the step that each shown option is given, from 1), or a number.
 */
export function answersForm(
  asked: readonly Pick<AskedQuestion & { options?: string[] }, 'kind' | 'options'>[],
) {
  const fields = asked.map((question, index) => [`q${index}`, fieldOf(question)] as const)
  return z.object({ key: z.uuid(), ...Object.fromEntries(fields) })
}

function fieldOf({ kind, options: shown = [] }: { kind: Question['kind']; options?: string[] }) {
  const place = z
    .number()
    .int()
    .min(0)
    .max(Math.max(0, shown.length - 1))
  if (kind === 'number') return z.number()
  if (kind === 'single') return place
  if (kind === 'multiple') return z.array(place).min(1, 'learn:quiz.chooseSome')
  const steps = z.array(z.number().int().min(1).max(shown.length)).length(shown.length, 'learn:quiz.eachStep')
  return steps.refine((given) => new Set(given).size === given.length, 'learn:quiz.eachStep')
}

/** The form's answers in the order of the questions, as places of the options as shown. */
export function shownAnswers(
  form: Record<string, unknown>,
  asked: readonly { kind: Question['kind'] }[],
): Answer[] {
  return asked.map(({ kind }, index) => {
    const given = Answer.parse(form[`q${index}`])
    return kind === 'order' && Array.isArray(given) ? inSteps(given) : given
  })
}

/** From the step of each option to the option of each step. */
function inSteps(steps: readonly number[]): number[] {
  const places = steps.map((_, place) => place)
  return places.sort((one, other) => (steps[one] ?? 0) - (steps[other] ?? 0))
}

function rightPlaces(
  question: z.infer<typeof Single | typeof Multiple | typeof Order | typeof Amount>,
): number[] {
  return question.kind === 'single' || question.kind === 'multiple' ? [question.right].flat() : []
}

function placesOf(question: z.infer<typeof Single | typeof Multiple | typeof Order | typeof Amount>): number {
  return question.kind === 'number' ? 0 : question.options.length
}

function sameMembers(some: readonly number[], others: readonly number[]): boolean {
  return some.length === others.length && some.every((one) => others.includes(one))
}
