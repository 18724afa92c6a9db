import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { FrontPage } from '#app/features/live/front-page.tsx'
import { listNewestReplays, listRooms } from '#app/features/live/rooms.server.ts'
import { shareTags } from '#app/features/live/share-tags.ts'
import { listSeason } from '#app/features/shop/index.server.ts'
import { useFreshPage } from '#app/ui/use-fresh-page.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { env } from '#app/kernel/env.server.ts'

const replaysShown = 8
const productsShown = 12

export async function loader({ request }: LoaderFunctionArgs) {
  const t = await remixI18n.getFixedT(request, 'live')
  const [rooms, replays, season] = await Promise.all([
    listRooms(),
    listNewestReplays(replaysShown),
    listSeason(productsShown),
  ])
  return {
    now: Date.now(),
    season,
    rooms: {
      onAir: rooms.filter(({ state }) => state === 'on-air' || state === 'interrupted'),
      coming: rooms.filter(({ state }) => state === 'soon'),
      replays,
    },
    share: {
      title: t('front.title'),
      description: t('front.description'),
      url: env().publicUrl,
      cover: rooms[0]?.cover ?? null,
    },
  }
}

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  data ? shareTags(data.share) : matches.flatMap(({ meta: inherited }) => inherited ?? [])

export default function Index() {
  const { rooms, season, now } = useLoaderData<typeof loader>()
  const ask = useFreshPage(12_000)
  return <FrontPage rooms={rooms} season={season} now={now} onNews={ask} />
}
