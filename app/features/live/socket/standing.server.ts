import type { Visitor } from '#app/features/identity/index.ts'
import { isFollowing } from '#app/features/identity/index.server.ts'
import { database } from '#app/kernel/database.server.ts'
import { holdingAt } from '../moderation/moderation.server.ts'
import { livePolicy } from '../policy.ts'
import type { Standing } from '../room-wire.ts'

const stranger: Standing = {
  signedIn: false,
  moderates: false,
  follows: false,
  silencedUntil: null,
  silencedWhy: null,
}

/** How this visitor stands in the room at the moment `now`. */
export async function findStanding(
  visitor: Visitor,
  room: { id: string; hostId: string },
  now = new Date(),
): Promise<Standing> {
  if (visitor === null) return stranger
  const { personId } = visitor
  const [follows, sanction] = await Promise.all([
    isFollowing({ followerId: personId, followedId: room.hostId }),
    findSanction({ personId, roomId: room.id, now }),
  ])
  return {
    signedIn: true,
    moderates: livePolicy['room.moderate'](visitor, room),
    follows,
    silencedUntil: sanction === null ? null : (sanction.until?.getTime() ?? 'forever'),
    silencedWhy: sanction?.reason ?? null,
  }
}

/** The one that lasts longest of those that hold at the moment `now`. */
function findSanction({ personId, roomId, now }: { personId: string; roomId: string; now: Date }) {
  return database().sanction.findFirst({
    where: { personId, roomId, ...holdingAt(now) },
    orderBy: { until: { sort: 'desc', nulls: 'first' } },
    select: { until: true, reason: true },
  })
}
