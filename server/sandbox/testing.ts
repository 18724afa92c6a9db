import Stripe from 'stripe'
import { createLog } from '#app/kernel/log.server.ts'
import { startStripeSandbox, type StripeSandbox, type StripeSandboxOptions } from './stripe-sandbox.ts'

/** A sandbox by a clock of its own (`clock.ms` moves it), with what the application needs to reach it set in its environment. */
export async function startTestSandbox(options: Partial<StripeSandboxOptions> = {}) {
  const clock = { ms: Date.now() }
  const sandbox = await startStripeSandbox({
    dataDir: null,
    publicUrl: 'http://localhost:3000',
    log: createLog({ level: 'silent' }),
    now: () => clock.ms,
    ...options,
  })
  Object.assign(process.env, sandbox.environment)
  return { ...sandbox, clock }
}

/** Stripe's own client, that does not repeat by itself. */
export function clientOf({ environment }: Pick<StripeSandbox, 'environment'>): Stripe {
  const { hostname, port } = new URL(environment.STRIPE_API_BASE)
  return new Stripe(environment.STRIPE_SECRET_KEY, {
    host: hostname,
    port,
    protocol: 'http',
    maxNetworkRetries: 0,
  })
}
