import { database, type Transaction } from '#app/kernel/database.server.ts'
import { mostBoxes, type PlaceRefusal } from './orders.ts'

const offered = {
  id: true,
  weightGrams: true,
  priceFen: true,
  stock: true,
  mostAtOnce: true,
  retired: true,
  product: {
    select: {
      id: true,
      title: true,
      status: true,
      fresh: true,
      pictures: { select: { path: true }, orderBy: { place: 'asc' }, take: 1 },
      shop: {
        select: {
          id: true,
          slug: true,
          name: true,
          place: true,
          sellerId: true,
          freightFen: true,
          dispatchWords: true,
        },
      },
    },
  },
} as const

/** What can be bought of a variant at this moment; null where there is no such variant. */
export function findOffer(variantId: string, client: Transaction = database()) {
  return client.variant.findUnique({ where: { id: variantId }, select: offered })
}
export type Offer = NonNullable<Awaited<ReturnType<typeof findOffer>>>

/** Why so many boxes cannot be bought by this person; null where nothing is against it. */
export function objectionTo(
  offer: Offer | null,
  { buyerId, quantity }: { buyerId: string; quantity: number },
): PlaceRefusal | null {
  if (offer === null || offer.retired || offer.product.status !== 'on_sale') return 'gone'
  if (offer.product.shop.sellerId === buyerId) return 'own-goods'
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > mostBoxes) return 'too-many'
  // Where fewer are left than one may take at once, that is what she has to know.
  if (quantity > offer.stock) return 'sold-out'
  return offer.mostAtOnce !== null && quantity > offer.mostAtOnce ? 'too-many' : null
}
