import { database } from '#app/kernel/database.server.ts'
import { log } from '#app/kernel/log.server.ts'
import { emit } from '#app/kernel/outbox.server.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { settleRefund } from './refund-money.server.ts'
import { settlePage } from './settle.server.ts'
import { listUndelivered, paymentsAreOn, readWebhook, saidNo, type HeardEvent } from './stripe.server.ts'

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

/** So far back is looked for what was not delivered, in milliseconds: as long as Stripe tries by itself. */
const undeliveredFor = 3 * 24 * 3_600_000

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
  if (event.type in meanings) await keepEvent(event, now)
  return 'heard'
}

/** Hears what Stripe could not deliver, or not yet: webhooks may be lost, its list of events is not. */
export async function hearUndelivered(now = new Date()): Promise<void> {
  const since = new Date(now.getTime() - undeliveredFor)
  const events = await listUndelivered(Object.keys(meanings), since)
  const known = await database().stripeEvent.findMany({
    where: { id: { in: events.map(({ id }) => id) } },
    select: { id: true },
  })
  const heard = new Set(known.map(({ id }) => id))
  for (const event of events) if (!heard.has(event.id)) await keepEvent(event, now)
}

async function keepEvent(event: HeardEvent, now: Date): Promise<void> {
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
}

/** Does what a kept event means, once. Throws where Stripe is away: it stays to be handled. */
export async function handleEvent(eventId: string, now = new Date()): Promise<void> {
  const event = await database().stripeEvent.findUnique({ where: { id: eventId } })
  if (event === null || event.handledAt !== null) return
  try {
    await meanings[event.type]?.(event.objectId, now)
  } catch (error) {
    // It spoke of something that is not there, or not for us: it will not come to be by asking again.
    if (!saidNo(error, 'resource_missing')) throw error
    log.warn({ event: eventId, type: event.type }, 'a webhook about what Stripe does not know')
  }
  await database().stripeEvent.updateMany({
    where: { id: eventId, handledAt: null },
    data: { handledAt: now },
  })
}
