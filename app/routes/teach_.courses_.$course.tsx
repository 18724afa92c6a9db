import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData, type ClientActionFunctionArgs } from '@remix-run/react'
import { randomUUID } from 'node:crypto'
import { useTranslation } from 'react-i18next'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { CoursePage } from '#app/features/training/teach/course-page.tsx'
import { courseRefusals, doCourseDeed } from '#app/features/training/teach/course-deeds.server.ts'
import { findTaught } from '#app/features/training/teach/taught.server.ts'
import { CourseDeed } from '#app/features/training/teach/teach-forms.ts'
import { languageOf } from '#app/kernel/i18n/language.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { can, requireAllowed } from '#app/routes-policy.ts'
import { RouteErrorPage } from '#app/ui/error-page.tsx'
import { orKeepTyped } from '#app/ui/without-network.ts'
import '#app/features/training/teach/teach-texts.ts'

export { unlessNothingChanged as shouldRevalidate } from '#app/ui/without-network.ts'

async function requireCourse(request: Request, slug = '') {
  const visitor = await requireVisitor(request)
  requireAllowed(visitor, 'course.teach', undefined)
  const course = await findTaught(slug)
  if (course === null) throw new Response(null, { status: 404 })
  return { visitor, course, governs: can(visitor, 'people.govern', undefined) }
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { course, governs } = await requireCourse(request, params.course)
  return { title: course.title[await languageOf(request)], course, governs, newKey: randomUUID() }
}

/** Whatever is done to the course and its outline: one form each. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { visitor, course, governs } = await requireCourse(request, params.course)
  const form = await readForm(request, CourseDeed)
  if (!form.ok) return form.reply
  const actor = { kind: 'person', id: visitor.personId } as const
  const came = await doCourseDeed(course.slug, form.value, {
    ...{ actor, governs },
    opensDoor: can(visitor, 'course.open-door', undefined),
  })
  if (!came.ok) return form.refuse(courseRefusals[came.reason])
  if (came.value === 'course-gone') return redirect('/teach/courses')
  // A lesson that was added is written next.
  if (form.value.deed === 'add-lesson') return redirect(`/teach/courses/${course.slug}/${form.value.key}`)
  return { done: form.value.deed }
}

export function clientAction({ request, serverAction }: ClientActionFunctionArgs) {
  return orKeepTyped(request, () => serverAction<typeof action>())
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function TeachCourse() {
  const { title: _, ...page } = useLoaderData<typeof loader>()
  return <CoursePage {...page} reply={useActionData<typeof clientAction>()} />
}

export function ErrorBoundary() {
  const { t } = useTranslation('teach')
  return <RouteErrorPage title={t('form.courseAbsent')} hint={t('form.courseAbsentHint')} />
}
