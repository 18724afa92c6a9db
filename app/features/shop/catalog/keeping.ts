/** The most photos of one product, and the most weights in which it is sold. */
export const mostPictures = 9
export const mostVariants = 8
/** The most boxes of one weight: nobody on a quay has more. */
export const mostStock = 100_000

export type KeepingRefusal =
  | 'absent'
  | 'no-picture'
  | 'no-variant'
  | 'too-many-variants'
  | 'too-many-pictures'
  | 'same-weight'
  | 'too-much'
  | 'nothing'
  | 'less-than-ordered'

/** What each refusal says, as text keys. */
export const keepingRefusals: Record<KeepingRefusal, string> = {
  absent: 'keeping:refusals.absent',
  'no-picture': 'keeping:refusals.noPicture',
  'no-variant': 'keeping:refusals.noVariant',
  'too-many-variants': 'keeping:refusals.tooManyVariants',
  'too-many-pictures': 'keeping:refusals.tooManyPictures',
  'same-weight': 'keeping:refusals.sameWeight',
  'too-much': 'keeping:refusals.tooMuch',
  nothing: 'keeping:refusals.nothing',
  'less-than-ordered': 'keeping:refusals.lessThanOrdered',
}

export interface KeptVariant {
  id: string
  weightGrams: number
  priceFen: number
  stock: number
  mostAtOnce: number | null
}

export interface StockMovementView {
  id: string
  weightGrams: number
  kind: 'received' | 'corrected' | 'reserved' | 'released' | 'returned'
  quantity: number
  why: string | null
  /** The order's number, where one moved it. */
  order: string | null
  /** ISO 8601. */
  at: string
}

/** A product as its seller keeps it. */
export interface KeptProduct {
  id: string
  title: string
  status: 'draft' | 'on_sale' | 'off_sale'
  origin: string
  caught: string
  size: string
  storage: string
  about: string
  fresh: boolean
  pictures: { id: string; path: string }[]
  variants: KeptVariant[]
}
