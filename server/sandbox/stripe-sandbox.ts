import { randomBytes } from 'node:crypto'
import path from 'node:path'
import type { RequestHandler } from 'express'
import type { Log } from '#app/kernel/log.server.ts'
import { closeServer, listen } from '../http/listen.ts'
import { createStripeApi, type ApiOptions } from './stripe-api.ts'
import { openDeliveries, signEvent, type SignedEvent } from './stripe-deliveries.ts'
import { openLedger, type Ledger, type LedgerOptions } from './stripe-ledger.ts'
import { paymentPages } from './stripe-page.ts'
import type { EventRow } from './stripe-rows.ts'
import { sweepSessions } from './stripe-sessions.ts'
import { openStripeStore, type StripeStore } from './stripe-store.ts'

export interface StripeSandboxOptions
  extends Pick<LedgerOptions, 'slowRefunds'>, Pick<ApiOptions, 'disturb'> {
  /** Where its journal is; null keeps nothing beyond this life. */
  dataDir: string | null
  /** Where people reach us, without a slash at the end. */
  publicUrl: string
  log: Pick<Log, 'warn'>
  /** Another memory than its journal's. */
  store?: StripeStore
  /** Another clock, in milliseconds: then nothing runs by itself, and events wait to be fetched. */
  now?: () => number
}

export interface StripeSandbox {
  /** What the application is configured with to speak to it. */
  environment: { STRIPE_SECRET_KEY: string; STRIPE_WEBHOOK_SECRET: string; STRIPE_API_BASE: string }
  /** The payment pages, to be mounted under `/sandbox/pay`. */
  pages: RequestHandler
  /** Behind the wire: for tests, which pay without a page. */
  ledger: Ledger
  deliverTo(webhookUrl: string): void
  /** The events so far, oldest first, and how one is signed: for tests, which deliver by themselves. */
  events(): EventRow[]
  sign(event: EventRow): SignedEvent
  stop(): Promise<void>
}

/**
 * A stand-in for Stripe on this machine: the API on a port of its own (loopback alone), its webhooks, signed, and a page to
 * pay on, where no money moves. For the demo and for tests.
 */
export async function startStripeSandbox(options: StripeSandboxOptions): Promise<StripeSandbox> {
  const { dataDir, publicUrl, log } = options
  const now = options.now ?? Date.now
  const folder = dataDir === null ? null : path.join(dataDir, 'sandbox')
  const store = options.store ?? openStripeStore({ folder, now: now() })
  const webhookSecret = `whsec_${randomBytes(24).toString('hex')}`
  const secretKey = `sk_test_sandbox${randomBytes(24).toString('hex')}`
  const deliveries = openDeliveries({ store, webhookSecret, log })
  const { slowRefunds } = options
  const ledger = openLedger({
    ...{ store, now, slowRefunds },
    pages: `${publicUrl}/sandbox/pay`,
    tell: (event) => deliveries.plan(event),
  })
  const api = createStripeApi({ ledger, secretKey, disturb: options.disturb })
  const port = await listen(api, { port: 0, host: '127.0.0.1' })
  const sweeping = options.now ? undefined : setInterval(() => sweepSessions(ledger), 1000).unref()
  return {
    environment: {
      STRIPE_SECRET_KEY: secretKey,
      STRIPE_WEBHOOK_SECRET: webhookSecret,
      STRIPE_API_BASE: `http://127.0.0.1:${port}`,
    },
    pages: paymentPages(ledger, publicUrl),
    ledger,
    deliverTo: (url) => deliveries.deliverTo(url),
    events: () => [...store.all('event')],
    sign: (event) => signEvent(event, webhookSecret),
    async stop() {
      clearInterval(sweeping)
      deliveries.stop()
      await closeServer(api, 1000)
    },
  }
}
