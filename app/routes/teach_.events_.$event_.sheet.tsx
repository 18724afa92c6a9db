import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { sheetLines } from '#app/features/training/events/attendees.server.ts'
import { findEvent } from '#app/features/training/events/event-view.server.ts'
import { SheetPage } from '#app/features/training/events/sheet-page.tsx'
import { remixI18n } from '#app/i18n.server.ts'
import { requireAllowed } from '#app/routes-policy.ts'

export async function loader({ request, params }: LoaderFunctionArgs) {
  const visitor = await requireVisitor(request)
  const found = await findEvent(params.event ?? '', visitor.personId)
  const event = requireAllowed(visitor, 'event.keep', found)
  const t = await remixI18n.getFixedT(request, 'events')
  return { title: t('sheet.title'), event, people: await sheetLines(event.id), now: Date.now() }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function Sheet() {
  const { title: _, ...page } = useLoaderData<typeof loader>()
  return <SheetPage {...page} />
}
