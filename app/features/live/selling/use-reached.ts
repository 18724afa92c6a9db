import { useEffect, useRef, useState } from 'react'
import { isReached } from './reached.ts'

interface Placed {
  seq: number
  at: number
}

const lookEvery = 200

/**
 * Which of these her picture has come to. What the page begins with is there at once; what comes later is looked at five
 * times a second, and only while something waits. What was reached once stays so.
 */
export function useReached(
  entries: readonly Placed[],
  playingAt: () => number | null,
): (entry: Placed) => boolean {
  const [reached, setReached] = useState<ReadonlySet<string>>(() => new Set(entries.map(keyOf)))
  const since = useRef(new Map<string, number>())
  const waiting = entries.filter((entry) => !reached.has(keyOf(entry)))
  const waitingRef = useRef(waiting)
  useEffect(() => {
    waitingRef.current = waiting
  })
  const names = waiting.map(keyOf).join()
  useEffect(() => {
    if (names === '') return
    const look = () => {
      const now = Date.now()
      const seen = { playingAt: playingAt(), now }
      const arrived = waitingRef.current.filter((entry) => {
        const key = keyOf(entry)
        if (!since.current.has(key)) since.current.set(key, now)
        return isReached({ at: entry.at, since: since.current.get(key) ?? now }, seen)
      })
      if (arrived.length > 0) setReached((before) => new Set([...before, ...arrived.map(keyOf)]))
    }
    look()
    const timer = setInterval(look, lookEvery)
    return () => clearInterval(timer)
  }, [names, playingAt])
  return (entry) => reached.has(keyOf(entry))
}

/** Another broadcast counts from 1 again. */
function keyOf({ seq, at }: Placed): string {
  return `${seq}@${at}`
}
