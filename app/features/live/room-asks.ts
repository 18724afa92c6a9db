import { z } from 'zod'
import { RoomSlug } from './rooms.ts'
import { CouponWish } from './selling/coupon-wish.ts'
import { longestNotice, longestReason } from './timeline/limits.ts'

/*
 * What the server takes from a page over a live room's line: anybody may send anything. Apart from room-wire.ts, because
 * pages only need the types of it.
 */

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
