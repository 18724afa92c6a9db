import type { BroadcastStatus } from '#app/generated/prisma/enums.ts'

/** Where a broadcast may go from each of its states. Nothing leaves `ended`. */
export const broadcastMoves = {
  on_air: ['interrupted', 'ended'],
  interrupted: ['on_air', 'ended'],
  ended: [],
} as const satisfies Record<BroadcastStatus, readonly BroadcastStatus[]>

export const broadcastStatuses = Object.keys(broadcastMoves) as BroadcastStatus[]

/** How long a publisher that dropped may come back into the same broadcast, in milliseconds. */
export const resumeWindow = 120_000

/** The states from which a broadcast may move to `next`. */
export function statusesBefore(next: BroadcastStatus): BroadcastStatus[] {
  return broadcastStatuses.filter((status) =>
    (broadcastMoves[status] as readonly BroadcastStatus[]).includes(next),
  )
}
