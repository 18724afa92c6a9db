import { parseForm } from '#app/kernel/forms.ts'
import { answerQuiz } from './attempts.server.ts'
import { askQuiz, findQuestionsFor } from './lessons.server.ts'
import { finishReading, reportPlayed } from './progress.server.ts'
import type { Report, ReportAnswer, ReportBatch } from './progress.ts'
import { answersForm, shownAnswers } from './quiz.ts'

/** Takes in what a learner's browser had to tell, and answers what need not be sent again: also what was no lesson of hers. */
export async function receiveReports(
  { personId, batch }: { personId: string; batch: ReportBatch },
  now = new Date(),
): Promise<ReportAnswer> {
  const answer: ReportAnswer = { dealtWith: [], done: [] }
  for (const report of batch.reports) {
    // By her device's own clock: how long ago, not when.
    const ago = Math.max(0, batch.sentAt - report.at)
    const done = await receive({ personId, report, at: new Date(now.getTime() - ago) }, now)
    if (done) answer.done.push(report.lesson)
    answer.dealtWith.push(report.id)
  }
  return answer
}

/** Whether the lesson is done now. */
async function receive(
  { personId, report, at }: { personId: string; report: Report; at: Date },
  now: Date,
): Promise<boolean> {
  const lessonKey = report.lesson
  if (report.kind === 'read') return finishReading({ personId, lessonKey }, now)
  if (report.kind === 'answered') return receiveAnswers({ personId, lessonKey, form: report.form }, now)
  const { played, position } = report
  const standing = await reportPlayed({ personId, lessonKey, played, position, at }, now)
  return standing?.completed ?? false
}

/** A quiz that was answered without network: its form as the page would have sent it. One that cannot be read is let go. */
async function receiveAnswers(
  { personId, lessonKey, form }: { personId: string; lessonKey: string; form: readonly [string, string][] },
  now: Date,
): Promise<boolean> {
  const questions = await findQuestionsFor({ personId, lessonKey })
  const key = form.find(([name]) => name === 'key')?.[1]
  if (questions === null || key === undefined) return false
  const asked = askQuiz(questions, key)
  const submission = parseForm(
    new URLSearchParams(form.map(([name, value]) => [name, value])),
    answersForm(asked),
  )
  if (submission.status !== 'success') return false
  const answers = shownAnswers(submission.value, asked)
  const marked = await answerQuiz({ personId, lessonKey, key, answers }, now)
  return marked.ok && marked.value.passed
}
