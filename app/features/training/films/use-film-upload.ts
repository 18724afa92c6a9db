import { useCallback, useEffect, useRef, useState } from 'react'
import { FilmSender, type Sending } from './film-sender.ts'

/** A film on its way from this page into a lesson. `onSent` is called once all of it has arrived. */
export function useFilmUpload(lesson: string, onSent: () => void) {
  const [sending, setSending] = useState<Sending | null>(null)
  const sender = useRef<FilmSender | null>(null)
  const heard = useRef(onSent)
  heard.current = onSent
  const stop = useCallback(() => {
    sender.current?.stop()
    sender.current = null
    setSending(null)
  }, [])
  useEffect(() => () => sender.current?.stop(), [])
  useLeaveQuestion(sending?.phase === 'sending')
  const choose = useCallback(
    (file: File) => {
      sender.current?.stop()
      const next = new FilmSender({
        ...{ file, lesson },
        tell(now) {
          if (sender.current !== next) return
          setSending(now)
          if (now.phase === 'sent') heard.current()
        },
      })
      sender.current = next
      next.start()
    },
    [lesson],
  )
  return {
    sending,
    choose,
    stop,
    pause: () => sender.current?.pause(),
    goOn: () => sender.current?.start(),
  }
}

/** Whoever closes the page while it sends is asked once more. */
function useLeaveQuestion(asks: boolean): void {
  useEffect(() => {
    if (!asks) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [asks])
}
