import type { DoorEntry } from './event-forms.ts'

/** What comes back for an entry, whether it was taken or refused for good. */
interface Settled {
  key: string
}

/** What a door noted and has not yet been answered about, in the order in which it was noted. */
export type DoorQueue = readonly DoorEntry[]

/** So many are sent at once. */
export const mostInBatch = 200
/** A code that the camera sees again and again within this time is one scan, in milliseconds. */
const sameScan = 90_000

/** The queue with one more entry; the same code again within a minute and a half adds nothing. */
export function noteEntry(queue: DoorQueue, entry: DoorEntry): DoorQueue {
  const isKnown = queue.some((known) => known.key === entry.key || isSameScan(known, entry))
  return isKnown ? queue : [...queue, entry]
}

/** Whether the camera has seen one code twice. */
export function isSameScan(known: DoorEntry, entry: DoorEntry): boolean {
  return (
    known.kind === 'pass' &&
    entry.kind === 'pass' &&
    known.code === entry.code &&
    entry.at - known.at < sameScan
  )
}

/** What is sent next: the oldest. */
export function nextBatch(queue: DoorQueue): DoorQueue {
  return queue.slice(0, mostInBatch)
}

/** The queue without what was answered. What was noted while it was sent stays. */
export function settle(queue: DoorQueue, answers: readonly Settled[]): DoorQueue {
  const answered = new Set(answers.map(({ key }) => key))
  return queue.filter(({ key }) => !answered.has(key))
}

/** The queue as the device keeps it, and back; what cannot be read is left out, never thrown. */
export function writeQueue(queue: DoorQueue): string {
  return JSON.stringify(queue)
}

export function readQueue(kept: string | null): DoorQueue {
  if (kept === null) return []
  try {
    const read: unknown = JSON.parse(kept)
    return Array.isArray(read) ? read.filter(isEntry) : []
  } catch {
    return []
  }
}

/** By hand: the door's page needs no schema for what it has written itself. */
function isEntry(value: unknown): value is DoorEntry {
  if (typeof value !== 'object' || value === null) return false
  const { kind, key, at } = value as Record<string, unknown>
  return (
    (kind === 'pass' || kind === 'tap' || kind === 'number') &&
    typeof key === 'string' &&
    typeof at === 'number'
  )
}
