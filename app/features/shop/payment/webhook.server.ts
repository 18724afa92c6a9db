import { database } from '#app/kernel/database.server.ts'
import { emit } from '#app/kernel/outbox.server.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { settleRefund } from './refund-money.server.ts'
import { settlePage } from './settle.server.ts'
import { paymentsAreOn, readWebhook } from './stripe.server.ts'

/** The events that say something new; what each speaks of is asked of Stripe again. */
const meanings: Record<string, (objectId: string, now: Date) => Promise<void>> = {
  'checkout.session.completed': settlePage,
  'checkout.session.async_payment_succeeded': settlePage,
  'checkout.session.async_payment_failed': settlePage,
  'checkout.session.expired': settlePage,
  'refund.created': settleRefund,
  'refund.updated': settleRefund,
  'refund.failed': settleRefund,
}

/**
 * Takes in a webhook: `unsigned` where it is not Stripe's own, and nothing is done. An event is kept once, by its id, and
 * handled by a job: one that comes again changes nothing.
 */
export async function hearWebhook(
  { body, signature }: { body: string; signature: string | null },
  now = new Date(),
): Promise<'heard' | 'unsigned' | 'off'> {
  if (!paymentsAreOn()) return 'off'
  const event = readWebhook(body, signature)
  if (event === null) return 'unsigned'
  if (!(event.type in meanings)) return 'heard'
  await transact<void, 'repeated'>(
    {
      actor: { kind: 'system', name: 'stripe' },
      action: 'payment.hear',
      subject: `stripe-event:${event.id}`,
    },
    async (tx, refuse) => {
      const { count } = await tx.stripeEvent.createMany({
        data: [{ ...event, receivedAt: now }],
        skipDuplicates: true,
      })
      if (count === 0) throw refuse('repeated')
      await emit(tx, { task: 'shop.stripe-event', payload: { eventId: event.id } })
    },
  )
  return 'heard'
}

/** Does what a kept event means, once. Throws where Stripe is away: it stays to be handled. */
export async function handleEvent(eventId: string, now = new Date()): Promise<void> {
  const event = await database().stripeEvent.findUnique({ where: { id: eventId } })
  if (event === null || event.handledAt !== null) return
  await meanings[event.type]?.(event.objectId, now)
  await database().stripeEvent.updateMany({
    where: { id: eventId, handledAt: null },
    data: { handledAt: now },
  })
}
