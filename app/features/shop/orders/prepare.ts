import type { ToPack } from './order-view.ts'

/** What has to be ready of one product: so much of it in all, in these boxes. */
export interface ToPrepare {
  title: string
  grams: number
  boxes: number
  kinds: { variantId: string; weightGrams: number; boxes: number }[]
}

/** What is to be packed, summed by product, the heaviest first: a basket is fetched by its weight, then boxed. */
export function sumByProduct(toPack: readonly ToPack[]): ToPrepare[] {
  const byTitle = new Map<string, ToPrepare>()
  for (const { variantId, title, weightGrams, quantity } of toPack) {
    const known = byTitle.get(title) ?? { title, grams: 0, boxes: 0, kinds: [] }
    byTitle.set(title, {
      title,
      grams: known.grams + weightGrams * quantity,
      boxes: known.boxes + quantity,
      kinds: [...known.kinds, { variantId, weightGrams, boxes: quantity }],
    })
  }
  return [...byTitle.values()].sort((left, right) => right.grams - left.grams)
}
