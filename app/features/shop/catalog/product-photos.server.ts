import type { Transaction } from '#app/kernel/database.server.ts'
import { dropFile, storeFile } from '#app/kernel/files.server.ts'
import { refused, type Outcome } from '#app/kernel/outcome.ts'
import { preparePhoto, type PhotoRefusal } from '#app/kernel/photos.server.ts'
import { largestPhoto } from '#app/kernel/photos.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { mostPictures } from './keeping.ts'
import { findKeptProduct, lockProduct, type Keeper } from './product-keeping.server.ts'

/**
 * The longer edge of a kept photo in pixels: a phone's screen at twice its density is no wider, and such a photo has
 * about 150 kB, so that one size serves the shelf as well.
 */
const edge = 1000

/** Another photo of her product, at the end: small, and without the place where it was taken. */
export async function addProductPhoto(
  keeper: Keeper,
  photo: Uint8Array,
): Promise<Outcome<void, PhotoRefusal | 'absent' | 'too-many-pictures'>> {
  const { sellerId } = keeper
  const product = await findKeptProduct(keeper)
  if (product === null) return refused('absent')
  if (product.pictures.length >= mostPictures) return refused('too-many-pictures')
  const size = { width: edge, height: edge, fit: 'inside', withoutEnlargement: true } as const
  const prepared = await preparePhoto({ personId: sellerId, photo, size })
  if (!prepared.ok) return prepared
  const actor = { kind: 'person', id: sellerId } as const
  const stored = await storeFile({
    source: prepared.value,
    actor,
    ownerId: sellerId,
    visibility: 'public',
    accept: ['image/jpeg'],
    maxBytes: largestPhoto,
  })
  if (!stored.ok) throw new Error(`a picture that we made ourselves was refused: ${stored.reason}`)
  const fileId = stored.value.id
  const added = await hang(keeper, `/files/${fileId}`)
  if (!added.ok) await giveUp(sellerId, fileId)
  return added
}

/** Of several that come at once, those that find no more room are refused. */
function hang(keeper: Keeper, path: string): Promise<Outcome<void, 'absent' | 'too-many-pictures'>> {
  const { sellerId, productId } = keeper
  const actor = { kind: 'person', id: sellerId } as const
  return transact(
    { actor, action: 'product.add-photo', subject: `product:${productId}` },
    async (tx, refuse, note) => {
      if ((await lockProduct(tx, keeper)) === null) throw refuse('absent')
      const { _max, _count } = await tx.productPicture.aggregate({
        where: { productId },
        _max: { place: true },
        _count: true,
      })
      if (_count >= mostPictures) throw refuse('too-many-pictures')
      await tx.productPicture.create({ data: { productId, path, place: (_max.place ?? -1) + 1 } })
      note({ after: path })
    },
  )
}

/** A photo that hangs nowhere is kept nowhere. */
async function giveUp(ownerId: string, fileId: string): Promise<void> {
  const actor = { kind: 'person', id: ownerId } as const
  await transact({ actor, action: 'file.give-up', subject: `file:${fileId}` }, (tx) =>
    dropFile(tx, { id: fileId, ownerId }),
  )
}

/** This photo stands first from now on: it is the one on the shelf. */
export function putPhotoFirst(keeper: Keeper, picture: string): Promise<Outcome<void, 'absent'>> {
  return changePhotos(keeper, 'product.first-photo', async (tx, refuse) => {
    const { productId } = keeper
    const { _min } = await tx.productPicture.aggregate({ where: { productId }, _min: { place: true } })
    const { count } = await tx.productPicture.updateMany({
      where: { id: picture, productId },
      data: { place: (_min.place ?? 0) - 1 },
    })
    if (count === 0) throw refuse('absent')
  })
}

/** Takes a photo away with its bytes; a product on the shelf keeps at least one. */
export function dropPhoto(keeper: Keeper, picture: string): Promise<Outcome<void, 'absent' | 'no-picture'>> {
  return changePhotos<'absent' | 'no-picture'>(keeper, 'product.drop-photo', async (tx, refuse, status) => {
    const { productId, sellerId } = keeper
    const dropped = await tx.productPicture.findFirst({ where: { id: picture, productId } })
    if (dropped === null) throw refuse('absent')
    await tx.productPicture.delete({ where: { id: picture } })
    if (status === 'on_sale' && (await tx.productPicture.count({ where: { productId } })) === 0)
      throw refuse('no-picture')
    const file = /^\/files\/([0-9a-f-]{36})$/.exec(dropped.path)?.[1]
    // What was ever on the shelf may stand in an order or in a replay, which go on showing it.
    if (file !== undefined && status === 'draft') await dropFile(tx, { id: file, ownerId: sellerId })
  })
}

function changePhotos<Reason extends string>(
  keeper: Keeper,
  action: string,
  work: (tx: Transaction, refuse: (reason: Reason | 'absent') => Error, status: string) => Promise<void>,
): Promise<Outcome<void, Reason | 'absent'>> {
  const actor = { kind: 'person', id: keeper.sellerId } as const
  return transact<void, Reason | 'absent'>(
    { actor, action, subject: `product:${keeper.productId}` },
    async (tx, refuse) => {
      const status = await lockProduct(tx, keeper)
      if (status === null) throw refuse('absent')
      await work(tx, refuse, status)
    },
  )
}
