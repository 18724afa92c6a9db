import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { EntryView } from '../timeline/timeline.ts'
import { entriesUntil, needsMore, type ReplayPage } from './replay-entries.ts'

export interface ReplayEntries {
  /** What had been said by the moment that the picture shows. */
  shown: readonly EntryView[]
  state: 'loading' | 'ready' | 'failed'
  /** Whether anything at all was said in the broadcast, as far as is known. */
  anything: boolean
  retry: () => void
}

interface Fetched {
  entries: readonly EntryView[]
  next: number | null
  failed: boolean
}

const nothingFetched: Fetched = { entries: [], next: 0, failed: false }

/** A replay's chat at the moment `date` (ms since the epoch) of its picture; its pages are fetched as the picture nears them. */
export function useReplayEntries(recording: string, date: number | null): ReplayEntries {
  const [fetched, setFetched] = useState(nothingFetched)
  const { entries, next, failed } = fetched
  const due = !failed && needsMore(entries, next, date ?? 0)
  const asking = useRef<number | null>(null)
  useEffect(() => {
    if (!due || next === null || asking.current === next) return
    asking.current = next
    void fetchPage(recording, next).then((page) => {
      asking.current = null
      setFetched((before) => {
        if (before.next !== next) return before
        if (page === null) return { ...before, failed: true }
        return { entries: [...before.entries, ...page.entries], next: page.next, failed: false }
      })
    })
  }, [recording, due, next])
  const shown = useMemo(() => (date === null ? [] : entriesUntil(entries, date)), [entries, date])
  const retry = useCallback(() => setFetched((before) => ({ ...before, failed: false })), [])
  const state = failed ? 'failed' : due ? 'loading' : 'ready'
  return { shown, state, anything: entries.length > 0 || next !== null, retry }
}

async function fetchPage(recording: string, after: number): Promise<ReplayPage | null> {
  try {
    const answer = await fetch(`/replay/${recording}/timeline?after=${after}`)
    return answer.ok ? ((await answer.json()) as ReplayPage) : null
  } catch {
    return null
  }
}
