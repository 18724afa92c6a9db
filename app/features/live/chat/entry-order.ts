import { isShown } from '../timeline/shown.ts'
import type { EntryView } from '../timeline/timeline.ts'

/**
 * What a page has of a broadcast's timeline. Entries may arrive in any order, more than once, and with holes; they are
 * shown exactly once, by `seq`, and only once everything before them is there.
 */
export interface EntryOrder {
  /** Everything up to this `seq` has been received; null until it is known where the page begins. */
  upTo: number | null
  /** What is to be seen, oldest first: neither removals nor what they removed. At most `mostShown`. */
  shown: readonly EntryView[]
  /** Received ahead of a hole, by `seq`. */
  held: readonly EntryView[]
  removed: ReadonlySet<number>
}

/** How many entries a page keeps. */
export const mostShown = 300

export const nothingYet: EntryOrder = { upTo: null, shown: [], held: [], removed: new Set() }

/** The page begins after `seq`: what is older is not its business. */
export function beginAfter(order: EntryOrder, seq: number): EntryOrder {
  if (order.upTo !== null) return order
  return take({ ...order, upTo: seq }, [])
}

export function take(order: EntryOrder, entries: readonly EntryView[]): EntryOrder {
  const { upTo } = order
  const removed = withRemovals(order.removed, entries)
  const waiting = bySeq([...order.held, ...entries], upTo ?? 0)
  const whole = upTo === null ? 0 : lengthWithoutHole(waiting, upTo)
  const arrived = waiting.slice(0, whole)
  const shown = [...order.shown, ...arrived].filter((entry) => isSeen(entry, removed))
  return {
    upTo: arrived.at(-1)?.seq ?? upTo,
    shown: shown.slice(-mostShown),
    held: waiting.slice(whole),
    removed,
  }
}

/** Whether something later has arrived than what is missing: no batch to come will bring that. */
export function hasHole({ upTo, held }: EntryOrder): boolean {
  return upTo !== null && held.length > 0
}

function withRemovals(removed: ReadonlySet<number>, entries: readonly EntryView[]): ReadonlySet<number> {
  const more = entries.flatMap((entry) => (entry.kind === 'removal' ? [entry.removes] : []))
  return more.length === 0 ? removed : new Set([...removed, ...more])
}

function bySeq(entries: readonly EntryView[], after: number): EntryView[] {
  const once = new Map(entries.filter(({ seq }) => seq > after).map((entry) => [entry.seq, entry]))
  return [...once.values()].sort((left, right) => left.seq - right.seq)
}

function lengthWithoutHole(entries: readonly EntryView[], after: number): number {
  const hole = entries.findIndex(({ seq }, place) => seq !== after + 1 + place)
  return hole === -1 ? entries.length : hole
}

function isSeen(entry: EntryView, removed: ReadonlySet<number>): boolean {
  return isShown(entry) && !removed.has(entry.seq)
}
