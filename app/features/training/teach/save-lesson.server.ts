import { canonicalJson, type Json } from '#app/kernel/json.ts'
import type { Outcome } from '#app/kernel/outcome.ts'
import { transact, type Actor } from '#app/kernel/transact.server.ts'
import type { LessonBody } from '../lesson-body.ts'
import type { Question } from '../quiz.ts'
import { lockDraft } from './lock-draft.server.ts'
import { whatCameBetween, type Between, type LessonBase } from './save-order.ts'
import { lastSaveOf } from './taught-lesson.server.ts'

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
  /** What she had before her. */
  base: LessonBase
  /** The name of the editor's page; none without scripts. */
  page?: string | undefined
  content: LessonContent
}

/**
 * Saves a lesson of the draft, unless something came between that she has not seen. The same content sent again changes
 * nothing and is no conflict.
 */
export function saveLesson(
  { slug, key, base, page, content }: Saving,
  { actor }: { actor: Actor },
): Promise<Outcome<LessonBase, 'absent' | Between>> {
  return transact(
    { actor, action: 'course.save-lesson', subject: `course:${slug}` },
    async (tx, refuse, note) => {
      const draft = await lockDraft(tx, slug)
      if (draft === null) throw refuse('absent')
      const { versionId } = draft
      const where = { versionId_key: { versionId, key } }
      const before = await tx.lesson.findUnique({ where })
      if (before === null) throw refuse('absent')
      const { revision, savedPage, savedOnto } = before
      note({ after: { lesson: key, title: content.titleZh, revision: revision + 1 } })
      if (isSame(before, content)) return { versionId, revision }
      const savedById = actor.kind === 'person' ? actor.id : null
      const standing = { base: { versionId, revision }, last: lastSaveOf(before, savedById) }
      const came = whatCameBetween({ base, page: page ?? null }, standing)
      if (came !== null) throw refuse(came)
      await tx.lesson.update({
        where,
        data: {
          ...content,
          ...{ savedById, savedPage: page ?? null, revision: { increment: 1 } },
          savedOnto: page === undefined ? null : page === savedPage ? savedOnto : revision,
        },
      })
      return { versionId, revision: revision + 1 }
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
