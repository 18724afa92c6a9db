import { z } from 'zod'
import type { OrderStatus } from '#app/generated/prisma/enums.ts'

/** How long an order waits to be paid, in milliseconds. */
export const payWithinMs = 15 * 60_000

/** No order asks for more boxes, whatever a seller allows. */
export const mostBoxes = 999

/** Every move that an order can make; what is not here is refused. */
export const orderMoves = {
  awaiting_payment: ['paid', 'closing'],
  closing: ['cancelled', 'paid'],
  // Paid too late: taken where the goods are still there.
  cancelled: ['paid'],
  paid: ['dispatched', 'refunding'],
  dispatched: ['received', 'refunding'],
  received: ['refunding'],
  refunding: ['refunded'],
  refunded: [],
} as const satisfies Record<OrderStatus, readonly OrderStatus[]>

export const PhoneOfRecipient = z
  .string()
  .trim()
  .regex(/^1[3-9]\d{9}$/, 'common:form.invalidPhone')

/** Where it is to be sent. `division` is a district's or county's code of six digits (GB/T 2260). */
export const AddressFields = z.object({
  recipient: z.string().trim().min(1).max(30),
  phone: PhoneOfRecipient,
  division: z.string().regex(/^\d{6}$/, 'common:form.notAChoice'),
  detail: z.string().trim().min(2).max(120),
})
export type AddressFields = z.infer<typeof AddressFields>

export interface PlaceOrder extends AddressFields {
  buyerId: string
  variantId: string
  quantity: number
  /** Chosen by the buyer's page: sent again, it answers the same order. */
  key: string
  /** The claim to redeem; null for none. */
  claimId: string | null
  /** The amount that the page showed her, in fen: another one is refused, never charged. */
  shownTotalFen: number
  broadcastId: string | null
  wish: string
}

/** The most that one order costs, in fen: Stripe's amounts have eight digits. */
export const mostTotalFen = 99_999_999

/** How many orders one buyer may leave unpaid at once: each keeps goods from others. */
export const mostUnpaid = 5

export type PlaceRefusal =
  | 'unpaid'
  | 'gone'
  | 'sold-out'
  | 'too-many'
  | 'coupon-gone'
  | 'price-changed'
  | 'own-goods'
  | 'unknown-division'
