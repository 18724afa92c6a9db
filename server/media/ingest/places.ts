import { networkOf } from '#app/kernel/network-of.ts'

/** How many connections at most, in all and from one address. */
export interface PlaceLimits {
  total: number
  perAddress: number
}

interface Holder {
  giveWay?: () => void
}

/**
 * Places for connections whose owner is not known. An address is kept only as long as a connection from it is here,
 * and goes into no log.
 */
export class Places {
  #limits: PlaceLimits
  /** By address; who came first stands first. */
  #holders = new Map<string, Set<Holder>>()
  #taken = 0

  constructor(limits: PlaceLimits) {
    this.#limits = limits
  }

  /** Answers how to leave the place again, or null where the address, or all together, have no more. */
  take(address: string | undefined): (() => void) | null {
    const network = networkOf(address)
    return this.#isFull(network) ? null : this.#enter(network, {})
  }

  /**
   * Takes a place in any case: where there is none left, whoever waits longest gives way, first of the same address,
   * else of the address that holds most. So a crowd pushes out itself, and nobody else.
   */
  takeOver(address: string | undefined, giveWay: () => void): () => void {
    const network = networkOf(address)
    if (this.#isFull(network)) this.#pushOut(network)
    return this.#enter(network, { giveWay })
  }

  #isFull(network: string): boolean {
    return this.#taken >= this.#limits.total || this.#count(network) >= this.#limits.perAddress
  }

  #count(network: string): number {
    return this.#holders.get(network)?.size ?? 0
  }

  #enter(network: string, holder: Holder): () => void {
    const holders = this.#holders.get(network) ?? new Set()
    this.#holders.set(network, holders.add(holder))
    this.#taken += 1
    return () => this.#leave(network, holder)
  }

  #leave(network: string, holder: Holder): void {
    const holders = this.#holders.get(network)
    if (!holders?.delete(holder)) return
    this.#taken -= 1
    if (holders.size === 0) this.#holders.delete(network)
  }

  #pushOut(network: string): void {
    const crowded = this.#count(network) >= this.#limits.perAddress ? network : this.#mostCrowded()
    const [oldest] = this.#holders.get(crowded) ?? []
    if (!oldest) return
    this.#leave(crowded, oldest)
    oldest.giveWay?.()
  }

  #mostCrowded(): string {
    const all = [...this.#holders.keys()]
    return all.reduce((most, one) => (this.#count(one) > this.#count(most) ? one : most), all[0] ?? '')
  }
}
