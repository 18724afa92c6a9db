import { z } from 'zod'
import { Question } from '../quiz.ts'

/*
 * A quiz as its form has it: every field as it was typed, whether or not it makes a question yet. Adding, removing and
 * moving happen to this, in the browser or, without scripts, on the server.
 */

export const questionKinds = ['single', 'multiple', 'order', 'number'] as const
type Kind = (typeof questionKinds)[number]

const text = z.string().default('')

export const TypedQuestion = z.object({
  kind: z.enum(questionKinds),
  ask: text,
  /** As many as the form shows, blank ones too; for 'order' in the right order. */
  options: z.array(text).default([]),
  /** Places of the options that are right. */
  right: z.array(text).default([]),
  amount: text,
  within: text,
  unit: text,
  why: text,
})
export type TypedQuestion = z.infer<typeof TypedQuestion>
export type TypedQuiz = readonly TypedQuestion[]

export const mostQuestions = 30
export const mostOptions = 8
const firstOptions = 3

/** A new question with nothing in it. */
export function blankQuestion(kind: Kind): TypedQuestion {
  const options = kind === 'number' ? [] : Array.from({ length: firstOptions }, () => '')
  return {
    kind,
    ask: '',
    options,
    right: [],
    amount: '',
    within: kind === 'number' ? '0' : '',
    unit: '',
    why: '',
  }
}

/** A kept question as its form shows it. */
export function typedOf(question: Question): TypedQuestion {
  const blank = { ...blankQuestion(question.kind), ask: question.ask, why: question.why }
  if (question.kind === 'number')
    return {
      ...blank,
      ...{ amount: String(question.right), within: String(question.within), unit: question.unit },
    }
  const right = question.kind === 'order' ? [] : [question.right].flat().map(String)
  return { ...blank, options: [...question.options], right }
}

/**
 * The quiz after a button of the form: "add:single", "remove:2", "up:2", "down:2", "option:2". What cannot be done, as a
 * further question than the most, it leaves.
 */
export function editQuiz(quiz: TypedQuiz, deed: string): TypedQuiz {
  const [what = '', of = ''] = deed.split(':')
  if (what === 'add') {
    const kind = questionKinds.find((one) => one === of)
    return kind === undefined || quiz.length >= mostQuestions ? quiz : [...quiz, blankQuestion(kind)]
  }
  const at = Number(of)
  const question = quiz[at]
  if (question === undefined) return quiz
  if (what === 'remove') return quiz.filter((_, place) => place !== at)
  if (what === 'option') {
    if (question.kind === 'number' || question.options.length >= mostOptions) return quiz
    return quiz.map((one) => (one === question ? { ...one, options: [...one.options, ''] } : one))
  }
  const next = what === 'up' ? at - 1 : what === 'down' ? at + 1 : -1
  const other = quiz[next]
  if (other === undefined) return quiz
  return quiz.map((one, place) => (place === at ? other : place === next ? question : one))
}

/** What a form that was sent had in it, question by question, however unfinished. */
export function typedQuizOf(sent: unknown): TypedQuestion[] {
  if (!Array.isArray(sent)) return []
  return sent.flatMap((one: unknown) => {
    const fields = (one ?? {}) as Record<string, unknown>
    const kind = questionKinds.find((known) => known === fields['kind'])
    if (kind === undefined) return []
    const blank = blankQuestion(kind)
    const options = wordsIn(fields['options'])
    return {
      ...{ kind, ask: wordIn(fields['ask']), why: wordIn(fields['why']), unit: wordIn(fields['unit']) },
      ...{ amount: wordIn(fields['amount']), within: wordIn(fields['within']) },
      options: [...options, ...blank.options.slice(options.length)],
      right: wordsIn(fields['right']).filter((place) => place !== ''),
    }
  })
}

function wordIn(field: unknown): string {
  return typeof field === 'string' ? field : ''
}

/** A list of one comes as a text. */
function wordsIn(field: unknown): string[] {
  return field === undefined || field === null ? [] : Array.from([field].flat(), wordIn)
}

const toNumber = (words: string) =>
  /^-?\d+([.,]\d+)?$/.test(words.trim()) ? Number(words.replace(',', '.')) : NaN

type Issue = (path: (string | number)[], message: string) => void

/** What was typed, as a question; `wrong` is told where it is none. Blank options fall away. */
function read(typed: TypedQuestion, wrong: Issue): unknown {
  const { kind } = typed
  const ask = typed.ask.trim()
  const why = typed.why.trim()
  if (ask === '') wrong(['ask'], 'teach:quiz.askMissing')
  if (why === '') wrong(['why'], 'teach:quiz.whyMissing')
  if (kind === 'number') {
    const right = toNumber(typed.amount)
    const within = typed.within.trim() === '' ? 0 : toNumber(typed.within)
    if (Number.isNaN(right)) wrong(['amount'], 'common:form.notANumber')
    if (Number.isNaN(within) || within < 0) wrong(['within'], 'common:form.notANumber')
    return { kind, ask, why, right, within, unit: typed.unit.trim() }
  }
  const places = typed.options.flatMap((option, place) => (option.trim() === '' ? [] : [place]))
  const options = places.map((place) => typed.options[place]?.trim() ?? '')
  if (options.length < 2) wrong(['options'], 'teach:quiz.optionsMissing')
  else if (new Set(options).size < options.length) wrong(['options'], 'teach:quiz.optionsTwice')
  if (kind === 'order') return { kind, ask, options, why }
  const right = typed.right.map((place) => places.indexOf(Number(place)))
  if (right.length === 0) wrong(['right'], 'teach:quiz.rightMissing')
  else if (right.includes(-1)) wrong(['right'], 'teach:quiz.rightBlank')
  return { kind, ask, options, why, right: kind === 'single' ? right[0] : right }
}

/** The questions that a form has, each as it is kept; errors stand at their fields. */
export const QuizField = z
  .array(
    TypedQuestion.transform((typed, context): Question => {
      let isWrong = false
      const question = read(typed, (path, message) => {
        isWrong = true
        context.issues.push({ code: 'custom', message, path, input: typed })
      })
      if (isWrong) return z.NEVER
      const kept = Question.safeParse(question)
      if (kept.success) return kept.data
      for (const { path, message } of kept.error.issues)
        context.issues.push({ code: 'custom', message: tooLong, path: path.slice(0, 1), input: message })
      return z.NEVER
    }),
  )
  .max(mostQuestions)
  .default([])

const tooLong = 'teach:quiz.tooLong'
