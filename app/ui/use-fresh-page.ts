import { useRevalidator } from '@remix-run/react'
import { useCallback, useEffect, useRef } from 'react'
import { serverAnswers } from './online.ts'

/** A server that did not answer is asked again after so long, in milliseconds. */
const tryAgainAfter = 2500

/**
 * Asks the server again every `everyMs` (by itself never where that is null) while the page is seen, and at once when it is seen again or the network is
 * back. Returns a way to ask now. A server that is away, as while it starts anew, is not asked: an answer that fails
 * would put an error page in the place of what she is watching.
 */
export function useFreshPage(everyMs: number | null): () => void {
  const { revalidate, state } = useRevalidator()
  const ask = useRef(() => {})
  /** Asked for while an answer was on its way, which may be older than the news. */
  const again = useRef(false)
  useEffect(() => {
    let asking = false
    let timer: ReturnType<typeof setTimeout> | undefined
    ask.current = () => {
      if (document.hidden || !navigator.onLine) return
      if (state !== 'idle' || asking) return void (again.current = true)
      again.current = false
      asking = true
      void serverAnswers().then((answers) => {
        asking = false
        if (answers) revalidate()
        else timer = setTimeout(() => ask.current(), tryAgainAfter)
      })
    }
    if (state === 'idle' && again.current) ask.current()
    return () => clearTimeout(timer)
  }, [revalidate, state])
  useEffect(() => {
    if (everyMs === null) return
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
