import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { HomePage } from '#app/features/training/teach/home-page.tsx'
import { remixI18n } from '#app/i18n.server.ts'
import { can } from '#app/routes-policy.ts'

/** What somebody teaches: courses for lecturers, events for whoever keeps one. */
export async function loader({ request }: LoaderFunctionArgs) {
  const visitor = await requireVisitor(request)
  const t = await remixI18n.getFixedT(request, 'teach')
  return {
    title: t('home.title'),
    teaches: can(visitor, 'course.teach', undefined),
    governs: can(visitor, 'certificate.govern', undefined),
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function Teach() {
  const { title: _, ...page } = useLoaderData<typeof loader>()
  return <HomePage {...page} />
}
