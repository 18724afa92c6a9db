import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { hostsRoom } from '#app/features/live/index.server.ts'
import { ShopForm } from '#app/features/shop/catalog/keeping-forms.ts'
import { listKeptProducts } from '#app/features/shop/catalog/product-keeping.server.ts'
import { OpenShopPage, SellPage } from '#app/features/shop/catalog/sell-page.tsx'
import { findOwnShop, openShop } from '#app/features/shop/catalog/shop-keeping.server.ts'
import { countSellerOrders } from '#app/features/shop/orders/order-figures.server.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  const { personId } = await requireVisitor(request)
  const t = await remixI18n.getFixedT(request, 'keeping')
  const title = t('home.title')
  const shop = await findOwnShop(personId)
  if (shop === null) return { title, home: null, mayOpen: await hostsRoom(personId) }
  const [products, orders] = await Promise.all([listKeptProducts(personId), countSellerOrders(personId)])
  const onSale = products.filter(({ status }) => status === 'on_sale').length
  const { slug, name } = shop
  return {
    title,
    home: { slug, name, toSend: orders.paid, onSale, products: products.length },
    mayOpen: false,
  }
}

/** Opens her shop: whoever hosts a room may. */
export async function action({ request }: ActionFunctionArgs) {
  const { personId } = await requireVisitor(request)
  // The page says what is missing.
  if (!(await hostsRoom(personId))) return redirect('/sell')
  const form = await readForm(request, ShopForm)
  if (!form.ok) return form.reply
  await openShop(personId, form.value)
  return redirect('/sell')
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function Sell() {
  const { home, mayOpen } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return home === null ? <OpenShopPage mayOpen={mayOpen} reply={reply} /> : <SellPage home={home} />
}
