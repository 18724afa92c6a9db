import {
  data,
  redirect,
  type ActionFunctionArgs,
  type HeadersArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { findLessonMedia } from '#app/features/training/films/media.server.ts'
import { LessonEditPage } from '#app/features/training/teach/lesson-edit-page.tsx'
import { QuizEdit } from '#app/features/training/teach/lesson-forms.ts'
import { findTaughtLesson, saveFromForm } from '#app/features/training/teach/save-form.server.ts'
import { editQuiz, typedQuizOf } from '#app/features/training/teach/typed-quiz.ts'
import { languageOf } from '#app/kernel/i18n/language.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { requireAllowed } from '#app/routes-policy.ts'
import { RouteErrorPage } from '#app/ui/error-page.tsx'
import type { FormReply } from '#app/ui/form-reply.ts'
import '#app/features/training/teach/teach-texts.ts'

// Over it stand the forms of its film or clip.
export { unlessNothingChanged as shouldRevalidate } from '#app/ui/without-network.ts'

async function requireLesson(
  request: Request,
  { course = '', lesson: key = '' }: LoaderFunctionArgs['params'],
) {
  const visitor = await requireVisitor(request)
  requireAllowed(visitor, 'course.teach', undefined)
  const found = z.uuid().safeParse(key).success ? await findTaughtLesson(course, key, visitor.personId) : null
  if (found === null) throw new Response(null, { status: 404 })
  return { actor: { kind: 'person', id: visitor.personId } as const, ...found }
}

/** Who comes back to it by the browser's own button finds what is saved, not what was when she left. */
const uncached = { 'Cache-Control': 'no-store' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor, course, lesson } = await requireLesson(request, params)
  // What is published is not edited.
  if (!course.isDraft) throw redirect(`/teach/courses/${course.slug}`)
  const isFilm = lesson.kind === 'video' || lesson.kind === 'clip'
  const found = isFilm ? await findLessonMedia(lesson.key, actor.id) : null
  const page = { title: lesson.title[await languageOf(request)], course, lesson, media: found?.media ?? null }
  return data(page, { headers: uncached })
}

export function headers({ loaderHeaders }: HeadersArgs) {
  return loaderHeaders
}

/** Without scripts: saves the lesson, or changes the form's questions and saves nothing. */
export async function action({ request, params }: ActionFunctionArgs) {
  const lesson = await requireLesson(request, params)
  const edited = await editedQuiz(request)
  if (edited !== null) return data(edited)
  const made = await saveFromForm(request, lesson)
  if ('saved' in made) return data(undefined)
  if ('conflict' in made) return data({ ...made.reply, conflict: made.conflict }, { status: 409 })
  return data(made.refused, { status: made.status })
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

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) =>
  loaded ? [{ title: loaded.title }] : []

export default function TeachLesson() {
  const { title: _, ...page } = useLoaderData<typeof loader>()
  return <LessonEditPage {...page} reply={useActionData<typeof action>()} />
}

export function ErrorBoundary() {
  const { t } = useTranslation('teach')
  return <RouteErrorPage title={t('form.courseAbsent')} hint={t('form.absent')} />
}
