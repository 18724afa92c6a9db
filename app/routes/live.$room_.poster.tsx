import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { findVisitor } from '#app/features/identity/index.server.ts'
import { PosterPage } from '#app/features/live/poster/poster-page.tsx'
import { posterOf, posterTexts } from '#app/features/live/poster/poster.server.ts'
import { findRoomBySlug } from '#app/features/live/rooms.server.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { env } from '#app/kernel/env.server.ts'
import { readPreferences } from '#app/kernel/preferences.server.ts'
import { requireAllowed } from '#app/routes-policy.ts'

export async function loader({ request, params }: LoaderFunctionArgs) {
  const visitor = await findVisitor(request)
  const { view: room } = requireAllowed(visitor, 'room.watch', await findRoomBySlug(params.room ?? ''))
  const { language } = await readPreferences(request)
  const url = new URL(`/live/${room.slug}`, env().publicUrl).href
  const t = await remixI18n.getFixedT(request, posterTexts)
  const poster = await posterOf({ room, url, language, t })
  return { poster, room: room.slug, title: t('poster.title', { title: poster.title }) }
}

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  data ? [{ title: data.title }] : matches.flatMap(({ meta: inherited }) => inherited ?? [])

export default function RoomPoster() {
  const { poster, room } = useLoaderData<typeof loader>()
  return <PosterPage poster={poster} room={room} />
}
