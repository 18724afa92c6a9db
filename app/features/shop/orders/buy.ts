import { z } from 'zod'
import type { FormReply } from '#app/ui/form-reply.ts'
import type { DivisionChoices } from '#app/kernel/divisions.ts'
import type { Quote } from './order-view.ts'
import { mostBoxes, mostTotalFen } from './orders.ts'

/**
 * What a button of the page does: `place` orders; the others show the page anew, with all that was typed, so that it
 * works without scripts too. `look` is what the Enter key does: nothing is ordered by it.
 */
export const buySteps = [
  'look',
  'less',
  'more',
  'division',
  'change',
  'last',
  'no-coupon',
  'coupon',
  'place',
] as const

/** The page's form, at any step. The address is looked at only when it is placed, by `AddressFields`. */
export const BuyForm = z.object({
  step: z.enum(buySteps).default('look'),
  /** Made by the page and kept over refusals: a double press is one order. */
  key: z.uuid(),
  quantity: z.coerce.number().int().min(1).max(mostBoxes),
  coupon: z.enum(['best', 'none']).default('best'),
  /** The total that the page showed, in fen. */
  shown: z.coerce.number().int().min(0).max(mostTotalFen),
  /** To the address that was used last, which `last` names as the page showed it, or to the one typed here. */
  to: z.enum(['last', 'new']),
  last: z.string().max(40).default(''),
  recipient: z.string().max(100).default(''),
  phone: z.string().max(40).default(''),
  province: z.string().max(6).default(''),
  city: z.string().max(6).default(''),
  division: z.string().max(6).default(''),
  detail: z.string().max(300).default(''),
  wish: z.string().trim().max(200).default(''),
})
export type BuyForm = z.infer<typeof BuyForm>

/** Where her last parcel went, as the page shows it: the phone by its ends. */
export interface LastAddress {
  id: string
  recipient: string
  phone: string
  place: string
  detail: string
}

/** What the page shows beside what was typed. */
export interface BuyView {
  quote: Quote
  /** The most boxes that can be had now, in one order. */
  most: number
  last: LastAddress | null
  divisions: DivisionChoices
  /** Money can be taken online. */
  payOn: boolean
}

/** What the page answers to its form: what was typed, what is wrong, and all else as it stands by then. */
export type BuyReply = FormReply & {
  /** None where the network was away. */
  view?: BuyView
}

/** What the form says after its button was pressed, with `most` boxes to be had. */
export function afterStep(form: BuyForm, most: number): BuyForm {
  const clamped = { ...form, quantity: clampBoxes(form.quantity, most) }
  switch (form.step) {
    // What she agreed to is ordered, or refused in words.
    case 'place':
      return form
    case 'less':
      return { ...clamped, quantity: clampBoxes(form.quantity - 1, most) }
    case 'more':
      return { ...clamped, quantity: clampBoxes(form.quantity + 1, most) }
    case 'change':
      return { ...clamped, to: 'new' }
    case 'last':
      return { ...clamped, to: 'last' }
    case 'no-coupon':
      return { ...clamped, coupon: 'none' }
    case 'coupon':
      return { ...clamped, coupon: 'best' }
    default:
      return clamped
  }
}

/** At least one box, at the most as many as can be had. */
export function clampBoxes(quantity: number, most: number): number {
  return Math.max(1, Math.min(quantity, most, mostBoxes))
}
