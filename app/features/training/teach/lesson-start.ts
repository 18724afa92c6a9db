import { z } from 'zod'
import { canonicalJson, type Json } from '#app/kernel/json.ts'
import type { KeptDraft, KeptName } from './kept-draft.ts'
import type { SaverOptions } from './lesson-saver.ts'
import { baseField, BaseField, whatCameBetween } from './save-order.ts'
import type { EditedLesson } from './taught-lesson.server.ts'
import { BodyField } from './lesson-forms.ts'
import { QuizField } from './typed-quiz.ts'

/** What a lesson's form begins with: what is saved, or what this browser kept of it. */
export interface LessonStart extends Pick<SaverOptions, 'base' | 'began' | 'conflict'> {
  keepAs: KeptName
  /** Of its page. */
  address: string
  fields: Record<string, string>
}

/**
 * The beginning of a lesson's form. What was kept and lies on top of what stands is gone on with; where something came
 * between, it is a conflict. What stands already is not kept any more: then the form begins as saved.
 */
export function startOf(
  lesson: EditedLesson,
  kept: KeptDraft | null,
  { keepAs, address }: Pick<LessonStart, 'keepAs' | 'address'>,
): LessonStart {
  const current = baseField(lesson.base)
  const where = { keepAs, address }
  const base = BaseField.safeParse(kept?.base).data
  if (kept === null || base === undefined || isAsSaved(kept.fields, lesson))
    return { ...where, base: current, began: 'as-saved', conflict: null, fields: fieldsOf(lesson) }
  const why = whatCameBetween({ base, page: kept.page }, lesson)
  const begun = { ...where, began: 'kept' as const, fields: kept.fields }
  return why === null
    ? { ...begun, base: current, conflict: null }
    : { ...begun, base: kept.base, conflict: { why, base: current } }
}

function fieldsOf({ title, summary, minutes }: EditedLesson): Record<string, string> {
  return {
    ...{ titleZh: title.zh, titleEn: title.en, summaryZh: summary.zh, summaryEn: summary.en },
    minutes: String(minutes),
  }
}

/** Whether these fields would change nothing of what is saved. */
function isAsSaved(fields: Record<string, string>, lesson: EditedLesson): boolean {
  const typed = (name: string) => (fields[name] ?? '').trim()
  const words = { ...fields, titleEn: typed('titleEn') || typed('titleZh') } as Record<string, string>
  const sameWords = Object.entries(fieldsOf(lesson)).every(
    ([name, saved]) => (words[name] ?? '').trim() === saved,
  )
  if (!sameWords) return false
  if (lesson.kind === 'quiz') return isSame(QuizField, jsonIn(fields['quiz']), lesson.questions)
  return isSame(BodyField, fields['body'], lesson.body ?? { type: 'doc', content: [] })
}

const Written = z.object({ type: z.literal('doc'), content: z.array(z.looseObject({ type: z.string() })) })
/** A text as an editor wrote it, whether or not it may be saved. */
export type Written = z.infer<typeof Written>

/** What was kept of a text: one with more paragraphs than are taken as well. Null where it is no text at all. */
export function writtenIn(json: string | undefined): Written | null {
  return Written.safeParse(jsonIn(json)).data ?? null
}

/** Whether it is a text or a quiz at all, and the same as this one. */
function isSame(schema: typeof BodyField | typeof QuizField, typed: unknown, saved: Json): boolean {
  const read = schema.safeParse(typed).data
  return read !== undefined && canonicalJson(read) === canonicalJson(saved)
}

function jsonIn(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return null
  }
}
