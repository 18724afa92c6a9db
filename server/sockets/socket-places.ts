import { networkOf } from '#app/kernel/network-of.ts'

export interface SocketLimits {
  all: number
  /** Generous: a training room's Wi-Fi, or a village behind its provider's one address, is many people. */
  perAddress: number
}

const usual: SocketLimits = { all: 20_000, perAddress: 2000 }

/** Counts who is connected, in all and by network (an IPv6 subscriber has more addresses than there are places). */
export function createSocketPlaces(limits: Partial<SocketLimits> = {}) {
  const { all, perAddress } = { ...usual, ...limits }
  const taken = new Map<string, number>()
  let sum = 0
  return {
    isFree: (address: string) => sum < all && (taken.get(networkOf(address)) ?? 0) < perAddress,
    /** Answers how to give the place back, once. */
    take(address: string): () => void {
      const network = networkOf(address)
      sum += 1
      taken.set(network, (taken.get(network) ?? 0) + 1)
      return () => {
        sum -= 1
        const left = (taken.get(network) ?? 1) - 1
        if (left === 0) taken.delete(network)
        else taken.set(network, left)
      }
    },
  }
}
