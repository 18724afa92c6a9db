import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { Standing } from '../room-wire.ts'
import type { RoomLine } from './room-line.ts'
import { RoomLineClient } from './room-line-client.ts'
import { beginLine, type LineBeginning, type RoomLineState } from './room-line-state.ts'

export interface RoomLineProps {
  room: string
  /** The broadcast that the loader knows of; null where none runs. */
  broadcast: string | null
  onNews: () => void
  /** What the loader knows already: how she stands, the counts, the newest entries. */
  beginning?: Partial<Omit<LineBeginning, 'broadcast'>>
}

/** How a stranger stands who has just opened a link. */
const stranger: Standing = {
  signedIn: false,
  moderates: false,
  follows: false,
  silencedUntil: null,
  silencedWhy: null,
}
/** What the loader knows of it; the rest the line brings. */
export function standingOf(known: Pick<Standing, 'signedIn' | 'moderates' | 'follows'>): Standing {
  const { signedIn, moderates, follows } = known
  return { ...stranger, signedIn, moderates, follows }
}
const noSubscription = () => () => undefined

/** Ties a line to the room to the page; socket.io's client is fetched once the page is there. */
export function useRoomLine({ room, broadcast, onNews, beginning }: RoomLineProps): RoomLine {
  const newsRef = useRef(onNews)
  useEffect(() => {
    newsRef.current = onNews
  }, [onNews])
  const [first] = useState(() => beginLine({ broadcast, standing: stranger, ...beginning }))
  const client = useClientOf(room, first, newsRef)
  useEffect(() => client?.show(broadcast), [client, broadcast])
  const state = useSyncExternalStore(
    client?.subscribe ?? noSubscription,
    client?.snapshot ?? (() => first),
    () => first,
  )
  return useMemo(() => lineOf(state, client), [state, client])
}

function useClientOf(
  room: string,
  first: RoomLineState,
  newsRef: { current: () => void },
): RoomLineClient | null {
  const [client, setClient] = useState<RoomLineClient | null>(null)
  useEffect(() => {
    const opened = new RoomLineClient({
      room,
      beginning: first,
      onNews: () => newsRef.current(),
      load: () => import('./room-socket.ts').then(({ openRoomSocket }) => openRoomSocket),
    })
    setClient(opened)
    opened.start()
    return () => {
      opened.stop()
      setClient(null)
    }
  }, [room, first, newsRef])
  return client
}

function lineOf(state: RoomLineState, client: RoomLineClient | null): RoomLine {
  const { status, order, pending, offers, sales, counts, rules, standing } = state
  return {
    status,
    entries: order.shown,
    pending,
    offers,
    sales,
    counts,
    rules,
    standing,
    say: (text) => client?.say(text),
    retry: (key) => client?.retry(key),
    discard: (key) => client?.discard(key),
    like: () => client?.like(),
    renew: () => client?.renew(),
    followed: () => client?.followed(),
    ask: (name, input) => client?.ask(name, input) ?? Promise.resolve({ ok: false, reason: 'failed' }),
  }
}
