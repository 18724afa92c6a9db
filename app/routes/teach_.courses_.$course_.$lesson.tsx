import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData, type ClientActionFunctionArgs } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { findLessonMedia } from '#app/features/training/films/media.server.ts'
import { LessonEditPage } from '#app/features/training/teach/lesson-edit-page.tsx'
import { saveLesson } from '#app/features/training/teach/save-lesson.server.ts'
import { findTaught } from '#app/features/training/teach/taught.server.ts'
import { findEditedLesson } from '#app/features/training/teach/taught-lesson.server.ts'
import { QuizEdit, QuizLessonForm, TextLessonForm } from '#app/features/training/teach/teach-forms.ts'
import { editQuiz, typedQuizOf } from '#app/features/training/teach/typed-quiz.ts'
import { languageOf } from '#app/kernel/i18n/language.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { requireAllowed } from '#app/routes-policy.ts'
import { RouteErrorPage } from '#app/ui/error-page.tsx'
import type { FormReply } from '#app/ui/form-reply.ts'
import { nothingChanged, orKeepTyped } from '#app/ui/without-network.ts'
import '#app/features/training/teach/teach-texts.ts'

export { unlessNothingChanged as shouldRevalidate } from '#app/ui/without-network.ts'

/** A lesson of the draft; of what is published where there is no draft, as when another has just published it. */
async function requireLesson(
  request: Request,
  { course: slug = '', lesson: key = '' }: LoaderFunctionArgs['params'],
) {
  const visitor = await requireVisitor(request)
  requireAllowed(visitor, 'course.teach', undefined)
  const course = z.uuid().safeParse(key).success ? await findTaught(slug) : null
  const lesson = course === null ? null : await findEditedLesson(course.versionId, key)
  if (course === null || lesson === null) throw new Response(null, { status: 404 })
  return { actor: { kind: 'person', id: visitor.personId } as const, course, lesson }
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor, course, lesson } = await requireLesson(request, params)
  // What is published is not edited.
  if (!course.isDraft) throw redirect(`/teach/courses/${course.slug}`)
  const isFilm = lesson.kind === 'video' || lesson.kind === 'clip'
  const found = isFilm ? await findLessonMedia(lesson.key, actor.id) : null
  return {
    title: lesson.title[await languageOf(request)],
    ...{ course, lesson, media: found?.media ?? null },
  }
}

/** Saves the lesson; or, without scripts, changes the form's questions and saves nothing. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, course, lesson } = await requireLesson(request, params)
  const edited = await editedQuiz(request)
  if (edited !== null) return data(edited, { status: nothingChanged })
  const form = await readForm(request, lesson.kind === 'quiz' ? QuizLessonForm : TextLessonForm)
  if (!form.ok) return form.reply
  const { revision, over, quiet: _, titleEn = form.value.titleZh, ...content } = form.value
  const saved = await saveLesson(
    { slug: course.slug, key: lesson.key, revision: over ?? revision, content: { ...content, titleEn } },
    { actor },
  )
  if (saved.ok) return data({ saved: { ...saved.value, at: Date.now() } }, { status: nothingChanged })
  const refused = form.refuse('teach:form.absent')
  if (saved.reason === 'absent') return refused
  const { lesson: theirs } = await requireLesson(request, params)
  return data({ ...refused.data, error: {}, current: theirs.revision }, { status: 409 })
}

/** What a button of the quiz's form makes of it, where one was sent. */
async function editedQuiz(request: Request): Promise<FormReply | null> {
  const copy = request.clone()
  if (!(await copy.clone().formData()).has('edit')) return null
  const form = await readForm(copy, QuizEdit)
  if (!form.ok) return null
  const { edit, ...typed } = form.value
  const questions = editQuiz(typedQuizOf(typed['questions']), edit)
  return { error: {}, initialValue: { ...typed, questions } }
}

export function clientAction({ request, serverAction }: ClientActionFunctionArgs) {
  return orKeepTyped(request, () => serverAction<typeof action>())
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) =>
  loaded ? [{ title: loaded.title }] : []

export default function TeachLesson() {
  const { title: _, ...page } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof clientAction>()
  return <LessonEditPage {...page} reply={answer === undefined || 'saved' in answer ? undefined : answer} />
}

export function ErrorBoundary() {
  const { t } = useTranslation('teach')
  return <RouteErrorPage title={t('form.courseAbsent')} hint={t('form.absent')} />
}
