import type { BroadcastEnd } from '#app/generated/prisma/enums.ts'

/** How a broadcast went, counted from its own records. Times in milliseconds since the epoch. */
export interface Summary {
  id: string
  title: string
  startedAt: number
  endedAt: number
  endReason: BroadcastEnd
  /** How long it was on air, in seconds: its recording's length, where that is known. */
  seconds: number
  peakViewers: number
  likes: number
  /** Chat messages that were not taken out of sight. */
  messages: number
  /** Who began to follow the host between its start and its end, and still does. */
  newFollowers: number
  /** `preparing` until the recording is closed; `none` where nothing was recorded, or it was removed. */
  replay: 'ready' | 'preparing' | 'none'
}
