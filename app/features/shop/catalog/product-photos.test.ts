import sharp from 'sharp'
import { beforeEach, expect, test } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { openFile } from '#app/kernel/files.server.ts'
import { makeStall } from '../orders/testing.server.ts'
import { mostPictures } from './keeping.ts'
import { findKeptProduct, type Keeper } from './product-keeping.server.ts'
import { addProductPhoto, dropPhoto, putPhotoFirst } from './product-photos.server.ts'

let keeper: Keeper

beforeEach(async () => {
  const { sellerId, productId } = await makeStall()
  keeper = { sellerId, productId }
})

/** As a phone takes it: lying on its side, and saying where. */
function photo(): Promise<Buffer> {
  return sharp({ create: { width: 1600, height: 1200, channels: 3, background: '#13656f' } })
    .withExif({ IFD0: { Make: 'Hongdao Phone' }, IFD3: { GPSLatitude: '36/1 13/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
}

const pictures = async () => (await findKeptProduct(keeper))?.pictures ?? []

async function bytesOf(path: string): Promise<Buffer> {
  const found = await openFile(path.replace('/files/', ''))
  if (found === null) throw new Error(`there is no file at ${path}`)
  const chunks: Buffer[] = []
  for await (const chunk of await found.read()) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

test('a photo stands last, upright, small, whole, and says nothing of where it was taken', async () => {
  expect(await addProductPhoto(keeper, await photo())).toMatchObject({ ok: true })
  const [first, added] = await pictures()
  expect(first?.path).toBe('/art/clams.svg')
  const kept = await bytesOf(added?.path ?? '')
  expect(await sharp(kept).metadata()).toMatchObject({ format: 'jpeg', width: 750, height: 1000 })
  expect(kept.toString('latin1')).not.toMatch(/Exif|GPS|Hongdao Phone/)
})

test('what is no photo is refused and nothing is kept', async () => {
  const page = Buffer.from('<!doctype html><script>alert(1)</script>')
  expect(await addProductPhoto(keeper, page)).toEqual({ ok: false, reason: 'not-a-photo' })
  const cut = (await photo()).subarray(0, 3000)
  expect(await addProductPhoto(keeper, cut)).toEqual({ ok: false, reason: 'broken-photo' })
  expect(await pictures()).toHaveLength(1)
  expect(await database().storedFile.count({ where: { ownerId: keeper.sellerId } })).toBe(0)
})

test('nobody adds a photo to another seller’s product', async () => {
  const stranger = { ...keeper, sellerId: (await makeStall()).sellerId }
  expect(await addProductPhoto(stranger, await photo())).toEqual({ ok: false, reason: 'absent' })
  const [picture] = await pictures()
  expect(await dropPhoto(stranger, picture?.id ?? '')).toEqual({ ok: false, reason: 'absent' })
})

test('a product has so many photos at the most, and those that came too late at once leave no file', async () => {
  const { productId } = keeper
  const data = Array.from({ length: mostPictures - 2 }, (_, i) => ({
    productId,
    path: `/art/${i}.svg`,
    place: i + 1,
  }))
  await database().productPicture.createMany({ data })
  const sent = await photo()
  const answers = await Promise.all([addProductPhoto(keeper, sent), addProductPhoto(keeper, sent)])
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  expect(await pictures()).toHaveLength(mostPictures)
  expect(await database().storedFile.count({ where: { ownerId: keeper.sellerId } })).toBe(1)
})

test('any photo can stand first; once shown its bytes stay for orders and replays, never shown they go; the last on sale stays', async () => {
  await addProductPhoto(keeper, await photo())
  const [drawing, added] = await pictures()
  await putPhotoFirst(keeper, added?.id ?? '')
  expect((await pictures()).map(({ id }) => id)).toEqual([added?.id, drawing?.id])
  expect(await dropPhoto(keeper, added?.id ?? '')).toMatchObject({ ok: true })
  const files = () => database().storedFile.count({ where: { ownerId: keeper.sellerId } })
  expect(await files()).toBe(1)
  expect(await dropPhoto(keeper, drawing?.id ?? '')).toEqual({ ok: false, reason: 'no-picture' })
  await database().product.update({ where: { id: keeper.productId }, data: { status: 'draft' } })
  await addProductPhoto(keeper, await photo())
  expect(await dropPhoto(keeper, (await pictures())[1]?.id ?? '')).toMatchObject({ ok: true })
  expect(await files()).toBe(1)
})
