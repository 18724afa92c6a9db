import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { findEvent } from '#app/features/training/events/event-view.server.ts'
import { screenImages } from '#app/features/training/events/screen-images.server.ts'
import { ScreenPage } from '#app/features/training/events/screen-page.tsx'
import { remixI18n } from '#app/i18n.server.ts'
import { requireAllowed } from '#app/routes-policy.ts'

export async function loader({ request, params }: LoaderFunctionArgs) {
  const visitor = await requireVisitor(request)
  const found = await findEvent(params.event ?? '', visitor.personId)
  const event = requireAllowed(visitor, 'event.keep', found)
  const t = await remixI18n.getFixedT(request, 'events')
  const now = new Date()
  const codes = await screenImages(event.id, now)
  return { title: t('screen.title'), event, codes, now: now.getTime() }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function Screen() {
  const { title: _, ...page } = useLoaderData<typeof loader>()
  return <ScreenPage {...page} />
}
