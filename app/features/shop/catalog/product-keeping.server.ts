import { z } from 'zod'
import type { Prisma } from '#app/generated/prisma/client.ts'
import { database, type Transaction } from '#app/kernel/database.server.ts'
import type { Outcome } from '#app/kernel/outcome.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { mostVariants, type KeptProduct } from './keeping.ts'
import type { ProductFacts, VariantFields } from './keeping-forms.ts'
import { moveStock } from './stock.server.ts'

export interface Keeper {
  sellerId: string
  productId: string
}

const by = (id: string) => ({ kind: 'person', id }) as const
const kept = {
  select: {
    id: true,
    title: true,
    status: true,
    origin: true,
    caught: true,
    size: true,
    storage: true,
    about: true,
    fresh: true,
    pictures: { select: { id: true, path: true }, orderBy: [{ place: 'asc' }, { id: 'asc' }] },
    variants: {
      where: { retired: false },
      select: { id: true, weightGrams: true, priceFen: true, stock: true, mostAtOnce: true },
      orderBy: [{ weightGrams: 'asc' }, { id: 'asc' }],
    },
  },
} satisfies Prisma.ProductDefaultArgs

/** All her products, in the order of her shelf, those off the shelf as well. */
export function listKeptProducts(sellerId: string): Promise<KeptProduct[]> {
  return database().product.findMany({
    where: { shop: { sellerId } },
    orderBy: [{ place: 'asc' }, { createdAt: 'asc' }],
    take: 200,
    ...kept,
  })
}

/** One of her products; null where it is not hers, or none. */
export async function findKeptProduct({ sellerId, productId }: Keeper): Promise<KeptProduct | null> {
  if (!z.uuid().safeParse(productId).success) return null
  return database().product.findFirst({ where: { id: productId, shop: { sellerId } }, ...kept })
}

/** A new product, not on the shelf yet, at the end of it. */
export function addProduct(
  sellerId: string,
  { title }: Pick<ProductFacts, 'title'>,
): Promise<Outcome<{ id: string }, 'absent'>> {
  return transact(
    { actor: by(sellerId), action: 'product.add', subject: 'product' },
    async (tx, refuse, note) => {
      const shop = await tx.shop.findUnique({ where: { sellerId }, select: { id: true } })
      if (shop === null) throw refuse('absent')
      const { _max } = await tx.product.aggregate({ where: { shopId: shop.id }, _max: { place: true } })
      const place = (_max.place ?? -1) + 1
      const { id } = await tx.product.create({
        data: { shopId: shop.id, title, place },
        select: { id: true },
      })
      note({ subject: `product:${id}`, after: { title } })
      return { id }
    },
  )
}

export function editProduct(keeper: Keeper, facts: ProductFacts): Promise<Outcome<void, 'absent'>> {
  return keeping(keeper, 'product.edit', async (tx, refuse, note) => {
    if (!(await lockProduct(tx, keeper))) throw refuse('absent')
    await tx.product.update({ where: { id: keeper.productId }, data: facts })
    note({ after: facts })
  })
}

/** Puts it on the shelf, which needs a picture and a weight with its price, or takes it off. */
export function setOnShelf(
  keeper: Keeper,
  on: boolean,
): Promise<Outcome<void, 'absent' | 'no-picture' | 'no-variant'>> {
  return keeping(keeper, on ? 'product.put-on-shelf' : 'product.take-off-shelf', async (tx, refuse, note) => {
    const { productId } = keeper
    if (!(await lockProduct(tx, keeper))) throw refuse('absent')
    if (on && (await tx.productPicture.count({ where: { productId } })) === 0) throw refuse('no-picture')
    if (on && (await tx.variant.count({ where: { productId, retired: false } })) === 0)
      throw refuse('no-variant')
    const status = on ? 'on_sale' : 'off_sale'
    await tx.product.update({ where: { id: productId }, data: { status } })
    note({ after: { status } })
  })
}

/** Another weight in which it is sold, with the boxes that are there. */
export function addVariant(
  keeper: Keeper,
  { weight, price, stock, mostAtOnce }: VariantFields,
  now = new Date(),
): Promise<Outcome<{ id: string }, 'absent' | 'too-many-variants' | 'same-weight'>> {
  return keeping(keeper, 'variant.add', async (tx, refuse, note) => {
    const { productId, sellerId } = keeper
    if (!(await lockProduct(tx, keeper))) throw refuse('absent')
    const others = await tx.variant.findMany({
      where: { productId, retired: false },
      select: { weightGrams: true },
    })
    if (others.length >= mostVariants) throw refuse('too-many-variants')
    if (others.some(({ weightGrams }) => weightGrams === weight)) throw refuse('same-weight')
    const columns = { weightGrams: weight, priceFen: price, stock, mostAtOnce: mostAtOnce ?? null }
    const { id } = await tx.variant.create({ data: { productId, ...columns }, select: { id: true } })
    const first = { variantId: id, kind: 'received', quantity: stock, personId: sellerId } as const
    if (stock > 0) await moveStock(tx, { ...first, why: null, at: now })
    note({ after: { variant: id, ...columns } })
    return { id }
  })
}

/** Another price from now on; orders keep theirs. */
export function changeVariant(
  keeper: Keeper,
  { variant, price, mostAtOnce }: { variant: string; price: number; mostAtOnce?: number },
): Promise<Outcome<void, 'absent'>> {
  return keeping(keeper, 'variant.change', async (tx, refuse, note) => {
    if (!(await lockProduct(tx, keeper))) throw refuse('absent')
    const { count } = await tx.variant.updateMany({
      where: { id: variant, productId: keeper.productId, retired: false },
      data: { priceFen: price, mostAtOnce: mostAtOnce ?? null },
    })
    if (count === 0) throw refuse('absent')
    note({ after: { variant, priceFen: price, mostAtOnce: mostAtOnce ?? null } })
  })
}

/** Sold in this weight no more. Its orders keep it; a product on the shelf keeps at least one. */
export function retireVariant(
  keeper: Keeper,
  variant: string,
): Promise<Outcome<void, 'absent' | 'no-variant'>> {
  return keeping(keeper, 'variant.retire', async (tx, refuse, note) => {
    const { productId } = keeper
    const status = await lockProduct(tx, keeper)
    if (status === null) throw refuse('absent')
    const { count } = await tx.variant.updateMany({
      where: { id: variant, productId, retired: false },
      data: { retired: true },
    })
    if (count === 0) throw refuse('absent')
    const left = await tx.variant.count({ where: { productId, retired: false } })
    if (status === 'on_sale' && left === 0) throw refuse('no-variant')
    note({ after: { retired: variant } })
  })
}

type Work<Value, Reason extends string> = Parameters<typeof transact<Value, Reason>>[1]

function keeping<Value, Reason extends string>(
  { sellerId, productId }: Keeper,
  action: string,
  work: Work<Value, Reason>,
): Promise<Outcome<Value, Reason>> {
  return transact({ actor: by(sellerId), action, subject: `product:${productId}` }, work)
}

/** Her product's status, its row held until the end of the transaction; null where it is not hers. */
export async function lockProduct(
  tx: Transaction,
  { sellerId, productId }: Keeper,
): Promise<KeptProduct['status'] | null> {
  const [row] = await tx.$queryRaw<{ status: KeptProduct['status'] }[]>`
    SELECT product.status FROM product JOIN shop ON shop.id = product.shop_id
    WHERE product.id = ${productId}::uuid AND shop.seller_id = ${sellerId}::uuid FOR NO KEY UPDATE OF product`
  return row?.status ?? null
}
