import { readForm } from '#app/kernel/forms.server.ts'
import type { Actor } from '#app/kernel/transact.server.ts'
import type { FormReply } from '#app/ui/form-reply.ts'
import { QuizLessonForm, TextLessonForm } from './lesson-forms.ts'
import type { TaughtCourse } from './outline.ts'
import { saveLesson } from './save-lesson.server.ts'
import { baseField, type Between } from './save-order.ts'
import { findEditedLesson, type EditedLesson } from './taught-lesson.server.ts'
import { findTaught } from './taught.server.ts'

/** What became of a lesson's form. Bases as forms carry them, `at` in ms; a reply goes with its status: 404 without the draft. */
export type FromForm =
  | { saved: { base: string; at: number } }
  | { conflict: { why: Between; base: string }; reply: FormReply }
  | { refused: FormReply; status: number }

/** Saves what a lesson's form has sent, from its page or beside it. */
export async function saveFromForm(
  request: Request,
  {
    course,
    lesson,
    actor,
  }: { course: TaughtCourse; lesson: EditedLesson; actor: Actor & { kind: 'person' } },
): Promise<FromForm> {
  const form = await readForm(request, lesson.kind === 'quiz' ? QuizLessonForm : TextLessonForm)
  if (!form.ok) return { refused: form.reply.data, status: 422 }
  const { base, over, page, titleEn = form.value.titleZh, ...content } = form.value
  const saving = { slug: course.slug, key: lesson.key, base: over ?? base, page }
  const saved = await saveLesson({ ...saving, content: { ...content, titleEn } }, { actor })
  if (saved.ok) return { saved: { base: baseField(saved.value), at: Date.now() } }
  const { data: reply } = form.refuse('teach:form.absent')
  const now = saved.reason === 'absent' ? null : await findTaughtLesson(course.slug, lesson.key, actor.id)
  if (saved.reason === 'absent' || now === null) return { refused: reply, status: 404 }
  const conflict = { why: saved.reason, base: baseField(now.lesson.base) }
  return { conflict, reply: { ...reply, error: {} } }
}

/** A lesson of the draft; of what is published where there is no draft, as when another has just published it. */
export async function findTaughtLesson(
  slug: string,
  key: string,
  personId: string,
): Promise<{ course: TaughtCourse; lesson: EditedLesson } | null> {
  const course = await findTaught(slug)
  const lesson = course === null ? null : await findEditedLesson(course.versionId, key, personId)
  return course === null || lesson === null ? null : { course, lesson }
}
