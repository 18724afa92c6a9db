import type { Refusal } from '../room-wire.ts'

/** What has become of her claim of a coupon. Times in milliseconds since the epoch. */
export type ClaimState =
  | { name: 'asking' }
  /** `until` is unknown for one that she had when the page came. */
  | { name: 'held'; until: number | null }
  | { name: 'refused'; why: ClaimWhy }

export type ClaimWhy = 'all' | 'closed' | 'had' | 'own' | 'failed'

/** How a refusal is told; what is not known here passes by itself, or by another press. */
export function whyOf(reason: Refusal): ClaimWhy {
  switch (reason) {
    case 'all-gone':
      return 'all'
    case 'closed':
    case 'stopped':
    case 'coming':
    case 'unknown':
      return 'closed'
    case 'had-it':
      return 'had'
    case 'own-shop':
      return 'own'
    default:
      return 'failed'
  }
}

/**
 * The key under which this page claims a coupon: the same until it has an answer, also after a reload, so that what was
 * sent over a lost line is claimed once.
 */
export function claimKey(coupon: string, newKey: () => string): string {
  const name = `claim-key:${coupon}`
  try {
    const known = window.sessionStorage.getItem(name)
    if (known !== null) return known
    const key = newKey()
    window.sessionStorage.setItem(name, key)
    return key
  } catch {
    // A browser that refuses storage: then it lives as long as the page.
    const key = unkept.get(coupon) ?? newKey()
    unkept.set(coupon, key)
    return key
  }
}

const unkept = new Map<string, string>()
