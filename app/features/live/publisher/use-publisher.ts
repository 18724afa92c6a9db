import { useCallback, useEffect, useRef, useState } from 'react'
import { createPublisher, type Publisher, type PublisherOptions } from './publisher.ts'
import type { PublisherState } from './publisher-state.ts'

const noStats = { sentFrames: 0, skippedPictures: 0, sentBytes: 0 }

/** A publisher for one page: its state and figures as they change; leaving the page ends the broadcast. */
export function usePublisher() {
  const publisher = useRef<Publisher | null>(null)
  const [state, setState] = useState<PublisherState>({ name: 'idle' })
  const [stats, setStats] = useState<typeof noStats>(noStats)
  const [warning, setWarning] = useState<Parameters<NonNullable<PublisherOptions['onWarning']>>[0] | null>(
    null,
  )

  const start = useCallback((options: Pick<PublisherOptions, 'source' | 'ticket' | 'encoder'>) => {
    setWarning(null)
    publisher.current = createPublisher({ ...options, onState: setState, onWarning: setWarning })
    publisher.current.start()
  }, [])
  const end = useCallback(() => void publisher.current?.end(), [])

  useEffect(() => {
    const timer = setInterval(() => setStats(publisher.current?.stats() ?? noStats), 1000)
    return () => {
      clearInterval(timer)
      void publisher.current?.end()
    }
  }, [])

  return { state, stats, warning, start, end }
}
