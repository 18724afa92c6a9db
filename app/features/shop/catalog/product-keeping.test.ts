import { beforeEach, describe, expect, test } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { makePerson, makeStall, stockOf, type Stall } from '../orders/testing.server.ts'
import { findProduct, listSeason, listShelf } from './catalog.server.ts'
import {
  addProduct,
  addVariant,
  changeVariant,
  editProduct,
  findKeptProduct,
  listKeptProducts,
  retireVariant,
  setOnShelf,
  type Keeper,
} from './product-keeping.server.ts'
import { editShop, findOwnShop, openShop } from './shop-keeping.server.ts'
import { ProductDeed, ShopForm } from './keeping-forms.ts'

let stall: Stall
let keeper: Keeper

beforeEach(async () => {
  stall = await makeStall()
  keeper = { sellerId: stall.sellerId, productId: stall.productId }
})

const fiveJin = { weight: 2500, price: 6400, stock: 12, mostAtOnce: undefined }
const facts = { title: '海蛎子', origin: '', caught: '', size: '', storage: '', about: '', fresh: true }
const shopForm: ShopForm = {
  ...{ name: '新开的店', place: '红岛', about: '', freight: 800, dispatchWords: '' },
  ...{ licenceKind: 'exempt' as const, licenceWords: '自产自销' },
}

async function newProduct(): Promise<Keeper> {
  const added = await addProduct(stall.sellerId, { title: '海蛎子' })
  if (!added.ok) throw new Error(added.reason)
  return { sellerId: stall.sellerId, productId: added.value.id }
}

describe('a new product', () => {
  test('stands last, is seen by nobody, and goes on the shelf with a picture and a weight', async () => {
    const fresh = await newProduct()
    expect((await listKeptProducts(stall.sellerId)).map(({ title }) => title)).toEqual(['鲜活蛤蜊', '海蛎子'])
    expect((await findProduct(fresh.productId))?.onSale).toBe(false)
    expect(await setOnShelf(fresh, true)).toEqual({ ok: false, reason: 'no-picture' })
    const picture = { productId: fresh.productId, path: '/art/oyster.svg', place: 0 }
    await database().productPicture.create({ data: picture })
    expect(await setOnShelf(fresh, true)).toEqual({ ok: false, reason: 'no-variant' })
    const variant = await addVariant(fresh, fiveJin)
    if (!variant.ok) throw new Error(variant.reason)
    expect(await stockOf(variant.value.id)).toBe(12)
    expect(await setOnShelf(fresh, true)).toEqual({ ok: true, value: undefined })
    expect(await listShelf({ sellerId: stall.sellerId })).toMatchObject([
      { title: '鲜活蛤蜊' },
      { title: '海蛎子', perJinFen: 1280, stock: 12, picture: '/art/oyster.svg' },
    ])
    await setOnShelf(fresh, false)
    expect(await listShelf({ shopId: stall.shopId })).toHaveLength(1)
  })

  test('belongs to a shop', async () => {
    expect(await addProduct(await makePerson(), { title: 'x' })).toEqual({ ok: false, reason: 'absent' })
  })
})

describe('a weight', () => {
  test('is there once', async () => {
    expect(await addVariant(keeper, fiveJin)).toEqual({ ok: false, reason: 'same-weight' })
  })

  test('costs what she says from now on', async () => {
    const { variantId: variant } = stall
    expect(await changeVariant(keeper, { variant, price: 5900, mostAtOnce: 3 })).toMatchObject({ ok: true })
    expect((await findKeptProduct(keeper))?.variants).toMatchObject([{ priceFen: 5900, mostAtOnce: 3 }])
  })

  test('that is the last of a product on the shelf stays', async () => {
    expect(await retireVariant(keeper, stall.variantId)).toEqual({ ok: false, reason: 'no-variant' })
    await addVariant(keeper, { ...fiveJin, weight: 1000 })
    expect(await retireVariant(keeper, stall.variantId)).toMatchObject({ ok: true })
    expect(await retireVariant(keeper, stall.variantId)).toEqual({ ok: false, reason: 'absent' })
  })
})

test('another seller changes nothing of it', async () => {
  const stranger = { sellerId: (await makeStall()).sellerId, productId: stall.productId }
  const absent = { ok: false, reason: 'absent' }
  expect(await editProduct(stranger, facts)).toEqual(absent)
  expect(await setOnShelf(stranger, false)).toEqual(absent)
  expect(await addVariant(stranger, { ...fiveJin, weight: 500 })).toEqual(absent)
  expect(await retireVariant(stranger, stall.variantId)).toEqual(absent)
  expect(await findKeptProduct(stranger)).toBeNull()
  expect(await findKeptProduct({ ...stranger, productId: 'x' })).toBeNull()
})

test('what is sold out stands on its shelf, and not among what is in season', async () => {
  await database().variant.update({ where: { id: stall.variantId }, data: { stock: 0 } })
  expect(await listShelf({ shopId: stall.shopId })).toMatchObject([{ stock: 0 }])
  expect((await listSeason(1000)).map(({ id }) => id)).not.toContain(stall.productId)
})

test('a shop is opened once, however often it is asked for, and edited by its seller', async () => {
  const sellerId = await makePerson()
  expect(await editShop(sellerId, shopForm)).toEqual({ ok: false, reason: 'absent' })
  const opened = await Promise.all([openShop(sellerId, shopForm), openShop(sellerId, shopForm)])
  expect(new Set(opened.map((one) => one.ok && one.value.id)).size).toBe(1)
  await editShop(sellerId, { ...shopForm, name: '换了名字' })
  expect(await findOwnShop(sellerId)).toMatchObject({ name: '换了名字', freightFen: 800 })
})

test('what she types is read as 斤 and yuan; what is none says so', () => {
  const typed = { deed: 'add-variant', weight: '2.5', price: '¥31.9', stock: '12' }
  expect(ProductDeed.parse(typed)).toMatchObject({ weight: 1250, price: 3190, stock: 12 })
  for (const wrong of [
    { weight: '五斤' },
    { price: '便宜' },
    { price: '0' },
    { stock: '-1' },
    { weight: '0' },
  ])
    expect(ProductDeed.safeParse({ ...typed, ...wrong }).success).toBe(false)
  expect(ShopForm.safeParse({ ...shopForm, freight: '8', licenceWords: '' }).success).toBe(false)
})
