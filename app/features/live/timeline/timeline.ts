import { z } from 'zod'

/*
 * The timeline: everything that happens in a broadcast, one append-only list. `seq` counts from 1 without gaps; `at` is
 * the moment of the host's picture, in milliseconds since the epoch. The schemas read what is kept in the database; pages need
 * the types alone.
 */

/** What is kept in `timeline_entry.body`, by kind. */
export const ChatBody = z.object({ text: z.string(), role: z.enum(['host', 'assistant', 'viewer']) })
/** A notice in somebody's words, or one of the platform's own, which pages say in the reader's language. */
export const NoticeBody = z.union([
  z.object({ text: z.string() }),
  z.object({ code: z.enum(['began', 'slow-on', 'slow-off', 'followers-on', 'followers-off']) }),
])
/** `removes` is the `seq` that goes out of sight. The reason is for the record and not sent to viewers. */
export const RemovalBody = z.object({ removes: z.number().int().positive(), reason: z.string() })

/** What was shown of a product when the host began to speak of it; null where she stopped. Amounts in fen. */
export const PinnedProduct = z.object({
  id: z.uuid(),
  title: z.string(),
  picture: z.string().nullable(),
  /** Of one box of the cheapest weight. */
  priceFen: z.number().int(),
  weightGrams: z.number().int(),
  /** The one weight that there is to choose; null where there are several. */
  variant: z.uuid().nullable().default(null),
  /** When it was caught, in the seller's words; may be empty. */
  caught: z.string().default(''),
})
export type PinnedProduct = z.infer<typeof PinnedProduct>
export const PinBody = z.object({ product: PinnedProduct.nullable() })

/** A coupon as it was dropped. Amounts in fen, `closesAt` in milliseconds since the epoch. */
export const DroppedCoupon = z.object({
  id: z.uuid(),
  amountFen: z.number().int(),
  thresholdFen: z.number().int(),
  mustFollow: z.boolean(),
  total: z.number().int(),
  closesAt: z.number(),
})
export type DroppedCoupon = z.infer<typeof DroppedCoupon>
export const CouponBody = z.object({ coupon: DroppedCoupon })

/** Who bought is told by the place alone: a district's name. */
export const OrderBody = z.object({
  bought: z.object({
    place: z.string(),
    title: z.string(),
    weightGrams: z.number().int(),
    quantity: z.number().int(),
  }),
})
export const SoldOutBody = z.object({ product: z.object({ id: z.uuid(), title: z.string() }) })

export interface Speaker {
  name: string
  picture: string | null
  role: z.infer<typeof ChatBody>['role']
}

interface Placed {
  seq: number
  at: number
}

export interface PinView extends Placed, z.infer<typeof PinBody> {
  kind: 'pin'
}
export interface CouponView extends Placed, z.infer<typeof CouponBody> {
  kind: 'coupon'
}

/** An entry as viewers get it. A chat whose `text` is null was taken out of sight. */
export type EntryView =
  | ({ kind: 'chat'; by: Speaker; text: string | null } & Placed)
  | ({ kind: 'notice'; body: z.infer<typeof NoticeBody> } & Placed)
  | ({ kind: 'removal'; removes: number } & Placed)
  | PinView
  | CouponView
  | ({ kind: 'order' } & Placed & z.infer<typeof OrderBody>)
  | ({ kind: 'sold_out' } & Placed & z.infer<typeof SoldOutBody>)
  | ({ kind: 'end' } & Placed)
