import { findVisitorByCookie } from '#app/features/identity/index.server.ts'
import { database } from '#app/kernel/database.server.ts'
import { done, refused } from '#app/kernel/outcome.ts'
import type { MediaHooks } from '#server/media/hooks.ts'
import { endBroadcast, openBroadcast, publisherLost } from './broadcasts.server.ts'
import { consumeIngestTicket } from './ingest-tickets.server.ts'
import { livePolicy } from './policy.ts'
import { isUuid, watchable } from './rooms.server.ts'
import { tellRoomState } from './socket/room-news.server.ts'
import { findRoomByStreamKey } from './stream-keys.server.ts'

/** What the media engine asks about rooms: who publishes, when a broadcast begins, is lost and ends, who may watch. */
export const mediaHooks: MediaHooks = {
  async identifyPublisher({ by, secret }) {
    const channel = by === 'ticket' ? await consumeIngestTicket(secret) : await findRoomByStreamKey(secret)
    return channel === null ? refused('unknown-publisher') : done({ channel })
  },
  async openBroadcast({ channel, at }) {
    const opened = await openBroadcast({ channel, at })
    await tellRoomState(channel)
    return opened
  },
  async publisherLost({ channel, recording, at }) {
    await publisherLost({ recording, at })
    await tellRoomState(channel)
  },
  async endBroadcast({ channel, ...ended }) {
    await endBroadcast(ended)
    await tellRoomState(channel)
  },
  async mayWatchRecording({ recording, cookie }) {
    if (!isUuid(recording)) return false
    const broadcast = await database().broadcast.findUnique({
      where: { ...watchable, id: recording },
      select: { room: { select: { id: true, hostId: true, open: true } } },
    })
    if (broadcast === null) return false
    // Each segment is asked for: an open room's costs no second query.
    return (
      livePolicy['replay.watch'](null, broadcast.room) ||
      livePolicy['replay.watch'](await findVisitorByCookie(cookie ?? null), broadcast.room)
    )
  },
}
