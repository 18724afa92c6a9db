import { database, type Transaction } from '#app/kernel/database.server.ts'
import { mostBoxes, mostTotalFen, type PlaceRefusal } from './orders.ts'

/** What can be bought of a variant at this moment: its boxes, of what product, of whose shop. */
export interface Offer {
  variantId: string
  weightGrams: number
  priceFen: number
  stock: number
  mostAtOnce: number | null
  productId: string
  title: string
  picture: string | null
  fresh: boolean
  /** Neither off the shelf nor retired. */
  onSale: boolean
  shopId: string
  slug: string
  shopName: string
  place: string
  dispatchWords: string
  freightFen: number
  sellerId: string
}

/** Null where there is no such variant. One statement: it stands before every order. */
export async function findOffer(variantId: string, client: Transaction = database()): Promise<Offer | null> {
  const [offer] = await client.$queryRaw<Offer[]>`
    SELECT variant.id AS "variantId", variant.weight_grams AS "weightGrams", variant.price_fen AS "priceFen",
      variant.stock, variant.most_at_once AS "mostAtOnce", product.id AS "productId", product.title, product.fresh,
      (SELECT path FROM product_picture WHERE product_id = product.id ORDER BY place LIMIT 1) AS picture,
      product.status = 'on_sale' AND NOT variant.retired AS "onSale", shop.id AS "shopId", shop.slug,
      shop.name AS "shopName", shop.place, shop.dispatch_words AS "dispatchWords", shop.freight_fen AS "freightFen",
      shop.seller_id AS "sellerId"
    FROM variant JOIN product ON product.id = variant.product_id JOIN shop ON shop.id = product.shop_id
    WHERE variant.id = ${variantId}::uuid`
  return offer ?? null
}

/** Why so many boxes cannot be bought by this person; null where nothing is against it. */
export function objectionTo(
  offer: Offer | null,
  { buyerId, quantity }: { buyerId: string; quantity: number },
): PlaceRefusal | null {
  if (!offer?.onSale) return 'gone'
  if (offer.sellerId === buyerId) return 'own-goods'
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > mostBoxes) return 'too-many'
  if (offer.priceFen * quantity + offer.freightFen > mostTotalFen) return 'too-many'
  // Where fewer are left than one may take at once, that is what she has to know.
  if (quantity > offer.stock) return 'sold-out'
  return offer.mostAtOnce !== null && quantity > offer.mostAtOnce ? 'too-many' : null
}
