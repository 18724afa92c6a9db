import { hearWebhook } from '#app/features/shop/payment/webhook.server.ts'
import type { EventRow } from '#server/sandbox/stripe-rows.ts'
import type { Plan } from './payments-plan.ts'
import type { Cast, World } from './payments-world.ts'

export interface History {
  world: World
  cast: Cast
  plan: Plan
  orders: { id: string; buyerId: string }[]
  /** The payment pages that somebody has seen. */
  pages: string[]
  /** Ids of events that never arrive, or have arrived. */
  dropped: Set<string>
  delivered: Set<string>
  /** Orders that Stripe has treated as it promises never to. */
  wronged: Set<string>
  problems: string[]
}

export function choose<Item>(items: readonly Item[], pick: number): Item | undefined {
  return items[Math.min(items.length - 1, Math.floor(pick * items.length))]
}

/** Those that may still arrive, also once more. */
export function arriving({ world, dropped }: History): EventRow[] {
  return world.sandbox.events().filter(({ id }) => !dropped.has(id))
}

export async function deliver(history: History, event: EventRow): Promise<void> {
  const { world, problems } = history
  const { sandbox } = world
  const heard = await hearWebhook(sandbox.sign(event), world.now())
  if (heard !== 'heard') problems.push(`a true event was not heard: ${heard}`)
  history.delivered.add(event.id)
  sandbox.ledger.store.commit([{ kind: 'event', row: { ...event, nextAt: null } }])
}
