import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData, type ClientActionFunctionArgs } from '@remix-run/react'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { dispatchOrder } from '#app/features/shop/orders/dispatch.server.ts'
import { findOrderForSeller } from '#app/features/shop/orders/orders.server.ts'
import { askRefund } from '#app/features/shop/orders/refund-order.server.ts'
import { SellerOrderPage } from '#app/features/shop/orders/seller-order-page.tsx'
import { SellerOrderForm, type SellerCame } from '#app/features/shop/orders/seller-orders.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { requireAllowed } from '#app/routes-policy.ts'
import { orKeepTyped } from '#app/ui/without-network.ts'

async function requireOrder(request: Request, orderId = '') {
  const visitor = await requireVisitor(request)
  const { personId: sellerId } = visitor
  const order = await findOrderForSeller({ orderId, sellerId })
  return requireAllowed(visitor, 'shop.keep', order && { sellerId: order.shop.sellerId, order })
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { order } = await requireOrder(request, params.order)
  const t = await remixI18n.getFixedT(request, 'seller')
  return { title: t('number', { number: order.number }), order, now: Date.now() }
}

/** Sends it, or corrects its number; or gives all the money back. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { order, sellerId } = await requireOrder(request, params.order)
  const form = await readForm(request, SellerOrderForm)
  if (!form.ok) return form.reply
  if (form.value.do === 'refund') {
    const { reason } = form.value
    const asked = await askRefund({ orderId: order.id, reason, byPersonId: sellerId })
    return asked.ok ? came('refunding') : form.refuse('seller:refusals.refund')
  }
  const { carrier, trackingNumber } = form.value
  const sent = await dispatchOrder({ orderId: order.id, sellerId, carrier, trackingNumber })
  if (!sent.ok) return form.refuse('seller:refusals.dispatch')
  return came(order.status === 'dispatched' ? 'changed' : 'dispatched')
}

function came(what: SellerCame) {
  return data({ came: what })
}

export function clientAction({ request, serverAction }: ClientActionFunctionArgs) {
  return orKeepTyped(request, () => serverAction<typeof action>())
}

export { unlessNothingChanged as shouldRevalidate } from '#app/ui/without-network.ts'

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) =>
  loaded ? [{ title: loaded.title }] : []

export default function SellerOrder() {
  const { order, now } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof clientAction>()
  return <SellerOrderPage order={order} reply={reply} now={now} />
}
