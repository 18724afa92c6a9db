import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { ask, orderForm, orderOf } from '../load/buyer.ts'
import type { Stall } from '../load/stall.ts'

/** What buyers were told, by the keys that their pages sent. */
export interface Acknowledged {
  /** Claims: the key, and whose it is. */
  claims: Map<string, string>
  /** Orders: the key, and the order's id. */
  orders: Map<string, string>
  /** Orders whose payment page said that the money was taken. */
  paid: Set<string>
}

export interface Buyers {
  acknowledged: Acknowledged
  problems: string[]
  /** From now on they ask here; null while nobody answers. */
  goTo(url: string | null): void
  stop(): Promise<void>
}

const pause = 100
/** Fewer than one buyer may leave unpaid: the order that is being paid is one of them. */
const mostUnpaid = 3

/**
 * Buyers who claim, order and pay as fast as they may, each after the other, and who send again, under the same key, what
 * was not answered; now and then also what was. They outlive a server that goes away and comes back.
 */
export function sendBuyers(stall: Stall, chance: () => number): Buyers {
  const acknowledged: Acknowledged = { claims: new Map(), orders: new Map(), paid: new Set() }
  const problems: string[] = []
  let url: string | null = null
  let stopping = false
  const here = { acknowledged, problems, stall, chance, url: () => url, stopping: () => stopping }
  const buying = stall.buyers.map((buyer) => buy(buyer, here))
  return {
    acknowledged,
    problems,
    goTo: (next) => (url = next),
    stop: async () => {
      stopping = true
      await Promise.all(buying)
    },
  }
}

interface Here extends Pick<Buyers, 'acknowledged' | 'problems'> {
  stall: Stall
  chance: () => number
  url: () => string | null
  stopping: () => boolean
}
type Buyer = Stall['buyers'][number]

async function buy(buyer: Buyer, here: Here): Promise<void> {
  const unpaid: string[] = []
  while (!here.stopping()) {
    if (here.chance() < 0.3) {
      const claimKey = randomUUID()
      await untilAnswered(here, (url) => claim(url, buyer, here, claimKey))
    }
    const key = randomUUID()
    const order = await untilAnswered(here, (url) => place(url, buyer, here, key))
    if (order === null) break
    if (order === 'too many unpaid') {
      const oldest = unpaid.shift()
      if (oldest !== undefined) await untilAnswered(here, (url) => pay(url, buyer, here, oldest))
      // What she has paid is not known here yet: its news was on its way when the power went.
      else await sleep(10 * pause)
      continue
    }
    // Once more, as a nervous thumb does.
    if (here.chance() < 0.3) await untilAnswered(here, (url) => place(url, buyer, here, key))
    const leaves = unpaid.length < mostUnpaid && here.chance() < 0.3
    // Where Stripe was away for a moment it may be unpaid still: then it is among those that are paid when they are too many.
    if (!leaves) await untilAnswered(here, (url) => pay(url, buyer, here, order))
    if (!here.acknowledged.paid.has(order)) unpaid.push(order)
    await sleep(pause * here.chance())
  }
}

/** Tries until there is an answer; null where it was told to stop before. */
async function untilAnswered<Value>(
  here: Here,
  work: (url: string) => Promise<Value | null>,
): Promise<Value | null> {
  while (!here.stopping()) {
    const url = here.url()
    // Nobody answers, or in the middle of an answer somebody pulled the plug: sent again.
    const value = url === null ? null : await work(url).catch(() => null)
    if (value !== null) return value
    await sleep(pause)
  }
  return null
}

async function claim(url: string, buyer: Buyer, here: Here, key: string): Promise<true | null> {
  const address = `${url}/claim/${here.stall.coupon}`
  const { status } = await ask({ url: address, cookie: buyer.cookie, form: { key, back: '/me/coupons' } })
  if (status === 302) {
    const before = here.acknowledged.claims.has(key)
    here.acknowledged.claims.set(key, buyer.id)
    // The same key once more has to be the same yes.
    if (!before && here.chance() < 0.5) return claim(url, buyer, here, key)
    return true
  }
  if (status === 409) {
    if (here.acknowledged.claims.has(key))
      here.problems.push('an acknowledged claim was refused when sent again')
    return true
  }
  return null
}

async function place(url: string, { cookie }: Buyer, here: Here, key: string): Promise<string | null> {
  const form = orderForm(here.stall, key)
  const answer = await ask({ url: `${url}/buy/${here.stall.variant}`, cookie, form })
  const order = orderOf(answer)
  const { orders } = here.acknowledged
  const before = orders.get(key)
  if (order === null) {
    if (answer.status !== 409) return null
    if (before !== undefined) here.problems.push('an acknowledged order was refused when sent again')
    return 'too many unpaid'
  }
  if (before !== undefined && before !== order) here.problems.push('one key made two orders')
  orders.set(key, order)
  return order
}

async function pay(url: string, { cookie }: Buyer, here: Here, order: string): Promise<true | null> {
  const { location, status } = await ask({ url: `${url}/orders/${order}/pay`, cookie })
  const page = /\/sandbox\/pay\/[\w]+/.exec(location)?.[0]
  // Without a page it is paid by now, or Stripe was away for a moment.
  if (page === undefined) return location.includes(`/orders/${order}`) && status === 302 ? true : null
  const paid = await ask({ url: url + page, cookie, form: { way: 'card', do: 'pay' } })
  if (paid.status >= 400) return null
  if (paid.status === 302 || paid.status === 303) {
    here.acknowledged.paid.add(order)
    // The browser goes back to the order. Where it cannot, the news of the payment has to do.
    await ask({ url: new URL(paid.location, url).href, cookie }).catch(() => null)
  }
  return true
}
