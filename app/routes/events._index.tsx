import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { findVisitor } from '#app/features/identity/index.server.ts'
import { listComing } from '#app/features/training/events/event-view.server.ts'
import { EventsPage } from '#app/features/training/events/events-page.tsx'
import { remixI18n } from '#app/i18n.server.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  const visitor = await findVisitor(request)
  const t = await remixI18n.getFixedT(request, 'events')
  const now = new Date()
  const events = await listComing(visitor?.personId ?? null, now)
  return { title: t('title'), events, now: now.getTime() }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function Events() {
  const { title: _, ...page } = useLoaderData<typeof loader>()
  return <EventsPage {...page} />
}
