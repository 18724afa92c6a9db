import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { listRooms } from '#app/features/live/index.server.ts'
import { requireDevelopment } from '#app/features/live/publisher/development.server.ts'
import { PublishPage } from '#app/features/live/publisher/publish-page.tsx'
import { remixI18n } from '#app/i18n.server.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  requireDevelopment()
  const { searchParams } = new URL(request.url)
  const t = await remixI18n.getFixedT(request, 'publisher')
  const rooms = (await listRooms()).map(({ slug, title }) => ({ slug, title }))
  return {
    title: t('page.title'),
    rooms,
    asked: {
      source: searchParams.get('source') === 'clock' ? ('clock' as const) : ('camera' as const),
      room: searchParams.get('room') ?? rooms[0]?.slug ?? '',
      startAtOnce: searchParams.get('start') === '1',
      encoder: searchParams.get('encoder') === 'recorder' ? ('recorder' as const) : ('auto' as const),
    },
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.title },
  { name: 'robots', content: 'noindex' },
]

/**
 * Development only: `?source=clock|camera&room=SLUG&start=1` chooses and begins without a press; `encoder=recorder`
 * publishes as browsers do that cannot code single frames.
 */
export default function DevelopmentPublish() {
  const { rooms, asked } = useLoaderData<typeof loader>()
  return <PublishPage rooms={rooms} asked={asked} ticketUrl="/dev/publish/ticket" />
}
