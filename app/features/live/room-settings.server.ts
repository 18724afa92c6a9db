import { database } from '#app/kernel/database.server.ts'
import type { Outcome } from '#app/kernel/outcome.ts'
import { transact } from '#app/kernel/transact.server.ts'
import type { RoomRules } from './room-wire.ts'

interface Manager {
  roomId: string
  personId: string
}

export interface RoomPlan {
  title: string
  place: string
  next: Date | undefined
}

/** Names the room and says when it is on air next; a moment that is over is refused. */
export function planRoom(
  { roomId, personId }: Manager,
  { title, place, next }: RoomPlan,
  now = new Date(),
): Promise<Outcome<void, 'over'>> {
  return transact(
    { actor: { kind: 'person', id: personId }, action: 'room.plan', subject: `room:${roomId}` },
    async (tx, refuse, note) => {
      if (next !== undefined && next <= now) throw refuse('over')
      await tx.room.update({ where: { id: roomId }, data: { title, place, nextBroadcastAt: next ?? null } })
      note({ after: { title, place, next: next?.toISOString() ?? null } })
    },
  )
}

/** Sets the words that this room's chat refuses. */
export async function setRefusedWords({ roomId, personId }: Manager, refusedWords: string[]): Promise<void> {
  await transact(
    { actor: { kind: 'person', id: personId }, action: 'room.set-words', subject: `room:${roomId}` },
    async (tx, _refuse, note) => {
      await tx.room.update({ where: { id: roomId }, data: { refusedWords } })
      note({ after: { refusedWords } })
    },
  )
}

/** How its chat is kept: the rules for all, and the words that are refused. */
export async function getChatSettings(roomId: string): Promise<RoomRules & { refusedWords: string[] }> {
  return database().room.findUniqueOrThrow({
    where: { id: roomId },
    select: { slowSeconds: true, followersOnly: true, refusedWords: true },
  })
}
