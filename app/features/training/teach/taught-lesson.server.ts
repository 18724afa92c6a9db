import { database } from '#app/kernel/database.server.ts'
import type { LessonKind } from '#app/generated/prisma/enums.ts'
import type { Words } from '../courses.ts'
import { LessonBody } from '../lesson-body.ts'
import { Question } from '../quiz.ts'

/** A lesson of a draft, as its editor has it. */
export interface EditedLesson {
  key: string
  kind: LessonKind
  title: Words
  summary: Words
  minutes: number
  /** Sent back with what is saved. */
  revision: number
  body: LessonBody | null
  questions: Question[]
}

/** A lesson of this version by its key; null where it has none such. */
export async function findEditedLesson(versionId: string, key: string): Promise<EditedLesson | null> {
  const row = await database().lesson.findUnique({ where: { versionId_key: { versionId, key } } })
  if (row === null) return null
  return editedOf(row)
}

/** All lessons of a version with what is in them, by their keys: for a look at the whole. */
export async function readLessons(versionId: string): Promise<Map<string, EditedLesson>> {
  const rows = await database().lesson.findMany({ where: { versionId } })
  return new Map(rows.map((row) => [row.key, editedOf(row)]))
}

type Row = NonNullable<Awaited<ReturnType<ReturnType<typeof database>['lesson']['findUnique']>>>

function editedOf({ key, kind, minutes, revision, body, questions, ...row }: Row): EditedLesson {
  return {
    ...{ key, kind, minutes, revision },
    title: { zh: row.titleZh, en: row.titleEn },
    summary: { zh: row.summaryZh, en: row.summaryEn },
    body: body === null ? null : LessonBody.parse(body),
    questions: questions === null ? [] : Question.array().parse(questions),
  }
}
