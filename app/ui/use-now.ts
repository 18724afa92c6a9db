import { useCallback, useEffect, useRef, useState } from 'react'

/** The server's time in milliseconds, as it goes on from `pageNow`, which came with the page: her phone's may be off. */
export function useServerClock(pageNow: number): () => number {
  const came = useRef({ pageNow, at: 0 })
  useEffect(() => {
    came.current = { pageNow, at: performance.now() }
  }, [pageNow])
  return useCallback(() => came.current.pageNow + performance.now() - came.current.at, [])
}

/** What the clock says, anew each second; `first` until the page is alive. */
export function useNow(clock: () => number, first: number): number {
  const [now, setNow] = useState(first)
  useEffect(() => {
    const tick = () => setNow(clock())
    tick()
    const timer = setInterval(tick, 1000)
    return () => clearInterval(timer)
  }, [clock])
  return now
}
