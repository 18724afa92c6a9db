import type { Outcome } from '#app/kernel/outcome.ts'
import { transact, type Actor } from '#app/kernel/transact.server.ts'
import { RoomTitleForm } from './room-title.ts'

/**
 * Renames the room, and with it whatever is broadcast there now or next. Ended broadcasts keep the name under which
 * they ran.
 */
export function renameRoom({
  roomId,
  title,
  actor,
}: {
  roomId: string
  title: string
  actor: Actor
}): Promise<Outcome<void, 'unknown-room'>> {
  const { title: next } = RoomTitleForm.parse({ title })
  return transact({ actor, action: 'room.rename', subject: `room:${roomId}` }, async (tx, refuse, note) => {
    const { count } = await tx.room.updateMany({ where: { id: roomId }, data: { title: next } })
    if (count === 0) throw refuse('unknown-room')
    await tx.broadcast.updateMany({ where: { roomId, status: { not: 'ended' } }, data: { title: next } })
    note({ after: { title: next } })
  })
}
