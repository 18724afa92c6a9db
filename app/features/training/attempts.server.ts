import { Prisma } from '#app/generated/prisma/client.ts'
import { database, type Transaction } from '#app/kernel/database.server.ts'
import type { Outcome } from '#app/kernel/outcome.ts'
import { transact } from '#app/kernel/transact.server.ts'
import {
  Answers,
  isPassed,
  isRight,
  keptAnswer,
  markedOf,
  Questions,
  type Answer,
  type MarkedQuestion,
  type Question,
} from './quiz.ts'
import { shownOrder } from './quiz-order.server.ts'

export interface Attempt {
  key: string
  lessonKey: string
  correct: number
  total: number
  passed: boolean
}

interface Answering {
  personId: string
  lessonKey: string
  /** Made with the page that asked: sent again it is the same attempt, whatever is answered then. */
  key: string
  /** Places of the options as that page showed them, or numbers; one for each question. */
  answers: readonly Answer[]
}

/** Marks a quiz, and completes the lesson where she passed. 'misfit': not an answer for each question. */
export function answerQuiz(
  { personId, lessonKey, key, answers }: Answering,
  now = new Date(),
): Promise<Outcome<Attempt, 'absent' | 'misfit'>> {
  const actor = { kind: 'person', id: personId } as const
  return transact(
    { actor, action: 'quiz.answer', subject: `lesson:${lessonKey}` },
    async (tx, refuse, note) => {
      const quiz = await findQuiz(tx, { personId, lessonKey })
      if (quiz === null) throw refuse('absent')
      const { questions, versionId, passPercent } = quiz
      if (answers.length !== questions.length) throw refuse('misfit')
      const kept = questions.map((question, place) =>
        keptAnswer(question, answers[place] ?? [], shownOrder(key, place, question)),
      )
      const total = questions.length
      const correct = questions.filter((question, place) => isRight(question, kept[place] ?? [])).length
      const passed = isPassed({ correct, total, passPercent })
      const data = { key, personId, lessonKey, versionId, answers: kept, correct, total, passed, at: now }
      const { count } = await tx.quizAttempt.createMany({ data: [data], skipDuplicates: true })
      if (count === 0) return ownAttempt(tx, { personId, lessonKey, key }, () => refuse('absent'))
      await tx.$executeRaw(standingStatement({ personId, lessonKey, passed }, now))
      note({ after: { correct, total, passed } })
      return { key, lessonKey, correct, total, passed }
    },
  )
}

/** The quiz of the version that she is in, which she does not leave while this transaction lasts. */
async function findQuiz(tx: Transaction, { personId, lessonKey }: { personId: string; lessonKey: string }) {
  const [row] = await tx.$queryRaw<{ questions: unknown; versionId: string; passPercent: number }[]>`
    SELECT l.questions, v.id AS "versionId", v.pass_percent AS "passPercent"
    FROM enrolment e
    JOIN course_version v ON v.id = e.version_id
    JOIN lesson l ON l.version_id = v.id
    WHERE e.person_id = ${personId}::uuid AND l.key = ${lessonKey}::uuid AND l.kind = 'quiz'
    FOR SHARE OF e`
  return row === undefined ? null : { ...row, questions: Questions.parse(row.questions) }
}

/** That she tried is progress too: the home page leads back to it. */
function standingStatement(
  { personId, lessonKey, passed }: { personId: string; lessonKey: string; passed: boolean },
  now: Date,
): Prisma.Sql {
  const completedAt = passed ? now : null
  return Prisma.sql`
    INSERT INTO lesson_progress AS mine (person_id, lesson_key, started_at, changed_at, completed_at)
    VALUES (${personId}::uuid, ${lessonKey}::uuid, ${now}::timestamptz, ${now}::timestamptz, ${completedAt}::timestamptz)
    ON CONFLICT (person_id, lesson_key) DO UPDATE SET
      completed_at = coalesce(mine.completed_at, excluded.completed_at),
      changed_at = greatest(mine.changed_at, excluded.changed_at)`
}

/** The attempt that stands under a key already; another person's key, or another lesson's, is nobody's to use. */
async function ownAttempt(
  tx: Transaction,
  { key, ...own }: { personId: string; lessonKey: string; key: string },
  absent: () => Error,
): Promise<Attempt> {
  const found = await tx.quizAttempt.findFirst({
    where: { key, ...own },
    select: { key: true, lessonKey: true, correct: true, total: true, passed: true },
  })
  if (found === null) throw absent()
  return found
}

/** How an attempt of hers went, question by question, as its version asked them; null where there is none. */
export async function findMarked({
  personId,
  lessonKey,
  key,
}: {
  personId: string
  lessonKey: string
  key: string
}): Promise<(Attempt & { marked: MarkedQuestion[] }) | null> {
  const attempt = await database().quizAttempt.findFirst({ where: { key, personId, lessonKey } })
  if (attempt === null) return null
  const { versionId, correct, total, passed } = attempt
  const lesson = await database().lesson.findUniqueOrThrow({
    where: { versionId_key: { versionId, key: lessonKey } },
    select: { questions: true },
  })
  const answers = Answers.parse(attempt.answers)
  const marked = Questions.parse(lesson.questions).map((question: Question, place) =>
    markedOf(question, answers[place] ?? []),
  )
  return { key, lessonKey, correct, total, passed, marked }
}
