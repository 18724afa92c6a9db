import Stripe from 'stripe'
import type { Log } from '#app/kernel/log.server.ts'
import { eventObject } from './stripe-objects.ts'
import type { EventRow } from './stripe-rows.ts'
import type { StripeStore } from './stripe-store.ts'

export interface DeliveryOptions {
  store: StripeStore
  webhookSecret: string
  log: Pick<Log, 'warn'>
}

export interface SignedEvent {
  body: string
  signature: string
}

/** The first pause after an answer that is not 2xx, in milliseconds; it doubles with each attempt. */
const firstPause = 1_000
const longestPause = 5 * 60_000
const patience = 10_000

const signing = new Stripe('sk_test_signs_only')

/** Signed as Stripe signs, at this moment. */
export function signEvent(event: EventRow, secret: string): SignedEvent {
  const body = JSON.stringify(eventObject(event), null, 2)
  return { body, signature: signing.webhooks.generateTestHeaderString({ payload: body, secret }) }
}

/** Sends each event to the webhook until it is taken, with growing pauses; those of an earlier life come first. */
export function openDeliveries({ store, webhookSecret, log }: DeliveryOptions) {
  const timers = new Set<NodeJS.Timeout>()
  let target: string | null = null
  let stopped = false

  async function attempt(event: EventRow): Promise<void> {
    if (target === null || stopped) return
    const taken = await send(target, signEvent(event, webhookSecret))
    const attempts = event.attempts + 1
    const pause = Math.min(longestPause, firstPause * 2 ** (attempts - 1))
    const row: EventRow = { ...event, attempts, nextAt: taken ? null : Date.now() + pause }
    store.commit([{ kind: 'event', row }])
    if (taken) return
    log.warn({ event: event.id, type: event.type, attempts }, 'a webhook was not taken: it is sent again')
    plan(row)
  }

  function plan(event: EventRow): void {
    if (event.nextAt === null || target === null || stopped) return
    const timer = setTimeout(
      () => {
        timers.delete(timer)
        void attempt(event)
      },
      Math.max(0, event.nextAt - Date.now()),
    )
    timers.add(timer)
  }

  return {
    /** From now on events go to this address; those that wait go at once. */
    deliverTo(url: string): void {
      target = url
      for (const event of store.all('event'))
        if (event.nextAt !== null) plan({ ...event, nextAt: Date.now() })
    },
    plan,
    stop(): void {
      stopped = true
      for (const timer of timers) clearTimeout(timer)
    },
  }
}

async function send(url: string, { body, signature }: SignedEvent): Promise<boolean> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json; charset=utf-8', 'Stripe-Signature': signature },
      body,
      signal: AbortSignal.timeout(patience),
    })
    await answer.body?.cancel()
    return answer.ok
  } catch {
    // Refused, timed out or cut: not taken, which is all that matters here.
    return false
  }
}
