import type { EntryView } from '../timeline/timeline.ts'
import { mostShown } from './entry-order.ts'

/** A page of a replay's timeline: what is to be seen, and after which `seq` the next page begins; null after the last. */
export interface ReplayPage {
  entries: EntryView[]
  next: number | null
}

/** What had been said by the moment `date` (ms since the epoch) of the host's picture, in order; the newest of it. */
export function entriesUntil(entries: readonly EntryView[], date: number): EntryView[] {
  return entries.filter(({ at }) => at <= date).slice(-mostShown)
}

/** How far ahead of the picture the next page is fetched, in milliseconds. */
const fetchedAhead = 60_000

/** Whether the pages that are here may not reach as far as the picture will soon be. */
export function needsMore(entries: readonly EntryView[], next: number | null, date: number): boolean {
  if (next === null) return false
  const newest = entries.at(-1)
  return newest === undefined || newest.at < date + fetchedAhead
}
