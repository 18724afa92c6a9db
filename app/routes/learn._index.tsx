import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { findVisitor } from '#app/features/identity/index.server.ts'
import { listCourses } from '#app/features/training/catalog.server.ts'
import { LearnPage } from '#app/features/training/learn-page.tsx'
import { remixI18n } from '#app/i18n.server.ts'
import { daysFrom } from '#app/kernel/clock.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  const visitor = await findVisitor(request)
  const t = await remixI18n.getFixedT(request, 'learn')
  const courses = await listCourses(visitor?.personId ?? null)
  const now = Date.now()
  const began = courses.flatMap(({ startedAt }) => startedAt ?? [])
  const learner = visitor && {
    name: visitor.name,
    doorOpen: visitor.privileges.includes('broadcast_publicly'),
    days: began.length === 0 ? 0 : daysFrom(Math.min(...began), now) + 1,
  }
  return { title: t('home.title'), courses, learner, now }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function Learn() {
  const { title: _, ...page } = useLoaderData<typeof loader>()
  return <LearnPage {...page} />
}
