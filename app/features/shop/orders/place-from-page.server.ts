import { parseForm, withNumbers } from '#app/kernel/forms.ts'
import { refused, type Outcome } from '#app/kernel/outcome.ts'
import type { FormReply } from '#app/ui/form-reply.ts'
import { findLast } from './buy-view.server.ts'
import { clampBoxes, type BuyForm, type BuyView } from './buy.ts'
import { AddressFields, type PlaceRefusal } from './orders.ts'
import { placeOrder } from './place-order.server.ts'
import { quote } from './quote.server.ts'

const divisionMissing = 'orders:buy.refusals.unknown-division'

/** `address`: what she typed is no address yet; `address-changed`: her last one is not the one that the page showed. */
export type PageRefusal = PlaceRefusal | 'address' | 'address-changed'

/** Places the order as the page showed it: the total, the coupon and the address that she saw, or none. */
export async function placeFrom({
  typed,
  variantId,
  buyerId,
  broadcastId,
}: {
  typed: BuyForm
  variantId: string
  buyerId: string
  broadcastId: string | null
}): Promise<Outcome<{ id: string; number: string }, PageRefusal>> {
  const to = await addressOf(typed, buyerId)
  if (typeof to === 'string') return refused(to)
  const { quantity, key, shown: shownTotalFen, wish } = typed
  const claimId = typed.coupon === 'none' ? null : await findBestClaim({ variantId, buyerId, quantity })
  return placeOrder({ ...to, buyerId, variantId, quantity, key, claimId, shownTotalFen, broadcastId, wish })
}

/** The coupon that the page chose by itself, or would now: where that is another, so is the total. */
async function findBestClaim(asked: Parameters<typeof quote>[0]): Promise<string | null> {
  return (await quote(asked))?.coupon?.claimId ?? null
}

async function addressOf(
  typed: BuyForm,
  buyerId: string,
): Promise<AddressFields | 'address' | 'address-changed'> {
  if (typed.to === 'new') return AddressFields.safeParse(typed).data ?? 'address'
  const last = await findLast(buyerId)
  return last?.id === typed.last ? last : 'address-changed'
}

/** The page's answer to a refusal: what is the matter in words, beside what she can mend, with all that she typed. */
export function mendable({
  typed,
  view,
  refusal,
}: {
  typed: BuyForm
  /** As it stands after the refusal. */
  view: BuyView
  refusal: PageRefusal
}): FormReply {
  if (refusal === 'address') {
    const error = {
      ...parseForm(fieldsOf(typed), AddressFields).reply().error,
      // Beside the button too, which may be far from the field.
      '': ['orders:buy.refusals.address'],
    } as Record<string, string[] | null>
    if (error['division']) error['division'] = [divisionMissing]
    return { error, initialValue: typed }
  }
  if (refusal === 'unknown-division') return { error: { division: [divisionMissing] }, initialValue: typed }
  const quantity = clampBoxes(typed.quantity, view.most)
  const to = refusal === 'address-changed' ? (view.last === null ? 'new' : 'last') : typed.to
  return { error: { '': [wordsFor(refusal, view)] }, initialValue: { ...typed, quantity, to } }
}

function fieldsOf({ recipient, phone, division, detail }: BuyForm): URLSearchParams {
  return new URLSearchParams({ recipient, phone, division, detail })
}

function wordsFor(refusal: Exclude<PageRefusal, 'address' | 'unknown-division'>, view: BuyView): string {
  const { most, quote } = view
  const key = `orders:buy.refusals.${refusal}`
  switch (refusal) {
    case 'sold-out':
      return most > 0 ? withNumbers(`${key}-left`, { boxes: most }) : `${key}-all`
    case 'too-many':
      return withNumbers(`${key}-most`, { boxes: most })
    case 'price-changed':
      return withNumbers(key, { total: quote.totalFen / 100 })
    default:
      return key
  }
}
