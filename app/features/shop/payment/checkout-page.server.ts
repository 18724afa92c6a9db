import type Stripe from 'stripe'
import { z } from 'zod'
import { env } from '#app/kernel/env.server.ts'
import { stripe } from './stripe.server.ts'

/**
 * Stripe takes a page's end only from 30 minutes ahead, and she may ask for hers until the last moment; five more are
 * for clocks that disagree. In milliseconds after `payUntil`.
 */
const pageOutlives = 35 * 60_000

/** What an order's payment page is made of: the same order always makes the same page. */
export interface PagedOrder {
  id: string
  number: string
  totalFen: number
  payUntil: Date
  lines: { title: string; quantity: number }[]
}

/** What is true of a payment page, as Stripe says it. Amounts in fen. */
export interface PageTruth {
  session: string
  /** Null where the page is not one of ours. */
  orderId: string | null
  /** `waiting`: she has done her part, and the bank has not answered yet; `failed`: the bank said no, for good. */
  state: 'open' | 'expired' | 'waiting' | 'failed' | 'paid'
  /** Only while open. */
  url: string | null
  payment: { intent: string; amountFen: number; way: string; paidAt: Date } | null
}

/** When the page ends by itself, whatever becomes of us: from then on nobody can pay it. */
export function pageEnds({ payUntil }: { payUntil: Date }): Date {
  return new Date(payUntil.getTime() + pageOutlives)
}

/**
 * Makes the order's page, or answers the one that was made, as it was then: what is true of it by now has to be
 * asked.
 */
export async function makePage(order: PagedOrder): Promise<{ id: string; url: string | null }> {
  const { id, url } = await stripe().checkout.sessions.create(paramsOf(order), {
    idempotencyKey: `checkout-${order.id}`,
  })
  return { id, url }
}

export async function readPage(session: string): Promise<PageTruth> {
  return truthOf(
    await stripe().checkout.sessions.retrieve(session, { expand: ['payment_intent.latest_charge'] }),
  )
}

/** From now on nobody can pay it. Stripe says no where it is not open any more. */
export async function endPage(session: string): Promise<void> {
  await stripe().checkout.sessions.expire(session)
}

function paramsOf(order: PagedOrder): Stripe.Checkout.SessionCreateParams {
  const back = `${env().publicUrl}/orders/${order.id}?from=payment`
  return {
    mode: 'payment',
    // Of these, whatever the account and the amount allow.
    allowed_payment_method_types: ['card', 'alipay', 'wechat_pay'],
    payment_method_options: { wechat_pay: { client: 'web' } },
    // She pays what our page said, in our currency.
    adaptive_pricing: { enabled: false },
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: 'cny',
          unit_amount: order.totalFen,
          product_data: { name: titleOf(order) },
        },
      },
    ],
    client_reference_id: order.id,
    metadata: { order: order.id, number: order.number },
    payment_intent_data: { metadata: { order: order.id, number: order.number } },
    expires_at: Math.floor(pageEnds(order).getTime() / 1000),
    success_url: back,
    cancel_url: back,
    // By her browser: a language of hers that changes between two attempts would make two different requests.
    locale: 'auto',
  }
}

/** Discount and freight are ours to tell: Stripe's page shows one sum, the one that she agreed to. */
function titleOf({ number, lines }: PagedOrder): string {
  const [first] = lines
  const what = first === undefined ? '' : ` · ${first.title} × ${first.quantity}`
  return `${number}${what}${lines.length > 1 ? ' …' : ''}`.slice(0, 200)
}

const ours = z.uuid()

function truthOf(session: Stripe.Checkout.Session): PageTruth {
  const orderId = ours.safeParse(session.client_reference_id)
  const payment = paymentOf(session)
  return {
    session: session.id,
    orderId: orderId.success ? orderId.data : null,
    state: payment === null ? stateOf(session) : 'paid',
    url: session.status === 'open' ? session.url : null,
    payment,
  }
}

function stateOf({ status, payment_intent: intent }: Stripe.Checkout.Session): PageTruth['state'] {
  if (status === 'open') return 'open'
  if (status === 'expired') return 'expired'
  const banks = typeof intent === 'object' ? intent?.status : undefined
  return banks === 'requires_payment_method' || banks === 'canceled' ? 'failed' : 'waiting'
}

function paymentOf(session: Stripe.Checkout.Session): PageTruth['payment'] {
  const intent = session.payment_intent
  if (session.payment_status !== 'paid' || typeof intent !== 'object' || intent === null) return null
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : null
  return {
    intent: intent.id,
    amountFen: intent.amount_received,
    way: charge?.payment_method_details?.type ?? 'card',
    paidAt: new Date((charge?.created ?? intent.created) * 1000),
  }
}
