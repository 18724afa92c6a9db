import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useRevalidator } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { useNews } from '#app/features/live/use-news.ts'
import { OrdersPage } from '#app/features/shop/orders/orders-page.tsx'
import { listBuyerOrders } from '#app/features/shop/orders/orders.server.ts'
import { remixI18n } from '#app/i18n.server.ts'
import '#app/features/identity/account-texts.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  const { personId: buyerId } = await requireVisitor(request)
  const t = await remixI18n.getFixedT(request, 'orders')
  const before = new URL(request.url).searchParams.get('before')
  const { orders, next } = await listBuyerOrders({ buyerId, before })
  // Where they went stands on their own pages.
  const page = { orders: orders.map((order) => ({ ...order, to: null })), next }
  return { title: t('title'), page, first: before === null, now: Date.now() }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function Orders() {
  useNews(useRevalidator().revalidate)
  const { t } = useTranslation('account')
  const { page, first, now } = useLoaderData<typeof loader>()
  return <OrdersPage page={page} first={first} now={now} back={{ to: '/me', words: t('account.title') }} />
}
