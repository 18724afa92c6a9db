import { io, type Socket } from 'socket.io-client'
import {
  socketPath,
  tellNames,
  type Answer,
  type Ask,
  type AskName,
  type Tell,
  type TellName,
} from '../room-wire.ts'

export type Told = { [Name in TellName]: { name: Name; content: Tell<Name> } }[TellName]

export interface SocketEvents {
  onOpen: () => void
  onLost: () => void
  onTold: (told: Told) => void
}

/** A connection to the server that comes back by itself, with growing pauses. */
export interface RoomSocket {
  /** Rejects where the line is lost or nothing is answered in time. */
  ask: <Name extends AskName>(name: Name, input: Ask<Name>) => Promise<Answer<Name>>
  like: (count: number) => void
  isOpen: () => boolean
  /** Connects anew at once, whatever stands. */
  reconnect: () => void
  close: () => void
}

const answerWithin = 6000
const firstPause = 500
const longestPause = 8000

/** Fetched apart from the page's scripts: this file alone brings socket.io's client. */
export function openRoomSocket(events: SocketEvents, url = window.location.origin): RoomSocket {
  const socket = io(url, {
    path: socketPath,
    transports: ['websocket'],
    reconnectionDelay: firstPause,
    reconnectionDelayMax: longestPause,
    timeout: answerWithin,
    forceNew: true,
  })
  const stopKeeping = keepOpen(socket, events)
  listen(socket, events.onTold)
  return {
    ask: (name, input) => askOn(socket, name, input),
    like: (count) => void (socket.connected && socket.emit('like', { count })),
    isOpen: () => socket.connected,
    reconnect: () => {
      // Without this a client that waits for its next try would wait on.
      socket.disconnect()
      socket.connect()
    },
    close: () => {
      stopKeeping()
      socket.off()
      socket.disconnect()
    },
  }
}

/** The client comes back from a lost network by itself, and from being turned away by the server only with this. */
function keepOpen(socket: Socket, { onOpen, onLost }: SocketEvents): () => void {
  let attempt = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  socket.on('connect', () => {
    clearTimeout(timer)
    attempt = 0
    onOpen()
  })
  const onAway = () => {
    onLost()
    clearTimeout(timer)
    if (!socket.active) timer = setTimeout(() => socket.connect(), pauseBefore(attempt++))
  }
  socket.on('connect_error', onAway)
  socket.on('disconnect', (why) => (why === 'io client disconnect' ? onLost() : onAway()))
  return () => clearTimeout(timer)
}

function pauseBefore(attempt: number): number {
  return Math.min(longestPause, firstPause * 2 ** attempt) * (0.75 + Math.random() / 2)
}

function listen(socket: Socket, onTold: (told: Told) => void): void {
  // What a newer server tells beside these is nothing that this page knows.
  for (const name of tellNames) socket.on(name, (content: unknown) => onTold({ name, content } as Told))
}

async function askOn<Name extends AskName>(
  socket: Socket,
  name: Name,
  input: Ask<Name>,
): Promise<Answer<Name>> {
  // Never kept back for later: what is to be sent again is sent again by whoever knows what it was.
  if (!socket.connected) throw new Error('there is no line')
  return (await socket.timeout(answerWithin).emitWithAck(name, input)) as Answer<Name>
}
