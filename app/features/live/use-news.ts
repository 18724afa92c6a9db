import { useEffect, useRef } from 'react'

/** News that come together are one: the page asks once for them, in milliseconds. */
const settle = 300

/**
 * Calls `onNews` at once when this person has news (an order paid, a parcel on its way), and whenever the line is back
 * after a loss, which may have swallowed some. For pages of a signed-in person that show what others change.
 */
export function useNews(onNews: () => void): void {
  const latest = useRef(onNews)
  useEffect(() => {
    latest.current = onNews
  })
  useEffect(() => {
    let close: (() => void) | null = null
    let closed = false
    let timer: ReturnType<typeof setTimeout> | undefined
    let wasLost = false
    const tell = () => {
      clearTimeout(timer)
      timer = setTimeout(() => latest.current(), settle)
    }
    import('./chat/room-socket.ts').then(
      ({ openRoomSocket }) => {
        if (closed) return
        const socket = openRoomSocket({
          onOpen: () => {
            if (wasLost) tell()
            wasLost = false
          },
          onLost: () => {
            wasLost = true
          },
          onTold: ({ name }) => {
            if (name === 'news') tell()
          },
        })
        close = socket.close
      },
      // Without a line the page shows what it came with.
      () => undefined,
    )
    return () => {
      closed = true
      clearTimeout(timer)
      close?.()
    }
  }, [])
}
