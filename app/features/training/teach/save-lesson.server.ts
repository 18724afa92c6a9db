import { canonicalJson, type Json } from '#app/kernel/json.ts'
import type { Outcome } from '#app/kernel/outcome.ts'
import { transact, type Actor } from '#app/kernel/transact.server.ts'
import type { LessonBody } from '../lesson-body.ts'
import type { Question } from '../quiz.ts'
import { lockDraft } from './lock-draft.server.ts'

export interface LessonContent {
  titleZh: string
  titleEn: string
  summaryZh: string
  summaryEn: string
  minutes: number
  /** Left as it is where undefined. */
  body?: LessonBody
  questions?: Question[]
}

interface Saving {
  slug: string
  key: string
  /** Of the lesson as she had it before her. */
  revision: number
  content: LessonContent
}

/**
 * Saves a lesson of the draft, unless somebody else has saved it since it was opened: 'changed-meanwhile'. The same
 * content sent again changes nothing and is no conflict.
 */
export function saveLesson(
  { slug, key, revision, content }: Saving,
  { actor }: { actor: Actor },
): Promise<Outcome<{ revision: number }, 'absent' | 'changed-meanwhile'>> {
  return transact(
    { actor, action: 'course.save-lesson', subject: `course:${slug}` },
    async (tx, refuse, note) => {
      const draft = await lockDraft(tx, slug)
      if (draft === null) throw refuse('absent')
      const where = { versionId_key: { versionId: draft.versionId, key } }
      const before = await tx.lesson.findUnique({ where })
      if (before === null) throw refuse('absent')
      note({ after: { lesson: key, title: content.titleZh, revision: before.revision + 1 } })
      if (isSame(before, content)) return { revision: before.revision }
      if (before.revision !== revision) throw refuse('changed-meanwhile')
      const { body, questions, ...words } = content
      const saved = await tx.lesson.update({
        where,
        data: {
          ...words,
          ...(body === undefined ? {} : { body }),
          ...(questions === undefined ? {} : { questions }),
          revision: { increment: 1 },
        },
        select: { revision: true },
      })
      return saved
    },
  )
}

/** Whether each thing that is sent stands there already. */
function isSame(kept: object, sent: LessonContent): boolean {
  const standing = kept as Record<string, Json>
  return Object.entries(sent).every(
    ([name, value]) => value === undefined || canonicalJson(standing[name]) === canonicalJson(value as Json),
  )
}
