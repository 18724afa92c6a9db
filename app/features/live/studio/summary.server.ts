import type { Prisma } from '#app/generated/prisma/client.ts'
import { database } from '#app/kernel/database.server.ts'
import type { Summary } from './summary.ts'

const withHost = { room: { select: { hostId: true } } } satisfies Prisma.BroadcastInclude
type EndedRow = Prisma.BroadcastGetPayload<{ include: typeof withHost }>

/** How the room's last ended broadcast went; null where none has ended yet. */
export async function findLastSummary(roomId: string): Promise<Summary | null> {
  const broadcast = await database().broadcast.findFirst({
    where: { roomId, status: 'ended' },
    orderBy: { startedAt: 'desc' },
    include: withHost,
  })
  return broadcast && summaryOf(broadcast)
}

async function summaryOf(broadcast: EndedRow): Promise<Summary> {
  const { id, title, startedAt, peakViewers, likes, durationSeconds, recordingRemovedAt } = broadcast
  // The first migration lets no ended broadcast be without its end.
  const endedAt = broadcast.endedAt ?? startedAt
  const [messages, newFollowers] = await Promise.all([
    database().timelineEntry.count({ where: { broadcastId: id, kind: 'chat', removedBy: null } }),
    database().follow.count({
      where: { followedId: broadcast.room.hostId, since: { gte: startedAt, lte: endedAt }, endedAt: null },
    }),
  ])
  return {
    id,
    title,
    startedAt: startedAt.getTime(),
    endedAt: endedAt.getTime(),
    endReason: broadcast.endReason ?? 'publisher_ended',
    seconds: durationSeconds ?? (endedAt.getTime() - startedAt.getTime()) / 1000,
    peakViewers,
    likes,
    messages,
    newFollowers,
    replay: replayState({ durationSeconds, removed: recordingRemovedAt !== null }),
  }
}

function replayState({
  durationSeconds,
  removed,
}: {
  durationSeconds: number | null
  removed: boolean
}): Summary['replay'] {
  if (durationSeconds === null) return 'preparing'
  return durationSeconds > 0 && !removed ? 'ready' : 'none'
}
