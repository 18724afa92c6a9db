import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { findVisitor, requireVisitor } from '#app/features/identity/index.server.ts'
import { findCourse } from '#app/features/training/catalog.server.ts'
import { CoursePage } from '#app/features/training/course-page.tsx'
import { nextLesson } from '#app/features/training/courses.ts'
import { enrol, moveToNewest } from '#app/features/training/enrolments.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { languageOf } from '#app/kernel/i18n/language.server.ts'
import { requireAllowed } from '#app/routes-policy.ts'
import { RouteErrorPage } from '#app/ui/error-page.tsx'
import '#app/features/training/learn-texts.ts'

export async function loader({ request, params }: LoaderFunctionArgs) {
  const visitor = await findVisitor(request)
  const found = await findCourse(params.course ?? '', visitor?.personId ?? null)
  const course = requireAllowed(visitor, 'course.see', found)
  const moved = new URL(request.url).searchParams.has('moved')
  return { title: course.title[await languageOf(request)], course, stranger: visitor === null, moved }
}

const CourseForm = z.object({ deed: z.enum(['enrol', 'move']) })

/** Begins the course and leads to its first lesson, or takes her over to its newest version. A stranger signs in first. */
export async function action({ request, params }: ActionFunctionArgs) {
  const visitor = await requireVisitor(request)
  const { personId } = visitor
  const slug = params.course ?? ''
  const course = requireAllowed(visitor, 'course.learn', await findCourse(slug, personId))
  const form = await readForm(request, CourseForm)
  if (!form.ok) return form.reply
  const { deed } = form.value
  const outcome = deed === 'enrol' ? await enrol({ personId, slug }) : await moveToNewest({ personId, slug })
  if (!outcome.ok) throw new Response(null, { status: 404 })
  if (deed === 'move') return redirect(`/learn/${slug}?moved`)
  const next = nextLesson(course)
  return redirect(next === null ? `/learn/${slug}` : `/learn/${slug}/${next.key}`)
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function Course() {
  const { title: _, ...page } = useLoaderData<typeof loader>()
  return <CoursePage {...page} />
}

export function ErrorBoundary() {
  const { t } = useTranslation('learn')
  return <RouteErrorPage title={t('course.absent')} hint={t('course.absentHint')} />
}
