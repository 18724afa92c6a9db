/** A stretch of a replay in which the host spoke of one product. */
export interface Chapter {
  seq: number
  /** The moment of the pin, in milliseconds since the epoch. */
  at: number
  product: { id: string; title: string; picture: string | null; priceFen: number; weightGrams: number }
}

/** Where in a broadcast a product was shown: whole seconds from its beginning, as `?at=` of the replay's address says it. */
export interface ProductClip {
  broadcast: string
  seconds: number
}

/** A replay's address, at the moment in which something was shown. */
export function clipAddress({ broadcast, seconds }: ProductClip): string {
  return `/replay/${broadcast}?at=${seconds}`
}
