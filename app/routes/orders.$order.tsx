import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData, useRevalidator } from '@remix-run/react'
import { z } from 'zod'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { useNews } from '#app/features/live/use-news.ts'
import { beginClosing } from '#app/features/shop/orders/close-order.server.ts'
import { confirmReceipt } from '#app/features/shop/orders/dispatch.server.ts'
import { OrderPage, type OrderCame } from '#app/features/shop/orders/order-page.tsx'
import { maskPhone } from '#app/features/shop/orders/order-words.ts'
import { findOrderForBuyer } from '#app/features/shop/orders/orders.server.ts'
import { findSettledOrder } from '#app/features/shop/orders/settled-order.server.ts'
import { paymentsAreOn } from '#app/features/shop/payment/stripe.server.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { requireAllowed } from '#app/routes-policy.ts'

export async function loader({ request, params }: LoaderFunctionArgs) {
  const visitor = await requireVisitor(request)
  const { personId: buyerId } = visitor
  const query = new URL(request.url).searchParams
  const found = await findSettledOrder(
    { orderId: params.order ?? '', buyerId },
    { cameFromPayment: query.get('from') === 'payment' },
  )
  const { order, bank } = requireAllowed(visitor, 'order.own', found && { ...found, buyerId })
  const t = await remixI18n.getFixedT(request, 'orders')
  return {
    title: t('number', { number: order.number }),
    order: { ...order, to: order.to && { ...order.to, phone: maskPhone(order.to.phone) } },
    bank,
    payOn: paymentsAreOn(),
    came: notPaid(query.get('payment')),
    now: Date.now(),
  }
}

/** Why the payment page did not open. */
function notPaid(payment: string | null): OrderCame | undefined {
  return payment === 'away' || payment === 'off' ? payment : undefined
}

const OrderForm = z.object({ do: z.enum(['cancel', 'receive']) })

/** Calls off what is not paid, or says that it came. */
export async function action({ request, params }: ActionFunctionArgs) {
  const visitor = await requireVisitor(request)
  const { personId: buyerId } = visitor
  const orderId = params.order ?? ''
  const order = await findOrderForBuyer({ orderId, buyerId })
  requireAllowed(visitor, 'order.own', order && { buyerId })
  const form = await readForm(request, OrderForm)
  if (!form.ok) return form.reply
  if (form.value.do === 'cancel') {
    const closing = await beginClosing({ orderId, why: 'unwanted', buyerId })
    return came(closing.ok ? 'cancelled' : 'not-cancelled')
  }
  const received = await confirmReceipt({ orderId, buyerId })
  return came(received.ok ? 'received' : 'not-received')
}

function came(what: OrderCame) {
  return data<{ came: OrderCame }>({ came: what }, { status: what.startsWith('not-') ? 409 : 200 })
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) =>
  loaded ? [{ title: loaded.title }] : []

export default function Order() {
  useNews(useRevalidator().revalidate)
  const { title: _, ...page } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const pressed = reply !== undefined && 'came' in reply ? reply.came : undefined
  return <OrderPage {...page} came={pressed ?? page.came} />
}
