import type { Visitor } from '#app/features/identity/index.ts'

/** Who may do what in a live room: rows of the one policy, which app/routes-policy.ts assembles. */
export const livePolicy = {
  'room.watch': (_visitor: Visitor, room: { open: boolean }) => room.open,
  'replay.watch': (_visitor: Visitor, room: { open: boolean }) => room.open,
  'room.publish': (visitor: Visitor, room: { hostId: string }) => visitor?.personId === room.hostId,
}
