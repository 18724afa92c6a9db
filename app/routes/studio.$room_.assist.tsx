import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { AssistPage } from '#app/features/live/moderation/assist-page.tsx'
import { findRoomBySlug } from '#app/features/live/rooms.server.ts'
import { useFreshPage } from '#app/ui/use-fresh-page.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { requireAllowed } from '#app/routes-policy.ts'

export async function loader({ request, params }: LoaderFunctionArgs) {
  const visitor = await requireVisitor(request)
  const { view: room } = requireAllowed(visitor, 'room.moderate', await findRoomBySlug(params.room ?? ''))
  const t = await remixI18n.getFixedT(request, 'studio')
  return { room, title: t('assist.title', { title: room.title }) }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.title },
  { name: 'robots', content: 'noindex' },
]

export default function Assist() {
  const { room } = useLoaderData<typeof loader>()
  const ask = useFreshPage(8000)
  return <AssistPage room={room} onNews={ask} />
}
