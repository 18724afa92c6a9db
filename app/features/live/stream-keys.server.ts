import { database } from '#app/kernel/database.server.ts'
import type { Outcome } from '#app/kernel/outcome.ts'
import { transact, type Actor } from '#app/kernel/transact.server.ts'
import { hashSecret, makeSecret } from './secrets.server.ts'

/** Gives the room a new stream key, shown this once; the one before it stops working with the next connection. */
export function rotateStreamKey({
  roomSlug,
  actor,
}: {
  roomSlug: string
  actor: Actor
}): Promise<Outcome<{ streamKey: string }, 'unknown-room'>> {
  const key = makeSecret('stream-key')
  return transact(
    { actor, action: 'room.rotate-stream-key', subject: `room:${roomSlug}` },
    async (tx, refuse, note) => {
      const [room] = await tx.room.updateManyAndReturn({
        where: { slug: roomSlug },
        data: { streamKeyHash: key.hash },
        select: { id: true },
      })
      if (room === undefined) throw refuse('unknown-room')
      note({ subject: `room:${room.id}` })
      return { streamKey: key.secret }
    },
  )
}

/** The slug of the room that this key opens. */
export async function findRoomByStreamKey(streamKey: string): Promise<string | null> {
  const room = await database().room.findUnique({
    where: { streamKeyHash: hashSecret('stream-key', streamKey) },
    select: { slug: true },
  })
  return room?.slug ?? null
}
