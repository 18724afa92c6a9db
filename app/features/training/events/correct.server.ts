import { voidCheckIn } from '#app/features/union/index.server.ts'
import type { Actor } from '#app/kernel/transact.server.ts'
import { occasionOf } from './events.ts'

/** Takes a wrong check-in of this event out of the count, for a reason that stays with it. */
export function correctCheckIn(
  { id, eventId, reason }: { id: string; eventId: string; reason: string },
  by: { actor: Actor; now?: Date },
) {
  return voidCheckIn({ id, occasion: occasionOf(eventId), reason }, by)
}
