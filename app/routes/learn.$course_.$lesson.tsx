import { randomUUID } from 'node:crypto'
import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData, type ClientActionFunctionArgs } from '@remix-run/react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { requireVisitor, type SignedIn } from '#app/features/identity/index.server.ts'
import { answerQuiz, findMarked } from '#app/features/training/attempts.server.ts'
import { findCourse } from '#app/features/training/catalog.server.ts'
import { LessonPage } from '#app/features/training/lesson-page.tsx'
import { askQuiz, findLesson } from '#app/features/training/lessons.server.ts'
import { orTellLater } from '#app/features/training/or-tell-later.ts'
import { finishReading } from '#app/features/training/progress.server.ts'
import { answersForm, shownAnswers, type AskedQuestion, type Question } from '#app/features/training/quiz.ts'
import { languageOf } from '#app/kernel/i18n/language.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { requireAllowed } from '#app/routes-policy.ts'
import { RouteErrorPage } from '#app/ui/error-page.tsx'
import type { FormReply } from '#app/ui/form-reply.ts'
import '#app/features/training/learn-texts.ts'

interface Asked {
  visitor: SignedIn
  slug: string
  key: string
}

/** The lesson that is asked for, of a course that she is in; whoever is in none yet begins at the course's page. */
async function lessonOf({ visitor, slug, key }: Asked) {
  const course = requireAllowed(visitor, 'course.learn', await findCourse(slug, visitor.personId))
  const found = await findLesson(course, key)
  if (found === null) throw new Response(null, { status: 404 })
  if (!course.enrolled) throw redirect(`/learn/${slug}`)
  return { course, ...found }
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const visitor = await requireVisitor(request)
  const { personId } = visitor
  const asked = { visitor, slug: params.course ?? '', key: params.lesson ?? '' }
  const { course, lesson, questions } = await lessonOf(asked)
  const attempt = z.uuid().safeParse(new URL(request.url).searchParams.get('attempt')).data
  const came =
    attempt === undefined ? null : await findMarked({ personId, lessonKey: lesson.key, key: attempt })
  const key = randomUUID()
  const quiz = came !== null || questions.length === 0 ? null : { key, asked: askQuiz(questions, key) }
  return { title: lesson.title[await languageOf(request)], course, lesson, learner: personId, quiz, came }
}

/** She has read the lesson, or answered its quiz. */
export async function action({ request, params }: ActionFunctionArgs) {
  const visitor = await requireVisitor(request)
  const asked = { visitor, slug: params.course ?? '', key: params.lesson ?? '' }
  const { lesson, questions } = await lessonOf(asked)
  if (lesson.kind === 'quiz') return answer(request, asked, questions)
  const form = await readForm(request, z.object({ deed: z.literal('read') }))
  if (!form.ok) return form.reply
  await finishReading({ personId: visitor.personId, lessonKey: lesson.key })
  return redirect(`/learn/${asked.slug}${lesson.next === null ? '' : `/${lesson.next.key}`}`)
}

async function answer(
  request: Request,
  { visitor: { personId }, slug, key: lessonKey }: Asked,
  questions: Question[],
) {
  const sent = await request.clone().formData()
  const key = z.uuid().safeParse(sent.get('key')).data
  // Another than the page's own form.
  if (key === undefined) throw new Response(null, { status: 400 })
  const asked = askQuiz(questions, key)
  const form = await readForm(request, answersForm(asked))
  if (!form.ok) return data({ quiz: { key, asked, reply: form.reply.data } }, form.reply.init ?? {})
  const answers = shownAnswers(form.value, asked)
  const marked = await answerQuiz({ personId, lessonKey, key, answers })
  if (!marked.ok) {
    const refused = form.refuse('learn:quiz.misfit')
    return data({ quiz: { key, asked, reply: refused.data } }, refused.init ?? {})
  }
  return redirect(`/learn/${slug}/${lessonKey}?attempt=${key}`)
}

/** Without network it is kept in the browser and told later. */
export function clientAction({ request, params, serverAction }: ClientActionFunctionArgs) {
  return orTellLater({
    request,
    lesson: params.lesson ?? '',
    serverAction: () => serverAction<typeof action>(),
  })
}

export { unlessNothingChanged as shouldRevalidate } from '#app/ui/without-network.ts'

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) =>
  loaded ? [{ title: loaded.title }] : []

interface RefusedQuiz {
  quiz: { key: string; asked: AskedQuestion[]; reply: FormReply }
}

export default function Lesson() {
  const { title: _, quiz, ...page } = useLoaderData<typeof loader>()
  const answered = useActionData<Partial<RefusedQuiz>>()
  const asked = useAsked(quiz, page.lesson.key)
  const shown = asked && (answered?.quiz ?? { ...asked, reply: undefined })
  return <LessonPage {...page} quiz={shown} />
}

/** The quiz as it was first asked: what is asked anew while she answers must not take her answers away. */
function useAsked<Quiz>(quiz: Quiz | null, lesson: string): Quiz | null {
  const [asked, setAsked] = useState({ quiz, lesson })
  if (asked.lesson === lesson && (asked.quiz === null) === (quiz === null)) return asked.quiz
  setAsked({ quiz, lesson })
  return quiz
}

export function ErrorBoundary() {
  const { t } = useTranslation('learn')
  return <RouteErrorPage title={t('course.absent')} hint={t('course.absentHint')} />
}
