import { makeClaim, makePerson, makeStall, type Stall } from '#app/features/shop/orders/testing.server.ts'
import { database } from '#app/kernel/database.server.ts'
import type { Disturbance } from '#server/sandbox/stripe-api.ts'
import type { StripeSandbox } from '#server/sandbox/stripe-sandbox.ts'
import { openStripeStore, type StripeStore } from '#server/sandbox/stripe-store.ts'
import { startTestSandbox } from '#server/sandbox/testing.ts'

/** What stays for all histories: the stand-in for Stripe, whose memory is emptied for each, and one clock for both sides. */
export interface World {
  /** Two who buy. */
  people: string[]
  sandbox: StripeSandbox
  now(): Date
  /** Moves the clock on, in milliseconds. */
  wait(ms: number): void
  disturbNext(how: Exclude<Disturbance, null>, calls: number): void
  calm(): void
  slowRefunds: boolean
  /** Forgets everything at Stripe, and every job here. */
  renew(): Promise<void>
}

export async function openWorld(): Promise<World> {
  let store: StripeStore = openStripeStore({ folder: null, now: 0 })
  let disturbed: { how: Exclude<Disturbance, null>; calls: number } | null = null
  const sandbox = await startTestSandbox({
    store: {
      find: (kind, id) => store.find(kind, id),
      all: (kind) => store.all(kind),
      commit: (changes) => store.commit(changes),
    },
    disturb() {
      if (disturbed === null || disturbed.calls === 0) return null
      disturbed.calls -= 1
      return disturbed.how
    },
    slowRefunds: () => world.slowRefunds,
  })
  const world: World = {
    people: [await makePerson('张三'), await makePerson('李四')],
    sandbox,
    now: () => new Date(sandbox.clock.ms),
    wait: (ms) => void (sandbox.clock.ms += ms),
    disturbNext: (how, calls) => void (disturbed = { how, calls }),
    calm: () => void (disturbed = null),
    slowRefunds: false,
    async renew() {
      store = openStripeStore({ folder: null, now: 0 })
      sandbox.clock.ms = Date.now()
      world.calm()
      await database().$executeRaw`DELETE FROM graphile_worker._private_jobs`
    },
  }
  return world
}

export interface Cast {
  stall: Stall
  stock: number
  /** Two who buy, each with a coupon of the shop's in hand. */
  buyers: { id: string; claimId: string }[]
}

/** Off the price of the goods, in fen. */
export const discountFen = 500

/** A shop of its own; those who buy are the same in all histories, as making people takes most time. */
export async function makeCast({ people }: World, stock: number): Promise<Cast> {
  const stall = await makeStall({ stock })
  const buyers = people.map(async (id) => {
    return { id, claimId: await makeClaim(stall, { personId: id, amountFen: discountFen }) }
  })
  return { stall, stock, buyers: await Promise.all(buyers) }
}
