import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { findVisitor } from '#app/features/identity/index.server.ts'
import { findProductClip } from '#app/features/live/index.server.ts'
import { RoomSlug } from '#app/features/live/rooms.ts'
import { shareTags } from '#app/features/live/share-tags.ts'
import { findProduct } from '#app/features/shop/catalog/catalog.server.ts'
import { ProductPage } from '#app/features/shop/catalog/product-page.tsx'
import { findUsableClaims } from '#app/features/shop/coupons/claims.server.ts'
import { listShopTickets } from '#app/features/shop/coupons/tickets.server.ts'
import { env } from '#app/kernel/env.server.ts'
import { requireAllowed } from '#app/routes-policy.ts'

export async function loader({ request, params }: LoaderFunctionArgs) {
  const visitor = await findVisitor(request)
  const product = await findProduct(params.product ?? '')
  const asked = product && { sellerId: product.shop.seller.id, onSale: product.onSale, view: product }
  const { view } = requireAllowed(visitor, 'product.see', asked)
  const personId = visitor?.personId ?? null
  const shopId = view.shop.id
  const now = new Date()
  const [tickets, claims, clip] = await Promise.all([
    listShopTickets({ shopId, personId }, now),
    personId === null ? [] : findUsableClaims({ personId, shopId, now }),
    findProductClip(view.id),
  ])
  return {
    product: view,
    tickets,
    coupons: claims.map(({ amountFen, thresholdFen }) => ({ amountFen, thresholdFen })),
    own: personId === view.shop.seller.id,
    room: RoomSlug.safeParse(new URL(request.url).searchParams.get('room')).data ?? null,
    clip: clip === null ? null : `/replay/${clip.broadcast}?at=${Math.floor(clip.seconds)}`,
    now: now.getTime(),
    share: {
      title: `${view.title} · ${view.shop.name}`,
      description: [view.origin, view.caught, view.size].filter(Boolean).join(' · '),
      url: new URL(`/product/${view.id}`, env().publicUrl).href,
      cover: view.picture,
    },
  }
}

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  data ? shareTags(data.share) : matches.flatMap(({ meta: inherited }) => inherited ?? [])

export default function Product() {
  const { share: _, ...view } = useLoaderData<typeof loader>()
  // Another product begins with its own first weight chosen.
  return <ProductPage key={view.product.id} {...view} />
}
