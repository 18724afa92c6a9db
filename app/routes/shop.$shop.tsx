import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { findVisitor } from '#app/features/identity/index.server.ts'
import { findRoomOfHost } from '#app/features/live/rooms.server.ts'
import { shareTags } from '#app/features/live/share-tags.ts'
import { findShopBySlug, listShelf } from '#app/features/shop/catalog/catalog.server.ts'
import { ShopPage } from '#app/features/shop/catalog/shop-page.tsx'
import { listShopTickets } from '#app/features/shop/coupons/tickets.server.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { env } from '#app/kernel/env.server.ts'

export async function loader({ request, params }: LoaderFunctionArgs) {
  const visitor = await findVisitor(request)
  const shop = await findShopBySlug(params.shop ?? '')
  if (shop === null) throw new Response(null, { status: 404 })
  const t = await remixI18n.getFixedT(request, 'catalog')
  const [items, tickets, room] = await Promise.all([
    listShelf({ shopId: shop.id }),
    listShopTickets({ shopId: shop.id, personId: visitor?.personId ?? null }),
    findRoomOfHost(shop.seller.id),
  ])
  return {
    view: { shop, items, tickets, room, now: Date.now() },
    share: {
      title: shop.name,
      description: t('shop.description', { seller: shop.seller.name, place: shop.place }),
      url: new URL(`/shop/${shop.slug}`, env().publicUrl).href,
      cover: items[0]?.picture ?? null,
    },
  }
}

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  data ? shareTags(data.share) : matches.flatMap(({ meta: inherited }) => inherited ?? [])

export default function Shop() {
  return <ShopPage {...useLoaderData<typeof loader>().view} />
}
