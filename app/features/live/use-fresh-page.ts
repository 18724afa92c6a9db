import { useRevalidator } from '@remix-run/react'
import { useCallback, useEffect, useRef } from 'react'
import { serverAnswers } from '#app/ui/online.ts'

/**
 * Asks the server again every `everyMs` while the page is seen, and at once when it is seen again or the network is
 * back. Returns a way to ask now. A server that is away, as while it starts anew, is not asked: an answer that fails
 * would put an error page in the place of what she is watching.
 */
export function useFreshPage(everyMs: number): () => void {
  const { revalidate, state } = useRevalidator()
  const ask = useRef(() => {})
  useEffect(() => {
    let asking = false
    ask.current = () => {
      if (document.hidden || !navigator.onLine || state !== 'idle' || asking) return
      asking = true
      void serverAnswers().then((answers) => {
        asking = false
        if (answers) revalidate()
      })
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
