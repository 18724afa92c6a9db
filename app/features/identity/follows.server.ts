import { database } from '#app/kernel/database.server.ts'
import type { Outcome } from '#app/kernel/outcome.ts'
import { transact } from '#app/kernel/transact.server.ts'

interface Follow {
  followerId: string
  followedId: string
}

/** Follows a host. Whoever follows her already goes on doing so: asked twice it is done once, and audited once. */
export async function follow(
  { followerId, followedId }: Follow,
  now = new Date(),
): Promise<Outcome<void, 'oneself' | 'unknown-person'>> {
  const actor = { kind: 'person', id: followerId } as const
  const followed = await transact<void, 'oneself' | 'unknown-person' | 'follows-already'>(
    { actor, action: 'person.follow', subject: `person:${followedId}` },
    async (tx, refuse) => {
      if (followerId === followedId) throw refuse('oneself')
      const begun = await tx.$executeRaw`
        INSERT INTO follow (follower_id, followed_id, since)
        SELECT ${followerId}::uuid, id, ${now} FROM person WHERE id = ${followedId}::uuid
        ON CONFLICT (follower_id, followed_id) DO UPDATE SET since = excluded.since, ended_at = NULL
        WHERE follow.ended_at IS NOT NULL`
      if (begun > 0) return
      const known = await tx.person.findUnique({ where: { id: followedId }, select: { id: true } })
      throw refuse(known === null ? 'unknown-person' : 'follows-already')
    },
  )
  if (!followed.ok && followed.reason !== 'follows-already') return { ok: false, reason: followed.reason }
  return { ok: true, value: undefined }
}

/** Follows her no longer; where nobody followed, nothing changes. */
export async function unfollow({ followerId, followedId }: Follow, now = new Date()): Promise<void> {
  const actor = { kind: 'person', id: followerId } as const
  await transact<void, 'not-following'>(
    { actor, action: 'person.unfollow', subject: `person:${followedId}` },
    async (tx, refuse) => {
      const { count } = await tx.follow.updateMany({
        where: { followerId, followedId, endedAt: null },
        data: { endedAt: now },
      })
      if (count === 0) throw refuse('not-following')
    },
  )
}

export async function isFollowing({ followerId, followedId }: Follow): Promise<boolean> {
  const where = { followerId, followedId, endedAt: null }
  return (await database().follow.count({ where })) > 0
}

export function countFollowers(personId: string): Promise<number> {
  return database().follow.count({ where: { followedId: personId, endedAt: null } })
}
