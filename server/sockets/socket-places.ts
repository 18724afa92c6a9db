export interface SocketLimits {
  all: number
  /** Generous: a training room's Wi-Fi, or a village behind its provider's one address, is many people. */
  perAddress: number
}

const usual: SocketLimits = { all: 20_000, perAddress: 2000 }

/** Counts who is connected, in all and by address. An address is held only while a connection lasts. */
export function createSocketPlaces(limits: Partial<SocketLimits> = {}) {
  const { all, perAddress } = { ...usual, ...limits }
  const taken = new Map<string, number>()
  let sum = 0
  return {
    isFree: (address: string) => sum < all && (taken.get(address) ?? 0) < perAddress,
    /** Answers how to give the place back, once. */
    take(address: string): () => void {
      sum += 1
      taken.set(address, (taken.get(address) ?? 0) + 1)
      return () => {
        sum -= 1
        const left = (taken.get(address) ?? 1) - 1
        if (left === 0) taken.delete(address)
        else taken.set(address, left)
      }
    },
  }
}
