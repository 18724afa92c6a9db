import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { Server as Engine, type ServerOptions } from 'engine.io'
import type { Logger } from 'pino'
import { Server, type Socket } from 'socket.io'
import type { SocketConnection, SocketHub } from '#app/kernel/socket-hub.ts'
import { originIsAllowed } from '../media/ingest/websocket.ts'
import { createPace, type Pace } from './pace.ts'
import { createSocketPlaces, type SocketLimits } from './socket-places.ts'

/** What answers the pages' sockets: looked up per event, so that a reloaded build takes over at once. */
export interface SocketAnswers {
  connected(connection: SocketConnection): void
  /** Answers one event with what its acknowledgement says; never rejects. */
  answer(connection: SocketConnection, event: string, input: unknown): Promise<unknown>
  disconnected(connection: SocketConnection): void
}

export interface SocketsOptions {
  answers: () => Promise<SocketAnswers>
  /** Origins (`https://host`) whose pages may connect, besides the page's own host. */
  allowedOrigins: readonly string[]
  addressOf: (request: IncomingMessage) => string | undefined
  limits?: Partial<SocketLimits>
  log: Logger
}

export interface Sockets extends SocketHub {
  /** Takes upgrades of `/socket.io/`; answers false for any other path. */
  handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean
  connections(): number
  /** Sends that were left out because the page had not taken its last message yet. */
  skipped(): number
  /** The most bytes that wait in this process for one page. */
  mostBuffered(): number
  stop(): Promise<void>
}

/** The longest message is a notice of a few hundred bytes; a page sends nothing else that is long. */
const mostBytes = 16 * 1024
const pingInterval = 20_000
const pingTimeout = 15_000

const engineOptions: ServerOptions = {
  transports: ['websocket'],
  allowUpgrades: false,
  maxHttpBufferSize: mostBytes,
  perMessageDeflate: false,
  httpCompression: false,
  pingInterval,
  pingTimeout,
}

/** Socket.io over WebSocket alone, so that several processes need no sticky sessions. Upgrades are routed by us. */
export function createSockets(options: SocketsOptions): Sockets {
  const places = createSocketPlaces(options.limits)
  const pace = createPace()
  const addressOf = (request: IncomingMessage) => options.addressOf(request) ?? 'unknown'
  const engine = new Engine({
    ...engineOptions,
    allowRequest: (request, decide) => {
      const allowed = originIsAllowed(request, options.allowedOrigins) && places.isFree(addressOf(request))
      decide(allowed ? null : 'refused', allowed)
    },
  })
  const io = new Server({ serveClient: false, transports: ['websocket'], connectTimeout: 10_000 })
  io.bind(engine)
  io.on('connection', (socket) => {
    const address = addressOf(socket.request)
    socket.once('disconnect', places.take(address))
    serve(socket, { ...options, address, pace })
  })
  let skipped = 0
  return {
    handleUpgrade(request, socket, head) {
      if (!/^\/socket\.io\/(\?|$)/.test(request.url ?? '')) return false
      // Engine.io reads the query from the address.
      engine.handleUpgrade(request, socket, head)
      return true
    },
    tellGroup(group, event, content) {
      for (const id of io.of('/').adapter.rooms.get(group) ?? []) {
        if (!io.of('/').sockets.get(id)?.conn.transport.writable) skipped += 1
      }
      io.local.to(group).volatile.emit(event, content)
    },
    connections: () => engine.clientsCount,
    skipped: () => skipped,
    mostBuffered: () => Math.max(0, ...[...io.of('/').sockets.values()].map(bufferedFor)),
    stop: () => io.close(),
  }
}

/** What the kernel has not taken, and what waits before that. */
function bufferedFor({ conn }: Socket): number {
  const { socket } = conn.transport as unknown as { socket?: { bufferedAmount?: number } }
  const packets = (conn as unknown as { writeBuffer?: { data?: unknown }[] }).writeBuffer ?? []
  const waiting = packets.reduce((sum, { data }) => sum + (typeof data === 'string' ? data.length : 0), 0)
  return (socket?.bufferedAmount ?? 0) + waiting
}

interface Service extends SocketsOptions {
  address: string
  pace: (connection: string) => Promise<Pace>
}

function serve(socket: Socket, { address, pace, answers, log }: Service): void {
  const connection: SocketConnection = {
    id: socket.id,
    cookie: socket.handshake.headers.cookie ?? null,
    address,
    tell: (event, content) => void socket.emit(event, content),
    join: (group) => void socket.join(group),
    leave: (group) => void socket.leave(group),
    cut: () => socket.conn.close(),
  }
  const attempt = (work: (found: SocketAnswers) => unknown) => {
    answers()
      .then(work)
      .catch((error: unknown) => log.error({ err: error }, 'a socket’s event could not be handled'))
  }
  attempt((found) => found.connected(connection))
  socket.once('disconnect', () => attempt((found) => found.disconnected(connection)))
  socket.on('error', () => socket.conn.close())
  socket.onAny((event: string, ...words: unknown[]) => {
    const acknowledge = acknowledgementOf(words.at(-1))
    attempt(async (found) => {
      const speed = await pace(socket.id)
      if (speed === 'far-too-fast') socket.conn.close()
      else if (speed === 'too-fast') acknowledge({ ok: false, reason: 'too-often', retryAfter: 1000 })
      else acknowledge(await found.answer(connection, event, words[0]))
    })
  })
}

/** Answers once, and nowhere where the page asked for no answer. */
function acknowledgementOf(last: unknown): (answer: unknown) => void {
  if (typeof last !== 'function') return () => {}
  return (answer) => void (last as (answer: unknown) => void)(answer)
}
