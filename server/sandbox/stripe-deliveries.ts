import http from 'node:http'
import https from 'node:https'
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

/** Whether it was taken. Refused, timed out or cut: it was not, which is all that matters here. */
function send(url: string, { body, signature }: SignedEvent): Promise<boolean> {
  const headers = {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'Stripe-Signature': signature,
  }
  return new Promise((resolve) => {
    const options = { method: 'POST', headers, timeout: patience }
    // This very machine: its certificate is for the name that the world knows.
    const request = url.startsWith('https:')
      ? https.request(url, { ...options, rejectUnauthorized: false })
      : http.request(url, options)
    request.on('response', (response) => {
      response.resume()
      const { statusCode = 0 } = response
      resolve(statusCode >= 200 && statusCode < 300)
    })
    request.on('timeout', () => request.destroy())
    request.on('error', () => resolve(false))
    request.end(body)
  })
}
