import type Stripe from 'stripe'
import { z } from 'zod'
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
  try {
    const truth = await (refund.stripeRefund === null
      ? makeRefund(refund)
      : stripe().refunds.retrieve(refund.stripeRefund))
    await actOn(refund.id, truth, now)
  } catch (error) {
    if (!isFinal(error)) throw error
    log.error({ err: error, refund: refundId }, 'Stripe will not send this money back')
    await failRefund({ refundId, now })
  }
}

/** A no that stays one, as of a payment in dispute; an empty account or a key in use are of this moment. */
function isFinal(error: unknown): boolean {
  const passing = [
    'balance_insufficient',
    'insufficient_funds',
    'idempotency_key_in_use',
    'lock_timeout',
    'rate_limit',
  ]
  return saidNo(error) && !passing.some((code) => saidNo(error, code))
}

/** A refund by Stripe's own id: its bank has decided. */
export async function settleRefund(stripeRefund: string, now = new Date()): Promise<void> {
  const truth = await stripe().refunds.retrieve(stripeRefund)
  const asked = z.uuid().safeParse(truth.metadata?.['refund'])
  if (!asked.success) return log.error({ stripeRefund }, 'money went back that nobody asked for here')
  await actOn(asked.data, truth, now)
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
  const noted = { id: refundId, status: 'asked', stripeRefund: null } as const
  await transact<void, 'noted-before'>(
    { actor, action: 'refund.note', subject: `refund:${refundId}` },
    async (tx, refuse) => {
      const { count } = await tx.refund.updateMany({ where: noted, data: { stripeRefund } })
      if (count === 0) throw refuse('noted-before')
    },
  )
}
