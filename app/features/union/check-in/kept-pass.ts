import type { PassSecret } from './make-pass-code.ts'

/** What her phone keeps of her pass, so that it works at a harbour without network. */
export interface KeptPass extends PassSecret {
  /** How far our clock is ahead of the phone's, in milliseconds; 0 where they agree. */
  clockAhead: number
}

const name = 'member-pass'
/** What a page takes to come is no fault of the phone's clock. */
const agrees = 10_000

/** The pass as it came with a page that our clock says was made at `pageNow`. */
export function withClock(
  pass: PassSecret,
  { pageNow, phoneNow }: { pageNow: number; phoneNow: number },
): KeptPass {
  const ahead = pageNow - phoneNow
  return { ...pass, clockAhead: Math.abs(ahead) <= agrees ? 0 : ahead }
}

/** Keeps it; where the browser keeps nothing for us it works as long as the page is open. */
export function keepPass(pass: KeptPass): void {
  try {
    localStorage.setItem(name, JSON.stringify(pass))
  } catch {
    // A private window, or a full disk.
  }
}

/** What was kept on this phone; null where nothing was, or what is there cannot be read. */
export function readKeptPass(kept: string | null): KeptPass | null {
  try {
    const read = JSON.parse(kept ?? 'null') as Partial<KeptPass> | null
    const { id, secret, clockAhead } = read ?? {}
    if (typeof id !== 'string' || typeof secret !== 'string' || typeof clockAhead !== 'number') return null
    return { id, secret, clockAhead }
  } catch {
    return null
  }
}

export function findKeptPass(): KeptPass | null {
  try {
    return readKeptPass(localStorage.getItem(name))
  } catch {
    return null
  }
}
