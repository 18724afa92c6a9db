import { z } from 'zod'
import { DisplayName, PhoneNumber, Reason } from '#app/features/identity/index.forms.ts'
import { RoomSlug } from './rooms.ts'

/** A room for a host who is known by her phone, or is taken in with it. */
export const OpenRoomForm = z.object({
  phone: PhoneNumber,
  hostName: DisplayName,
  title: z.string().trim().min(1).max(60),
  place: z.string().trim().min(1).max(60),
  slug: z
    .string()
    .trim()
    .toLowerCase()
    .refine((slug) => RoomSlug.safeParse(slug).success, { error: 'live:roomsAdmin.slugInvalid' }),
  /** Why she may broadcast to everybody without a certificate; without one her course opens that to her. */
  reason: Reason.optional(),
})

/** A room as the administrator's list shows it. */
export interface RoomRow {
  slug: string
  title: string
  place: string
  open: boolean
  demo: boolean
  onAir: boolean
  host: { id: string; name: string; phoneLast4: string | null }
}

export interface RoomsPage {
  rooms: RoomRow[]
  /** The next page's number, or null where this is the last. */
  next: number | null
}

/** What is shown once when a room was opened. */
export interface OpenedRoom {
  slug: string
  title: string
  /** Where everybody watches. */
  url: string
  rtmpServer: string
  streamKey: string
}
