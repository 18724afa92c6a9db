import { setMaxListeners } from 'node:events'
import { RoomLineClient } from '#app/features/live/chat/room-line-client.ts'
import { beginLine } from '#app/features/live/chat/room-line-state.ts'
import { openRoomSocket } from '#app/features/live/chat/room-socket.ts'
import { demoRoom } from '../load/built-server.ts'

/** A viewer with the page's own line to the room, who notes everything that her page would have shown. */
export interface Witness {
  isOpen: () => boolean
  /** Every `seq` in the order in which it first stood on the page. */
  seen: () => number[]
  last: () => number
  close: () => void
}

interface Told {
  seq: number
  text: string
}

const stranger = { signedIn: false, moderates: false, follows: false, silencedUntil: null, silencedWhy: null }

/** What the page's line asks of a browser: somewhere to listen for its network and its being seen. */
const [window, document] = [new EventTarget(), new EventTarget()]
setMaxListeners(0, window, document)
Object.assign(globalThis, { window, document })

export function openWitness(url: string): Witness {
  const seen: number[] = []
  const client = new RoomLineClient({
    room: demoRoom,
    beginning: beginLine({ broadcast: null, standing: stranger }),
    onNews: () => {},
    load: () => Promise.resolve((events) => openRoomSocket(events, url)),
  })
  client.subscribe(() => {
    const { order } = client.snapshot()
    const from = seen.at(-1) ?? 0
    // What is shown again from an earlier place would be seen as a number out of order.
    for (const { seq } of order.shown) if (seq > from) seen.push(seq)
  })
  client.start()
  return {
    isOpen: () => client.snapshot().status === 'open',
    seen: () => seen,
    last: () => seen.at(-1) ?? 0,
    close: () => client.stop(),
  }
}

/** Everything on the running broadcast's timeline, read from its beginning. */
export async function readTimeline(url: string): Promise<Told[]> {
  const told: Told[] = []
  const socket = await new Promise<ReturnType<typeof openRoomSocket>>((resolve) => {
    const opened = openRoomSocket({ onOpen: () => resolve(opened), onLost: () => {}, onTold: () => {} }, url)
  })
  const entered = await socket.ask('enter', { room: demoRoom, broadcast: null, after: null })
  if (!entered.ok || entered.value.broadcast === null) throw new Error('the demo is not on air')
  const broadcast = entered.value.broadcast.id
  for (let after = 0; ;) {
    const page = await socket.ask('catchUp', { broadcast, after })
    if (!page.ok) throw new Error(page.reason)
    for (const entry of page.value.entries) {
      told.push({ seq: entry.seq, text: entry.kind === 'chat' ? (entry.text ?? '') : `(${entry.kind})` })
      after = entry.seq
    }
    if (after >= page.value.last) break
  }
  socket.close()
  return told
}
