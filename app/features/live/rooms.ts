import { z } from 'zod'
import type { BroadcastStatus } from '#app/generated/prisma/enums.ts'

export const RoomSlug = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)

export const NewRoom = z.object({
  slug: RoomSlug,
  title: z.string().trim().min(1).max(60),
  place: z.string().trim().min(1).max(60),
  hostId: z.uuid(),
  coverArt: z.string().startsWith('/').default('/art/scene-stall.svg'),
  open: z.boolean().default(true),
  demo: z.boolean().default(false),
})
export type NewRoom = z.input<typeof NewRoom>

export type RoomState = 'on-air' | 'interrupted' | 'soon' | 'ended' | 'quiet'

export interface RoomHost {
  name: string
  picture: string | null
  demo: boolean
}

export interface ReplayCard {
  id: string
  title: string
  /** ISO 8601, as every moment here. */
  startedAt: string
  durationSeconds: number
}

/** A room as its page shows it. */
export interface RoomView {
  slug: string
  title: string
  place: string
  host: RoomHost
  cover: string
  state: RoomState
  /** The broadcast that runs or waits for its publisher. */
  broadcast: { id: string; title: string; startedAt: string } | null
  nextBroadcastAt: string | null
  /** Newest first. */
  replays: ReplayCard[]
}

/** A room as a list shows it. */
export type RoomCard = Omit<RoomView, 'replays'>

export interface ReplayView extends ReplayCard {
  room: Pick<RoomView, 'slug' | 'title' | 'place' | 'host' | 'cover'>
}

/** How long a room says that its broadcast has just ended, in milliseconds. */
const justEnded = 24 * 60 * 60 * 1000

/** What a room is doing at the moment `now`, from its running broadcast, its plan and its last ended broadcast. */
export function roomState(
  room: {
    running: Exclude<BroadcastStatus, 'ended'> | null
    nextBroadcastAt: Date | null
    lastEndedAt: Date | null
  },
  now: Date,
): RoomState {
  if (room.running === 'on_air') return 'on-air'
  if (room.running === 'interrupted') return 'interrupted'
  if (room.nextBroadcastAt !== null && room.nextBroadcastAt > now) return 'soon'
  if (room.lastEndedAt !== null && now.getTime() - room.lastEndedAt.getTime() < justEnded) return 'ended'
  return 'quiet'
}
