import { database } from '#app/kernel/database.server.ts'
import type { LessonKind } from '#app/generated/prisma/enums.ts'
import type { Words } from '../courses.ts'
import { LessonBody } from '../lesson-body.ts'
import { Question } from '../quiz.ts'
import type { LastSave, LessonBase } from './save-order.ts'

/** A lesson of a draft, as its editor has it. */
export interface EditedLesson {
  key: string
  kind: LessonKind
  title: Words
  summary: Words
  minutes: number
  /** Sent back with what is saved. */
  base: LessonBase
  last: LastSave
  body: LessonBody | null
  questions: Question[]
}

/** A lesson of this version by its key, for this person; null where it has none such. */
export async function findEditedLesson(
  versionId: string,
  key: string,
  personId: string,
): Promise<EditedLesson | null> {
  const row = await database().lesson.findUnique({ where: { versionId_key: { versionId, key } } })
  return row === null ? null : editedOf(row, personId)
}

/** All lessons of a version with what is in them, by their keys: for a look at the whole. */
export async function readLessons(versionId: string): Promise<Map<string, EditedLesson>> {
  const rows = await database().lesson.findMany({ where: { versionId } })
  return new Map(rows.map((row) => [row.key, editedOf(row, null)]))
}

type Row = NonNullable<Awaited<ReturnType<ReturnType<typeof database>['lesson']['findUnique']>>>

function editedOf(row: Row, personId: string | null): EditedLesson {
  const { key, kind, minutes, versionId, revision, body, questions } = row
  return {
    ...{ key, kind, minutes, base: { versionId, revision }, last: lastSaveOf(row, personId) },
    title: { zh: row.titleZh, en: row.titleEn },
    summary: { zh: row.summaryZh, en: row.summaryEn },
    body: body === null ? null : LessonBody.parse(body),
    questions: questions === null ? [] : Question.array().parse(questions),
  }
}

/** Who saved it last, as this person is told: only whether she did herself. */
export function lastSaveOf(
  { savedById, savedPage, savedOnto }: Pick<Row, 'savedById' | 'savedPage' | 'savedOnto'>,
  personId: string | null,
): LastSave {
  return { page: savedPage, onto: savedOnto, hers: savedById !== null && savedById === personId }
}
