import { z } from 'zod'
import { claimRefusals, type ShelfItem } from '#app/features/shop/index.ts'
import { RoomSlug } from './rooms.ts'
import { CouponWish } from './selling/coupon-wish.ts'
import {
  EntryView,
  longestNotice,
  longestReason,
  type CouponView,
  type PinView,
} from './timeline/timeline.ts'

/*
 * The one contract of a live room's socket, in both directions. Who speaks comes from the connection, never from here.
 * Every event that a page sends is answered (`like` apart): with `{ ok: true, value }` or `{ ok: false, reason }`.
 */

/** The namespace that every page connects to, over WebSocket alone. */
export const socketPath = '/socket.io'

const seq = z.number().int().min(0).max(2_147_483_647)
const reason = z.string().trim().min(1).max(longestReason)

/** What a page may send: event name to the schema of its input. */
export const asks = {
  /** Steps into a room, or comes back to it: `after` is the last `seq` that it has of `broadcast`, null for none. */
  enter: z.object({ room: RoomSlug, broadcast: z.uuid().nullable(), after: seq.nullable() }),
  /** What follows `after`, at most `mostEntries` at a time. */
  catchUp: z.object({ broadcast: z.uuid(), after: seq }),
  /** `key` is the page's own: sent again, it is answered with the same `seq`. */
  say: z.object({ key: z.uuid(), text: z.string().max(2000) }),
  like: z.object({ count: z.number().int().min(1).max(20) }),
  /** The host's or her assistant's word to all. */
  notice: z.object({ key: z.uuid(), text: z.string().trim().min(1).max(longestNotice) }),
  /** Takes a chat message out of sight. */
  remove: z.object({ seq: seq.min(1), reason }),
  /** Silences whoever said `seq`: for `minutes`, or until it is lifted where `minutes` is null (a block). */
  silence: z.object({
    seq: seq.min(1),
    minutes: z.number().int().min(1).max(1440).nullable(),
    reason,
  }),
  lift: z.object({ sanction: z.uuid() }),
  /** Everyone who is silenced in this room now. */
  silenced: z.object({}),
  /** What is not named stays as it is: two who set a rule each do not undo one another. */
  setRules: z.object({ slowSeconds: z.number().int().min(0).max(600), followersOnly: z.boolean() }).partial(),
  /** The host speaks of this product of her shop from now on; null: of none. */
  pin: z.object({ key: z.uuid(), product: z.uuid().nullable() }),
  /** Makes a coupon of the host's shop and drops it into the room. */
  dropCoupon: z.object({ key: z.uuid(), ...CouponWish.shape }),
  /** Follows where the coupon asks for it, and claims it: sent again under the same key, it is the same claim. */
  claim: z.object({ key: z.uuid(), coupon: z.uuid() }),
  /** What the host has on sale now. */
  shelf: z.object({}),
} as const
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

const left = z.number().int().min(0).nullable()
/** What is left: of coupons, and of products the boxes that can still be sold. Null: no longer given out, or on sale. */
export const OfferCounts = z.object({
  coupons: z.array(z.object({ id: z.uuid(), left })),
  products: z.array(z.object({ id: z.uuid(), stock: left })),
})
export type OfferCounts = z.infer<typeof OfferCounts>

/** What is offered in the room now: also what was pinned or dropped long before the entries that are at hand. */
export interface Offers {
  /** The latest pin of the broadcast. */
  pinned: PinView | null
  /** Dropped in this broadcast and still open, the newest last. */
  coupons: CouponView[]
  counts: OfferCounts
}

/** What the broadcast has brought so far: paid orders alone, without those that were refunded. Fen. */
export const Sales = z.object({ takingsFen: z.number().int(), orders: z.number().int() })
export type Sales = z.infer<typeof Sales>

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

/** What the server sends by itself: event name to the schema of its content. */
export const tells = {
  entries: z.object({ broadcast: z.uuid(), entries: z.array(EntryView) }),
  counts: z.object({ broadcast: z.uuid(), viewers: seq, likes: seq, last: seq }),
  rules: z.object({ slowSeconds: seq, followersOnly: z.boolean() }),
  /** Something was sold or claimed: what is left of what is offered. */
  offers: z.object({ broadcast: z.uuid(), ...OfferCounts.shape }),
  /** To who moderates. */
  sales: Sales,
  /** This person has news (an order paid, a parcel on its way): wherever her pages have a line. */
  news: z.object({}),
  /** The room began, was interrupted or ended: the page asks its loader. */
  room: z.object({ state: z.enum(['on-air', 'interrupted', 'at-rest']), broadcast: z.uuid().nullable() }),
  standing: z.object({
    signedIn: z.boolean(),
    moderates: z.boolean(),
    follows: z.boolean(),
    silencedUntil: z.union([z.number(), z.literal('forever')]).nullable(),
    silencedWhy: z.string().nullable(),
  }),
} as const
export type TellName = keyof typeof tells
export type Tell<Name extends TellName> = z.infer<(typeof tells)[Name]>
