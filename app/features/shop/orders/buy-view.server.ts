import { z } from 'zod'
import { paymentsAreOn } from '../payment/stripe.server.ts'
import { findAddresses, type KnownAddress } from './addresses.server.ts'
import { clampBoxes, type BuyForm, type BuyView, type LastAddress } from './buy.ts'
import { divisionChoices, divisionNames } from '#app/kernel/divisions.server.ts'
import { maskPhone } from './order-words.ts'
import { mostBoxes } from './orders.ts'
import { quote } from './quote.server.ts'

type Asked = Pick<BuyForm, 'quantity'> & Partial<Pick<BuyForm, 'coupon' | 'province' | 'city' | 'division'>>

/** The page on which she buys a variant, as it stands now for what she has typed; null where there is no such variant. */
export async function viewBuy({
  variantId,
  buyerId,
  typed,
}: {
  variantId: string
  buyerId: string
  typed: Asked
}): Promise<BuyView | null> {
  if (!z.uuid().safeParse(variantId).success) return null
  const claimId = typed.coupon === 'none' ? null : undefined
  const [asked, last] = await Promise.all([
    quote({ variantId, buyerId, quantity: typed.quantity, claimId }),
    findLast(buyerId),
  ])
  if (asked === null) return null
  const most = mostOf(asked.variant)
  const quantity = clampBoxes(typed.quantity, most)
  // More than there is, as an old link may ask: what can be had is shown.
  const quoted = quantity === typed.quantity ? asked : await quote({ variantId, buyerId, quantity, claimId })
  return {
    quote: quoted ?? asked,
    most,
    last: last && shownAddress(last),
    divisions: divisionChoices({ province: typed.province, city: typed.city, district: typed.division }),
    payOn: paymentsAreOn(),
  }
}

/** The address that she used last; null for her first parcel. */
export async function findLast(buyerId: string): Promise<KnownAddress | null> {
  const [last] = await findAddresses(buyerId)
  return last ?? null
}

function mostOf({ stock, mostAtOnce }: { stock: number; mostAtOnce: number | null }): number {
  return Math.min(stock, mostAtOnce ?? stock, mostBoxes)
}

function shownAddress({ id, recipient, phone, division, detail }: KnownAddress): LastAddress {
  return { id, recipient, phone: maskPhone(phone), place: divisionNames(division) ?? '', detail }
}
