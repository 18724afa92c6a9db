import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { isRouteErrorResponse, useLoaderData, useRouteError } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { findVisitor } from '#app/features/identity/index.server.ts'
import { RoomAtRest } from '#app/features/live/room-at-rest.tsx'
import { RoomOnAir } from '#app/features/live/room-on-air.tsx'
import type { RoomView } from '#app/features/live/rooms.ts'
import { findRoomBySlug } from '#app/features/live/rooms.server.ts'
import { shareTags } from '#app/features/live/share-tags.ts'
import { useFreshPage } from '#app/features/live/use-fresh-page.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { env } from '#app/kernel/env.server.ts'
import { requireAllowed } from '#app/routes-policy.ts'
import { ErrorPage } from '#app/ui/error-page.tsx'

export async function loader({ request, params }: LoaderFunctionArgs) {
  const visitor = await findVisitor(request)
  const { view: room } = requireAllowed(visitor, 'room.watch', await findRoomBySlug(params.room ?? ''))
  const t = await remixI18n.getFixedT(request, 'live')
  return {
    room,
    now: Date.now(),
    share: {
      title: room.broadcast?.title ?? room.title,
      description: t('room.description', { host: room.host.name, place: room.place }),
      url: new URL(`/live/${room.slug}`, env().publicUrl).href,
      cover: room.cover,
    },
  }
}

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  data ? shareTags(data.share) : matches.flatMap(({ meta: inherited }) => inherited ?? [])

/** How soon each state is asked after, in milliseconds: she waits most eagerly for a host who has just dropped. */
const askEvery: Record<RoomView['state'], number> = {
  'on-air': 8000,
  interrupted: 3000,
  soon: 5000,
  ended: 8000,
  quiet: 8000,
}

export default function LiveRoom() {
  const { room, now } = useLoaderData<typeof loader>()
  const ask = useFreshPage(askEvery[room.state])
  const running = room.state === 'on-air' || room.state === 'interrupted'
  return running ? <RoomOnAir room={room} now={now} onNews={ask} /> : <RoomAtRest room={room} now={now} />
}

export function ErrorBoundary() {
  const { t } = useTranslation('live')
  const error = useRouteError()
  const missing = isRouteErrorResponse(error) && error.status === 404
  if (!missing) return <ErrorPage missing={false} />
  return <ErrorPage missing title={t('roomMissing')} hint={t('roomMissingHint')} />
}
