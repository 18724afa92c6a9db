import { database } from '#app/kernel/database.server.ts'
import { allLessons, lessonAfter, type CourseView, type LessonLine, type Words } from './courses.ts'
import { LessonBody } from './lesson-body.ts'
import { findReplayChoice } from './films/clips.server.ts'
import { findPoster } from './films/media.server.ts'
import { askedOf, Questions, type AskedQuestion, type Question } from './quiz.ts'
import { shownOrder } from './quiz-order.server.ts'

/** What is played: a film of its own, or a stretch of a replay (seconds from its beginning). */
export type Film =
  | { kind: 'file'; src: string; captions: string | null; poster: string | null }
  | { kind: 'replay'; broadcastId: string; from: number; to: number }
  /** The replay was taken down: the lesson counts once she says that she has seen that. */
  | { kind: 'gone' }

/** A lesson as its page shows it. */
export interface LessonView extends LessonLine {
  summary: Words
  /** Of so many, from 1. */
  place: number
  of: number
  body: LessonBody | null
  film: Film | null
  next: { key: string; kind: LessonLine['kind']; questions: number } | null
}

/** A lesson of her version of the course, by its key; null where it has none such. */
export async function findLesson(
  course: CourseView,
  key: string,
): Promise<{ lesson: LessonView; questions: Question[] } | null> {
  const lessons = allLessons(course)
  const place = lessons.findIndex((one) => one.key === key)
  const line = lessons[place]
  if (line === undefined) return null
  const row = await database().lesson.findUniqueOrThrow({
    where: { versionId_key: { versionId: course.versionId, key } },
  })
  const after = lessonAfter(course, key)
  const lesson = {
    ...line,
    summary: { zh: row.summaryZh, en: row.summaryEn },
    ...{ place: place + 1, of: lessons.length },
    body: row.body === null ? null : LessonBody.parse(row.body),
    film: await filmOf(row),
    next: after && { key: after.key, kind: after.kind, questions: after.questions },
  }
  return { lesson, questions: row.questions === null ? [] : Questions.parse(row.questions) }
}

async function filmOf(row: {
  videoFileId: string | null
  captionsFileId: string | null
  broadcastId: string | null
  fromMs: number | null
  toMs: number | null
}): Promise<Film | null> {
  const { videoFileId, captionsFileId, broadcastId, fromMs, toMs } = row
  if (videoFileId !== null) {
    const captions = captionsFileId === null ? null : `/files/${captionsFileId}`
    return { kind: 'file', src: `/files/${videoFileId}`, captions, poster: await findPoster(videoFileId) }
  }
  if (broadcastId === null) return null
  if ((await findReplayChoice(broadcastId)) === null) return { kind: 'gone' }
  return { kind: 'replay', broadcastId, from: (fromMs ?? 0) / 1000, to: (toMs ?? 0) / 1000 }
}

/** A quiz as one attempt shows it: nothing of the answers. */
export function askQuiz(questions: readonly Question[], key: string): AskedQuestion[] {
  return questions.map((question, place) => askedOf(question, shownOrder(key, place, question)))
}

/** The questions of a quiz in the version that she is in; null where it is none of hers. */
export async function findQuestionsFor({
  personId,
  lessonKey,
}: {
  personId: string
  lessonKey: string
}): Promise<Question[] | null> {
  const row = await database().lesson.findFirst({
    where: { key: lessonKey, kind: 'quiz', version: { enrolments: { some: { personId } } } },
    select: { questions: true },
  })
  return row === null ? null : Questions.parse(row.questions)
}
