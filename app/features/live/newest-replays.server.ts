import { database } from '#app/kernel/database.server.ts'
import { replayOf, watchable } from './rooms.server.ts'
import type { ReplayView } from './rooms.ts'

/** The newest replays of all open rooms. */
export async function listNewestReplays(limit: number): Promise<ReplayView[]> {
  const broadcasts = await database().broadcast.findMany({
    where: { ...watchable, room: { open: true } },
    orderBy: { startedAt: 'desc' },
    take: limit,
    include: { room: { include: { host: { select: { name: true, picture: true, demo: true } } } } },
  })
  return broadcasts.map((broadcast) => {
    const { slug, title, place, host, coverArt } = broadcast.room
    return { ...replayOf(broadcast), room: { slug, title, place, host, cover: coverArt } }
  })
}
