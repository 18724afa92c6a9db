import { z } from 'zod'
import type { Prisma } from '#app/generated/prisma/client.ts'
import { database } from '#app/kernel/database.server.ts'
import {
  cheapest,
  perJin,
  type ProductView,
  type SeasonItem,
  type ShelfItem,
  type ShopView,
} from './products.ts'

/** The most products of one shelf; nobody's stall has more. */
const mostOnShelf = 100

const shopColumns = {
  select: {
    id: true,
    slug: true,
    name: true,
    place: true,
    about: true,
    picture: true,
    licenceKind: true,
    licenceWords: true,
    freightFen: true,
    dispatchWords: true,
    demo: true,
    seller: { select: { id: true, name: true, picture: true } },
  },
} satisfies Prisma.ShopDefaultArgs

const shelfColumns = {
  id: true,
  title: true,
  pictures: { select: { path: true }, orderBy: [{ place: 'asc' }, { id: 'asc' }] },
  variants: {
    where: { retired: false },
    select: { id: true, weightGrams: true, priceFen: true, stock: true, mostAtOnce: true },
    orderBy: [{ weightGrams: 'asc' }, { id: 'asc' }],
  },
} satisfies Prisma.ProductSelect
type ShelfRow = Prisma.ProductGetPayload<{ select: typeof shelfColumns }>

const Slug = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)

/** Any text may be asked for: what is no shop's name leads to none. */
export async function findShopBySlug(text: string): Promise<ShopView | null> {
  const slug = Slug.safeParse(text).data
  return slug === undefined ? null : database().shop.findUnique({ where: { slug }, ...shopColumns })
}

export function findShopBySeller(sellerId: string): Promise<ShopView | null> {
  return database().shop.findUnique({ where: { sellerId }, ...shopColumns })
}

/** Also one that is not on sale: whether she may see it, the policy decides. */
export async function findProduct(text: string): Promise<ProductView | null> {
  const id = z.uuid().safeParse(text).data
  if (id === undefined) return null
  const row = await database().product.findUnique({
    where: { id },
    select: {
      ...shelfColumns,
      status: true,
      origin: true,
      caught: true,
      size: true,
      storage: true,
      about: true,
      fresh: true,
      shop: shopColumns,
    },
  })
  if (row === null) return null
  const { status, shop, origin, caught, size, storage, about, fresh } = row
  const sold = await countSold([id])
  return {
    ...itemOf(row, sold),
    onSale: status === 'on_sale' && row.variants.length > 0,
    pictures: row.pictures.map(({ path }) => path),
    origin,
    caught,
    size,
    storage,
    about,
    fresh,
    shop,
  }
}

/** What is on sale in one shop, in the order of its shelf; nothing where there is no such shop. */
export async function listShelf(of: { shopId: string } | { sellerId: string }): Promise<ShelfItem[]> {
  const rows = await database().product.findMany({
    where: {
      ...('shopId' in of ? { shopId: of.shopId } : { shop: { sellerId: of.sellerId } }),
      status: 'on_sale',
      variants: { some: { retired: false } },
    },
    orderBy: [{ place: 'asc' }, { createdAt: 'asc' }],
    take: mostOnShelf,
    select: shelfColumns,
  })
  const sold = await countSold(rows.map(({ id }) => id))
  return rows.map((row) => itemOf(row, sold))
}

/** What of all shops can be bought now, the newest first. */
export async function listSeason(limit: number): Promise<SeasonItem[]> {
  const rows = await database().product.findMany({
    where: { status: 'on_sale', variants: { some: { retired: false, stock: { gt: 0 } } } },
    orderBy: [{ createdAt: 'desc' }, { place: 'asc' }, { id: 'asc' }],
    take: limit,
    select: { ...shelfColumns, shop: { select: { slug: true, name: true } } },
  })
  const sold = await countSold(rows.map(({ id }) => id))
  return rows.map((row) => ({ ...itemOf(row, sold), shop: row.shop }))
}

function itemOf({ id, title, pictures, variants }: ShelfRow, sold: Map<string, number>): ShelfItem {
  const best = cheapest(variants) ?? { priceFen: 0, weightGrams: 1 }
  return {
    id,
    title,
    picture: pictures[0]?.path ?? '/art/mark.svg',
    priceFen: best.priceFen,
    weightGrams: best.weightGrams,
    perJinFen: perJin(best),
    stock: variants.reduce((sum, { stock }) => sum + stock, 0),
    sold: sold.get(id) ?? 0,
    variants,
  }
}

const Sold = z.array(z.object({ id: z.string(), sold: z.number() }))

/** Boxes that were paid for and not given back, by product. One query for all. */
async function countSold(ids: string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  const rows = await database().$queryRaw`
    SELECT v.product_id AS id, sum(l.quantity)::int AS sold
    FROM variant v JOIN order_line l ON l.variant_id = v.id JOIN shop_order o ON o.id = l.order_id
    WHERE v.product_id = ANY(${ids}::uuid[]) AND o.status IN ('paid', 'dispatched', 'received')
    GROUP BY v.product_id`
  return new Map(Sold.parse(rows).map(({ id, sold }) => [id, sold]))
}
