import { gramsPerJin } from '#app/kernel/weight.ts'

/** One weight of a product, as it is bought. Amounts in fen, weights in grams, stock in boxes. */
export interface VariantView {
  id: string
  weightGrams: number
  priceFen: number
  stock: number
  mostAtOnce: number | null
}

/** A product as a shelf shows it. */
export interface ShelfItem {
  id: string
  title: string
  picture: string
  /** Of the variant that is the cheapest by weight. */
  priceFen: number
  weightGrams: number
  perJinFen: number
  /** Boxes of all weights together. */
  stock: number
  /** Boxes that were paid for. */
  sold: number
  variants: VariantView[]
}

/** A product on the front page's shelf, with whose it is. */
export interface SeasonItem extends ShelfItem {
  shop: { slug: string; name: string }
}

export interface ShopView {
  id: string
  slug: string
  name: string
  place: string
  about: string
  picture: string | null
  licenceKind: 'licensed' | 'exempt'
  licenceWords: string
  freightFen: number
  dispatchWords: string
  demo: boolean
  seller: { id: string; name: string; picture: string | null }
}

export interface ProductView extends ShelfItem {
  onSale: boolean
  pictures: string[]
  origin: string
  caught: string
  size: string
  storage: string
  about: string
  fresh: boolean
  shop: ShopView
}

/** What 500 g cost at this price, in fen, to the nearest. */
export function perJin({ priceFen, weightGrams }: { priceFen: number; weightGrams: number }): number {
  return Math.round((priceFen * gramsPerJin) / weightGrams)
}

/** The one that costs the least by weight, of those that there are still boxes of; else of all. */
export function cheapest<Variant extends Pick<VariantView, 'priceFen' | 'weightGrams' | 'stock'>>(
  variants: readonly Variant[],
): Variant | null {
  const left = variants.filter(({ stock }) => stock > 0)
  const of = left.length > 0 ? left : variants
  const [first = null, ...rest] = of
  return rest.reduce((best, one) => (best !== null && byWeight(one) < byWeight(best) ? one : best), first)
}

function byWeight({ priceFen, weightGrams }: Pick<VariantView, 'priceFen' | 'weightGrams'>): number {
  return priceFen / weightGrams
}
