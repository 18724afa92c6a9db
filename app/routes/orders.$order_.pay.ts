import { redirect, redirectDocument, type LoaderFunctionArgs } from '@remix-run/node'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { findOrderForBuyer } from '#app/features/shop/orders/orders.server.ts'
import { openCheckout } from '#app/features/shop/payment/checkout.server.ts'
import { env } from '#app/kernel/env.server.ts'
import { requireAllowed } from '#app/routes-policy.ts'

/** On to Stripe's page, where she pays her order; else back to the order, which says why not. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const visitor = await requireVisitor(request)
  const { personId: buyerId } = visitor
  const orderId = params.order ?? ''
  const order = await findOrderForBuyer({ orderId, buyerId })
  requireAllowed(visitor, 'order.own', order && { buyerId })
  const opened = await openCheckout({ orderId, buyerId })
  if (opened.ok) return redirectDocument(asReached(opened.value.url))
  const why = opened.reason === 'away' || opened.reason === 'off' ? `?payment=${opened.reason}` : ''
  return redirect(`/orders/${orderId}${why}`)
}

/** The demo's page is on this very site: it is led to by the name that she came by, which keeps her signed in. */
function asReached(url: string): string {
  const { origin, pathname, search } = new URL(url)
  return origin === new URL(env().publicUrl).origin ? pathname + search : url
}
