import { dataKeyFor, keyedHash } from '#app/kernel/seal.server.ts'
import type { Question } from './quiz.ts'

/**
 * The order in which an attempt shows a question's options: the same whenever it is asked for, another for each attempt,
 * and not to be worked out in the browser. Steps to be put in order are never shown in order.
 */
export function shownOrder(attemptKey: string, place: number, question: Question): number[] {
  if (question.kind === 'number') return []
  const sorted = question.options
    .map((_, option) => ({
      option,
      by: keyedHash(dataKeyFor('quiz-order'), `${attemptKey}/${place}/${option}`),
    }))
    .sort((one, other) => (one.by < other.by ? -1 : 1))
    .map(({ option }) => option)
  const solved = sorted.every((option, index) => option === index)
  return question.kind === 'order' && solved ? [...sorted.slice(1), ...sorted.slice(0, 1)] : sorted
}
