import { z } from 'zod'
import { readForm } from '#app/kernel/forms.server.ts'
import type { Actor } from '#app/kernel/transact.server.ts'
import type { FormReply } from '#app/ui/form-reply.ts'
import { QuizLessonForm, TextLessonForm } from './lesson-forms.ts'
import type { TaughtCourse } from './outline.ts'
import { saveLesson } from './save-lesson.server.ts'
import { baseField, type Between } from './save-order.ts'
import type { SaveAnswer } from './send-lesson.ts'
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

/** Saves what an editor sends beside its page. A status of 404 comes with whether what she wrote has a place again. */
export async function saveBeside(
  request: Request,
  { slug, key, actor }: { slug: string; key: string; actor: Actor & { kind: 'person' } },
): Promise<{ said: SaveAnswer; status: number }> {
  const find = async () => (z.uuid().safeParse(key).success ? findTaughtLesson(slug, key, actor.id) : null)
  const found = await find()
  if (found === null) return absent('teach:form.lessonGone')
  const made = await saveFromForm(request, { ...found, actor })
  if ('saved' in made) return { said: { saved: made.saved }, status: 200 }
  if ('conflict' in made) return { said: { conflict: made.conflict }, status: 409 }
  const { refused, status } = made
  if (status !== 404) return { said: { error: refused.error ?? {} }, status }
  // What is published comes back in the next draft; what was removed does not.
  return absent((await find()) === null ? 'teach:form.lessonGone' : 'teach:form.draftGone')
}

function absent(message: string): { said: SaveAnswer; status: number } {
  return { said: { error: { '': [message] } }, status: 404 }
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
