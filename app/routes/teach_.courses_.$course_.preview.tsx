import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { PreviewPage } from '#app/features/training/teach/preview-page.tsx'
import { findTaught } from '#app/features/training/teach/taught.server.ts'
import { readLessons } from '#app/features/training/teach/taught-lesson.server.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { requireAllowed } from '#app/routes-policy.ts'

/** A draft as its learners will see it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  requireAllowed(await requireVisitor(request), 'course.teach', undefined)
  const course = await findTaught(params.course ?? '')
  if (course === null) throw new Response(null, { status: 404 })
  const t = await remixI18n.getFixedT(request, 'teach')
  const lessons = Object.fromEntries(await readLessons(course.versionId))
  return { title: t('preview.title'), course, lessons }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function TeachPreview() {
  const { title: _, ...page } = useLoaderData<typeof loader>()
  return <PreviewPage {...page} />
}
