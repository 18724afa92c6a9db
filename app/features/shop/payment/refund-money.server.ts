import type Stripe from 'stripe'
import { database } from '#app/kernel/database.server.ts'
import { log } from '#app/kernel/log.server.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { failRefund, finishRefund } from '../orders/refund-order.server.ts'
import { saidNo, stripe } from './stripe.server.ts'

const actor = { kind: 'system', name: 'payment' } as const

interface AskedRefund {
  id: string
  amountFen: number
  payment: { paymentIntent: string }
}

/**
 * Sends back the money of a refund that was asked for, once: repeated, it finds what the first time did. Throws where
 * Stripe is away, or will not for now (as when the account holds too little): to be tried again.
 */
export async function sendRefund(refundId: string, now = new Date()): Promise<void> {
  const refund = await database().refund.findUnique({
    where: { id: refundId },
    select: {
      id: true,
      status: true,
      amountFen: true,
      stripeRefund: true,
      payment: { select: { paymentIntent: true } },
    },
  })
  if (refund?.status !== 'asked') return
  const truth = await (refund.stripeRefund === null
    ? makeRefund(refund)
    : stripe().refunds.retrieve(refund.stripeRefund))
  await actOn(refund.id, truth, now)
}

/** A refund by Stripe's own id: its bank has decided. */
export async function settleRefund(stripeRefund: string, now = new Date()): Promise<void> {
  const truth = await stripe().refunds.retrieve(stripeRefund)
  const refundId = truth.metadata?.['refund']
  if (refundId === undefined) return log.warn({ stripeRefund }, 'a refund that was not asked for here')
  await actOn(refundId, truth, now)
}

async function actOn(refundId: string, { id, status }: Stripe.Refund, now: Date): Promise<void> {
  if (status === 'succeeded') await finishRefund({ refundId, stripeRefund: id, now })
  else if (status === 'failed' || status === 'canceled') await failRefund({ refundId, now })
  else await noteRefund(refundId, id)
}

async function makeRefund({ id, amountFen, payment }: AskedRefund): Promise<Stripe.Refund> {
  try {
    return await stripe().refunds.create(
      { payment_intent: payment.paymentIntent, amount: amountFen, metadata: { refund: id } },
      { idempotencyKey: `refund-${id}` },
    )
  } catch (error) {
    // After a day Stripe has forgotten the key, and asked again finds the money gone: by us, or by hand at Stripe's.
    if (!saidNo(error, 'charge_already_refunded')) throw error
    const made = await stripe().refunds.list({ payment_intent: payment.paymentIntent, limit: 100 })
    const found = made.data.find(({ metadata }) => metadata?.['refund'] === id) ?? made.data[0]
    if (found === undefined) throw error
    return found
  }
}

async function noteRefund(refundId: string, stripeRefund: string): Promise<void> {
  await transact({ actor, action: 'refund.note', subject: `refund:${refundId}` }, (tx) =>
    tx.refund.updateMany({ where: { id: refundId, status: 'asked' }, data: { stripeRefund } }),
  )
}
