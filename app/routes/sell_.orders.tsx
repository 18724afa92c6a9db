import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { findOwnShop } from '#app/features/shop/catalog/shop-keeping.server.ts'
import { countSellerOrders, listToPack } from '#app/features/shop/orders/order-figures.server.ts'
import { sellerStates, type SellerState } from '#app/features/shop/orders/order-view.ts'
import { listSellerOrders } from '#app/features/shop/orders/orders.server.ts'
import { sumByProduct } from '#app/features/shop/orders/prepare.ts'
import { SellerOrdersPage } from '#app/features/shop/orders/seller-orders-page.tsx'
import { remixI18n } from '#app/i18n.server.ts'
import { requireAllowed } from '#app/routes-policy.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  const visitor = await requireVisitor(request)
  const { personId: sellerId } = visitor
  requireAllowed(visitor, 'shop.keep', (await findOwnShop(sellerId)) && { sellerId })
  const query = new URL(request.url).searchParams
  const state = stateAsked(query.get('state'))
  const before = query.get('before')
  const [counts, { orders, next }, toPack, t] = await Promise.all([
    countSellerOrders(sellerId),
    listSellerOrders({ sellerId, state, before }),
    state === 'paid' && before === null ? listToPack(sellerId) : [],
    remixI18n.getFixedT(request, 'seller'),
  ])
  return {
    title: t('title'),
    state,
    counts,
    page: { orders: orders.map(inList), next },
    toPrepare: sumByProduct(toPack),
    first: before === null,
    now: Date.now(),
  }
}

/** A list says no more of a buyer than where to: the rest stands on the order's own page. */
function inList({ to, ...order }: Awaited<ReturnType<typeof listSellerOrders>>['orders'][number]) {
  return { ...order, to: to && { ...to, recipient: '', phone: '', detail: '' } }
}

function stateAsked(text: string | null): SellerState {
  return Object.keys(sellerStates).find((state): state is SellerState => state === text) ?? 'paid'
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function SellerOrders() {
  const { title: _, ...page } = useLoaderData<typeof loader>()
  return <SellerOrdersPage {...page} />
}
