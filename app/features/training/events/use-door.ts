import { useCallback, useEffect, useRef, useState } from 'react'
import type { DoorAnswer } from './check-in.server.ts'
import {
  isSameScan,
  nextBatch,
  noteEntry,
  readQueue,
  settle,
  writeQueue,
  type DoorQueue,
} from './door-queue.ts'
import type { DoorEntry } from './event-forms.ts'

/** So often what waits is tried again, in milliseconds. */
const tryAgainEvery = 20_000
/** So many of the last answers are shown. */
const mostShown = 20

type NewEntry = DoorEntry extends infer One
  ? One extends DoorEntry
    ? Omit<One, 'key' | 'at'>
    : never
  : never

export interface Door {
  /** What is not sent yet. */
  queue: DoorQueue
  /** Those whose names were tapped on this phone and not refused since, by their sign-ups. */
  tapped: ReadonlySet<string>
  /** What came of the last ones, the newest first. */
  answers: readonly DoorAnswer[]
  note: (entry: NewEntry) => void
  flush: () => Promise<void>
}

/** What this device notes at an event's door, kept in it until the server has answered. */
export function useDoor(eventId: string): Door {
  const [queue, setQueue] = useState<DoorQueue>([])
  const [answers, setAnswers] = useState<readonly DoorAnswer[]>([])
  const [taps, setTaps] = useState<Taps>(new Map())
  const sending = useRef(false)
  const waiting = useRef<DoorQueue>([])
  const isSeenAgain = useSameScan()
  const change = useCallback(
    (next: DoorQueue, got: readonly DoorAnswer[] = []) => {
      waiting.current = next
      save(eventId, next)
      setQueue(next)
      setTaps((before) => withoutRefused(withTaps(before, next), got))
    },
    [eventId],
  )
  const flush = useCallback(async () => {
    if (sending.current) return
    sending.current = true
    await sendAll(eventId, waiting, (got) => {
      change(settle(waiting.current, got), got)
      setAnswers((before) => [...got.toReversed(), ...before].slice(0, mostShown))
    })
    sending.current = false
  }, [eventId, change])
  useEffect(() => {
    change(load(eventId))
    return tryAgain(flush)
  }, [eventId, change, flush])
  const note = useCallback(
    (entry: NewEntry) => {
      const noted: DoorEntry = { ...entry, key: newKey(), at: Date.now() }
      if (isSeenAgain(noted)) return
      change(noteEntry(waiting.current, noted))
      void flush()
    },
    [change, flush, isSeenAgain],
  )
  return { queue, answers, note, flush, tapped: new Set(taps.values()) }
}

/** Whether this device still holds what it noted at an event's door. */
export function useHeldAtDoor(eventId: string): boolean {
  const [held, setHeld] = useState(false)
  useEffect(() => setHeld(load(eventId).length > 0), [eventId])
  return held
}

/** The camera sees a card for as long as it is held there, also once its first scan was sent and answered. */
function useSameScan(): (entry: DoorEntry) => boolean {
  const last = useRef<DoorEntry | null>(null)
  return useCallback((entry) => {
    if (entry.kind !== 'pass') return false
    if (last.current !== null && isSameScan(last.current, entry)) return true
    last.current = entry
    return false
  }, [])
}

/** Sends all that waits, in batches, until nothing waits or no answer comes. */
async function sendAll(
  eventId: string,
  waiting: { readonly current: DoorQueue },
  settled: (answers: DoorAnswer[]) => void,
): Promise<void> {
  while (waiting.current.length > 0) {
    const got = await send(eventId, nextBatch(waiting.current))
    if (got.length === 0) return
    settled(got)
  }
}

/** Whose names were tapped, by the keys of the entries. */
type Taps = ReadonlyMap<string, string>

function withTaps(taps: Taps, queue: DoorQueue): Taps {
  return new Map([
    ...taps,
    ...queue.flatMap((entry) => (entry.kind === 'tap' ? [[entry.key, entry.signUp] as const] : [])),
  ])
}

/** Whoever was not let in may be tapped again. */
function withoutRefused(taps: Taps, answers: readonly DoorAnswer[]): Taps {
  const refused = new Set(
    answers.filter(({ result }) => result !== 'in' && result !== 'already').map(({ key }) => key),
  )
  return new Map([...taps].filter(([key]) => !refused.has(key)))
}

/** Now, when the network comes back, and every so often; answers what ends it. */
function tryAgain(flush: () => Promise<void>): () => void {
  const again = () => void flush()
  again()
  window.addEventListener('online', again)
  const timer = setInterval(again, tryAgainEvery)
  return () => {
    window.removeEventListener('online', again)
    clearInterval(timer)
  }
}

/** No answers where the line is down or the server is not well. */
async function send(eventId: string, entries: DoorQueue): Promise<DoorAnswer[]> {
  try {
    const answer = await fetch(`/teach/events/${eventId}/entries`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ sentAt: Date.now(), entries }),
    })
    if (!answer.ok || answer.redirected) return []
    return (await answer.json()) as DoorAnswer[]
  } catch {
    return []
  }
}

/** A uuid; unlike `crypto.randomUUID` it can be made on a page without HTTPS too. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function nameOf(eventId: string): string {
  return `door:${eventId}`
}

function load(eventId: string): DoorQueue {
  try {
    return readQueue(localStorage.getItem(nameOf(eventId)))
  } catch {
    return []
  }
}

/** Where the browser keeps nothing for us it is kept as long as the page is open. */
function save(eventId: string, queue: DoorQueue): void {
  try {
    if (queue.length === 0) localStorage.removeItem(nameOf(eventId))
    else localStorage.setItem(nameOf(eventId), writeQueue(queue))
  } catch {
    // A private window, or a full disk.
  }
}
