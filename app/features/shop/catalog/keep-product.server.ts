import type { Outcome } from '#app/kernel/outcome.ts'
import type { PhotoRefusal } from '#app/kernel/photos.server.ts'
import type { KeepingRefusal } from './keeping.ts'
import type { ProductDeed } from './keeping-forms.ts'
import {
  addVariant,
  changeVariant,
  editProduct,
  retireVariant,
  setOnShelf,
  type Keeper,
} from './product-keeping.server.ts'
import { addProductPhoto, dropPhoto, putPhotoFirst } from './product-photos.server.ts'
import { changeStock } from './stock.server.ts'

/** Does what one of the forms of a product's page asks for. */
export async function keepProduct(
  keeper: Keeper,
  deed: ProductDeed,
): Promise<Outcome<unknown, KeepingRefusal | PhotoRefusal>> {
  const { sellerId } = keeper
  switch (deed.deed) {
    case 'facts': {
      const { deed: _, ...facts } = deed
      return editProduct(keeper, facts)
    }
    case 'shelf':
      return setOnShelf(keeper, deed.on === 'on')
    case 'add-variant':
      return addVariant(keeper, deed)
    case 'change-variant':
      return changeVariant(keeper, deed)
    case 'retire-variant':
      return retireVariant(keeper, deed.variant)
    case 'stock': {
      const { variant: variantId, kind, quantity, why, key } = deed
      return changeStock({ variantId, sellerId, kind, quantity, why, key })
    }
    case 'add-photo':
      return addProductPhoto(keeper, new Uint8Array(await deed.photo.arrayBuffer()))
    case 'first-photo':
      return putPhotoFirst(keeper, deed.picture)
    case 'drop-photo':
      return dropPhoto(keeper, deed.picture)
  }
}
