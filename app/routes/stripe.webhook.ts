import type { ActionFunctionArgs } from '@remix-run/node'
import { hearWebhook } from '#app/features/shop/payment/webhook.server.ts'

const answers = { heard: 200, unsigned: 400, off: 404 } as const

/**
 * What Stripe tells us, signed over the body as it came: that is its guard, as it comes from no page of ours. Anything but
 * 200 makes Stripe send it again.
 */
export async function action({ request }: ActionFunctionArgs) {
  if (request.method !== 'POST') return new Response(null, { status: 405 })
  const body = await request.text()
  const heard = await hearWebhook({ body, signature: request.headers.get('Stripe-Signature') })
  return new Response(null, { status: answers[heard], headers: { 'Cache-Control': 'no-store' } })
}

/** Nothing is read here. */
export function loader() {
  throw new Response(null, { status: 404 })
}
