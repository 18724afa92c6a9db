import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData, type ClientActionFunctionArgs } from '@remix-run/react'
import { randomUUID } from 'node:crypto'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { CoursesPage } from '#app/features/training/teach/courses-page.tsx'
import { createCourse } from '#app/features/training/teach/courses.server.ts'
import { listTaught } from '#app/features/training/teach/taught.server.ts'
import { NewCourseForm } from '#app/features/training/teach/teach-forms.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { requireAllowed } from '#app/routes-policy.ts'
import { orKeepTyped } from '#app/ui/without-network.ts'

export { unlessNothingChanged as shouldRevalidate } from '#app/ui/without-network.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  requireAllowed(await requireVisitor(request), 'course.teach', undefined)
  const t = await remixI18n.getFixedT(request, 'teach')
  return { title: t('courses.title'), courses: await listTaught(), newKey: randomUUID() }
}

/** Begins a course, and leads to its page. */
export async function action({ request }: ActionFunctionArgs) {
  const visitor = await requireVisitor(request)
  requireAllowed(visitor, 'course.teach', undefined)
  const form = await readForm(request, NewCourseForm)
  if (!form.ok) return form.reply
  const { titleZh, titleEn = titleZh, slug = '', ...course } = form.value
  const actor = { kind: 'person', id: visitor.personId } as const
  const made = await createCourse({ ...course, titleZh, titleEn, slug }, { actor })
  return made.ok
    ? redirect(`/teach/courses/${made.value.slug}`)
    : form.refuse({ slug: 'teach:form.slugTaken' })
}

export function clientAction({ request, serverAction }: ClientActionFunctionArgs) {
  return orKeepTyped(request, () => serverAction<typeof action>())
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function TeachCourses() {
  const { title: _, ...page } = useLoaderData<typeof loader>()
  return <CoursesPage {...page} reply={useActionData<typeof clientAction>()} />
}
