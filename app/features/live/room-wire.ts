import { claimRefusals, type ShelfItem } from '#app/features/shop/index.ts'
import type { z } from 'zod'
import type { asks } from './room-asks.ts'
import type { CouponView, EntryView, PinView } from './timeline/timeline.ts'

/*
 * The one contract of a live room's socket, in both directions. Who speaks comes from the connection, never from here.
 * Only what pages send is checked by schemas (room-asks.ts): what the server answers is its own, typed and made from checked
 * rows, and comes to a page by its loader in the same shapes.
 * Every event that a page sends is answered (`like` apart): with `{ ok: true, value }` or `{ ok: false, reason }`.
 */

/** The namespace that every page connects to, over WebSocket alone. */
export const socketPath = '/socket.io'

export type AskName = keyof typeof asks
export type Ask<Name extends AskName> = z.infer<(typeof asks)[Name]>

/** How many entries one answer holds at the most. */
export const mostEntries = 200

/** Why a message was not taken; `retryAfter` (ms) stands beside those that pass by themselves. */
export const sayRefusals = [
  'signed-out',
  'not-on-air',
  'empty',
  'too-long',
  'refused-word',
  'repeated',
  'too-often',
  'slow-mode',
  'followers-only',
  'muted',
  'blocked',
] as const
export type SayRefusal = (typeof sayRefusals)[number]

/** Reasons of all events alike. `bad-input`: it does not fit the schema. `failed`: a bug of ours, or the database away. */
export const commonRefusals = ['bad-input', 'not-entered', 'not-allowed', 'too-often', 'failed'] as const

/** Every reason of the wire: nothing is refused for any other. */
export const refusals = [
  ...new Set([
    ...commonRefusals,
    ...sayRefusals,
    ...claimRefusals,
    'unknown-room',
    'gone',
    'not-on-sale',
    'no-shop',
    'not-a-message',
    'yourself',
  ] as const),
]
export type Refusal = (typeof refusals)[number]

export interface Counts {
  viewers: number
  likes: number
  /** The newest `seq`: a page that has less asks for the rest. */
  last: number
}

export interface RoomRules {
  slowSeconds: number
  followersOnly: boolean
}

/** How the person behind this connection stands in the room. */
export interface Standing {
  signedIn: boolean
  /** Host and assistants moderate. */
  moderates: boolean
  follows: boolean
  /** Until when she is muted (ms since the epoch); `forever` for a block. */
  silencedUntil: number | 'forever' | null
  /** Why, in the moderator's words. */
  silencedWhy: string | null
}

/** What is left: of coupons, and of products the boxes that can still be sold. Null: no longer given out, or on sale. */
export interface OfferCounts {
  coupons: { id: string; left: number | null }[]
  products: { id: string; stock: number | null }[]
}

/** What is offered in the room now: also what was pinned or dropped long before the entries that are at hand. */
export interface Offers {
  /** The latest pin of the broadcast. */
  pinned: PinView | null
  /** Dropped in this broadcast and still open, the newest last. */
  coupons: CouponView[]
  counts: OfferCounts
}

/** What the broadcast has brought so far: paid orders alone, without those that were refunded. Fen. */
export interface Sales {
  takingsFen: number
  orders: number
}

export interface Entered {
  state: 'on-air' | 'interrupted' | 'at-rest'
  broadcast: { id: string; startedAt: number } | null
  /** What follows `after`; without one, the newest. Not all where `counts.last` is greater than the last of these. */
  entries: EntryView[]
  offers: Offers
  /** For who moderates; null for all others, and at rest. */
  sales: Sales | null
  counts: Counts
  rules: RoomRules
  standing: Standing
}

export interface SilencedPerson {
  sanction: string
  name: string
  kind: 'mute' | 'block'
  reason: string
  until: number | null
}

/** What an event answers where all went well. */
export interface Answers {
  enter: Entered
  catchUp: { entries: EntryView[]; last: number }
  say: { seq: number }
  like: null
  notice: { seq: number }
  remove: { seq: number }
  silence: { until: number | null }
  lift: null
  silenced: { people: SilencedPerson[] }
  setRules: RoomRules
  pin: { seq: number }
  dropCoupon: { seq: number; coupon: string }
  /** Until when it can be used (ms since the epoch), and how many are left for others. */
  claim: { claimId: string; validUntil: number; left: number }
  shelf: { items: ShelfItem[] }
}

export type Answer<Name extends AskName> =
  | { ok: true; value: Answers[Name] }
  | {
      ok: false
      reason: Refusal
      retryAfter?: number
    }

/** What the server sends by itself. */
export const tellNames = [
  'entries',
  'counts',
  'rules',
  'offers',
  'sales',
  'news',
  'room',
  'standing',
] as const
export type TellName = (typeof tellNames)[number]

interface Tells {
  entries: { broadcast: string; entries: EntryView[] }
  counts: Counts & { broadcast: string }
  rules: RoomRules
  /** Something was sold or claimed: what is left of what is offered. */
  offers: OfferCounts & { broadcast: string }
  /** To who moderates. */
  sales: Sales
  /** This person has news (an order paid, a parcel on its way): wherever her pages have a line. */
  news: Record<string, never>
  /** The room began, was interrupted or ended: the page asks its loader. */
  room: { state: Entered['state']; broadcast: string | null }
  standing: Standing
}
export type Tell<Name extends TellName> = Tells[Name]
