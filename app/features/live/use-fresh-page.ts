import { useRevalidator } from '@remix-run/react'
import { useCallback, useEffect, useRef } from 'react'

/**
 * Asks the server again every `everyMs` while the page is seen, and at once when it is seen again or the network is
 * back. Returns a way to ask now.
 */
export function useFreshPage(everyMs: number): () => void {
  const { revalidate, state } = useRevalidator()
  const ask = useRef(() => {})
  useEffect(() => {
    ask.current = () => {
      if (!document.hidden && navigator.onLine && state === 'idle') revalidate()
    }
  }, [revalidate, state])
  useEffect(() => {
    const now = () => ask.current()
    // A little apart from each other, so that a room full of viewers does not ask in one breath.
    const timer = setInterval(now, everyMs * (0.85 + Math.random() * 0.3))
    document.addEventListener('visibilitychange', now)
    window.addEventListener('online', now)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', now)
      window.removeEventListener('online', now)
    }
  }, [everyMs])
  return useCallback(() => ask.current(), [])
}
