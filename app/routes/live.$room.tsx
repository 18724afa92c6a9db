import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useEffect, useState } from 'react'
import { countFollowers, findVisitor, isFollowing } from '#app/features/identity/index.server.ts'
import { standingOf, useRoomLine } from '#app/features/live/chat/use-room-line.ts'
import { RoomAtRest } from '#app/features/live/room-at-rest.tsx'
import { RoomErrorPage } from '#app/features/live/room-error-page.tsx'
import { RoomOnAir } from '#app/features/live/room-on-air.tsx'
import type { RoomView } from '#app/features/live/rooms.ts'
import { findRoomBySlug } from '#app/features/live/rooms.server.ts'
import { noOffers } from '#app/features/live/selling/offers.ts'
import { findRoomSelling } from '#app/features/live/selling/room-selling.server.ts'
import { findNewestEntries } from '#app/features/live/timeline/entries.server.ts'
import { shareTags } from '#app/features/live/share-tags.ts'
import { useFreshPage } from '#app/ui/use-fresh-page.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { env } from '#app/kernel/env.server.ts'
import { can, requireAllowed } from '#app/routes-policy.ts'
import { unlessNothingChanged } from '#app/ui/without-network.ts'

export async function loader({ request, params }: LoaderFunctionArgs) {
  const visitor = await findVisitor(request)
  const asked = requireAllowed(visitor, 'room.watch', await findRoomBySlug(params.room ?? ''))
  const { view: room, hostId } = asked
  const t = await remixI18n.getFixedT(request, 'live')
  return {
    room,
    now: Date.now(),
    said: room.broadcast
      ? await findNewestEntries({ broadcastId: room.broadcast.id, limit: saidAtFirst })
      : [],
    selling: room.broadcast
      ? await findRoomSelling({ hostId, broadcastId: room.broadcast.id }, visitor)
      : { offers: noOffers, shelf: [], held: [] },
    standing: {
      signedIn: visitor !== null,
      moderates: can(visitor, 'room.moderate', asked),
      follows: visitor !== null && (await isFollowing({ followerId: visitor.personId, followedId: hostId })),
      followers: await countFollowers(hostId),
      // A stranger is offered it: pressing it, she signs in first.
      mayFollow: visitor?.personId !== hostId,
    },
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

/** How soon each state is asked after while there is no line, in milliseconds: most eagerly where a host has just dropped. */
const askEvery: Record<RoomView['state'], number> = {
  'on-air': 8000,
  interrupted: 3000,
  soon: 5000,
  ended: 8000,
  quiet: 8000,
}
/** The line tells at once; this is for what it may have missed. */
const askEveryWithLine = 60_000

/** How many entries stand on the page before there is a line. */
const saidAtFirst = 20

export default function LiveRoom() {
  const { room, now, said, selling, standing, share } = useLoaderData<typeof loader>()
  const [hasLine, setHasLine] = useState(false)
  const ask = useFreshPage(hasLine ? askEveryWithLine : askEvery[room.state])
  const line = useRoomLine({
    room: room.slug,
    broadcast: room.broadcast?.id ?? null,
    onNews: ask,
    beginning: { standing: standingOf(standing), entries: said, offers: selling.offers },
  })
  useEffect(() => setHasLine(line.status === 'open'), [line.status])
  const running = room.state === 'on-air' || room.state === 'interrupted'
  if (!running) return <RoomAtRest room={room} now={now} standing={standing} />
  return <RoomOnAir {...{ room, now, line, standing, selling }} url={share.url} onNews={ask} />
}

export { RoomErrorPage as ErrorBoundary, unlessNothingChanged as shouldRevalidate }
