import Stripe from 'stripe'
import { env } from '#app/kernel/env.server.ts'
import { singleton } from '#app/kernel/singleton.ts'

/** With one repetition by the SDK, a buyer who waits for her payment page waits no longer than this twice, in milliseconds. */
const patience = 8_000

/** Whether money can be taken: there is a key of Stripe's, or the demo's sandbox. Without, payment is off and never pretended. */
export function paymentsAreOn(): boolean {
  return env().stripeSecretKey !== undefined
}

/** The one line to Stripe. Throws where `paymentsAreOn()` says no. */
export function stripe(): Stripe {
  return singleton('stripe', () => {
    const { stripeSecretKey, stripeApiBase } = env()
    if (stripeSecretKey === undefined) throw new Error('payment is off: there is no STRIPE_SECRET_KEY')
    return new Stripe(stripeSecretKey, {
      ...(stripeApiBase === undefined ? {} : addressOf(new URL(stripeApiBase))),
      timeout: patience,
      maxNetworkRetries: 1,
      telemetry: false,
    })
  })
}

/** What a signed webhook says: believed no further than its id and the id of what it speaks of. */
export interface HeardEvent {
  id: string
  type: string
  objectId: string
}

/** The event of a webhook's raw body; null where the signature is not Stripe's, or older than five minutes. */
export function readWebhook(body: string, signature: string | null): HeardEvent | null {
  const secret = env().stripeWebhookSecret
  if (secret === undefined || signature === null) return null
  try {
    return heardOf(stripe().webhooks.constructEvent(body, signature, secret))
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return null
    throw error
  }
}

/** The newest events of these types whose webhook did not arrive, or not yet; a hundred at most. */
export async function listUndelivered(types: string[], since: Date): Promise<HeardEvent[]> {
  const created = { gte: Math.floor(since.getTime() / 1000) }
  const { data } = await stripe().events.list({ types, created, delivery_success: false, limit: 100 })
  return data.map(heardOf)
}

function heardOf({ id, type, data }: Stripe.Event): HeardEvent {
  return { id, type, objectId: (data.object as { id: string }).id }
}

/** Whether Stripe answered and said no: asked again in the same words it would say no again. */
export function saidNo(error: unknown, code?: string): boolean {
  if (
    !(error instanceof Stripe.errors.StripeInvalidRequestError) &&
    !(error instanceof Stripe.errors.StripeIdempotencyError)
  )
    return false
  return code === undefined || error.code === code
}

/** Whether Stripe could not be reached, did not answer in time, or failed: nobody knows what it did. */
export function isAway(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeError && !saidNo(error)
}

function addressOf({ hostname, port, protocol }: URL) {
  const scheme = protocol === 'https:' ? ('https' as const) : ('http' as const)
  return { host: hostname, port: port || (scheme === 'https' ? 443 : 80), protocol: scheme }
}
