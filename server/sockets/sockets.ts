import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { Server as Engine, type ServerOptions, type Socket as Line } from 'engine.io'
import type { Logger } from 'pino'
import { Server, type Socket } from 'socket.io'
import type { SocketConnection, SocketHub } from '#app/kernel/socket-hub.ts'
import { originIsAllowed } from '../origin.ts'
import { backlogOf, behindBytes, cutLine, lostBytes } from './backlog.ts'
import { createMeter, createPace, type Pace } from './pace.ts'
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
  /** Sends that were left out because the page had not taken what was sent before. */
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
  const pace = createPace()
  const addressOf = (request: IncomingMessage) => options.addressOf(request) ?? 'unknown'
  const engine = createEngine(options, addressOf)
  const io = new Server({ serveClient: false, transports: ['websocket'], connectTimeout: 10_000 })
  io.bind(engine)
  io.on('connection', (socket) => serve(socket, { ...options, address: addressOf(socket.request), pace }))
  const pages = io.of('/')
  let skipped = 0
  return {
    handleUpgrade(request, socket, head) {
      if (!/^\/socket\.io\/(\?|$)/.test(request.url ?? '')) return false
      // Engine.io reads the query from the address.
      engine.handleUpgrade(request, socket, head)
      return true
    },
    tellGroup(group, event, content) {
      const behind: string[] = []
      for (const id of pages.adapter.rooms.get(group) ?? []) {
        const line = pages.sockets.get(id)?.conn
        if (line && backlogOf(line) > behindBytes) behind.push(id)
      }
      skipped += behind.length
      io.local.to(group).except(behind).emit(event, content)
    },
    connections: () => engine.clientsCount,
    skipped: () => skipped,
    mostBuffered: () => {
      let most = 0
      for (const { conn } of pages.sockets.values()) most = Math.max(most, backlogOf(conn))
      return most
    },
    stop: () => io.close(),
  }
}

/** Lets in pages of ours while there is room, and cuts whoever sends what no page sends. */
function createEngine(
  { allowedOrigins, limits }: SocketsOptions,
  addressOf: (request: IncomingMessage) => string,
): Engine {
  const places = createSocketPlaces(limits)
  const engine = new Engine({
    ...engineOptions,
    allowRequest: (request, decide) => {
      const allowed = originIsAllowed(request, allowedOrigins) && places.isFree(addressOf(request))
      decide(allowed ? null : 'refused', allowed)
    },
  })
  engine.on('connection', (line: Line) => {
    // Counted from here on: a line that never greets takes a place as well.
    line.once('close', places.take(addressOf(line.request)))
    const fits = createMeter()
    line.on('packet', ({ data }: { data?: unknown }) => {
      // Pages send texts alone; parts of something binary would be kept until the last of them is there.
      if (!fits() || (data !== undefined && typeof data !== 'string')) cutLine(line)
    })
  })
  return engine
}

interface Service extends SocketsOptions {
  address: string
  pace: (connection: string) => Promise<Pace>
}

function serve(socket: Socket, service: Service): void {
  const { address, answers, log } = service
  const connection: SocketConnection = {
    id: socket.id,
    cookie: socket.handshake.headers.cookie ?? null,
    address,
    isOpen: () => socket.connected,
    tell: (event, content) => send(socket, () => void socket.emit(event, content)),
    join: (group) => void socket.join(group),
    leave: (group) => void socket.leave(group),
    cut: () => cutLine(socket.conn),
  }
  const attempt = (work: (found: SocketAnswers) => unknown) => {
    answers()
      .then(work)
      .catch((error: unknown) => log.error({ err: error }, 'a socket’s event could not be handled'))
  }
  attempt((found) => found.connected(connection))
  socket.once('disconnect', () => attempt((found) => found.disconnected(connection)))
  // Also an event of that name, which any page may send.
  socket.on('error', () => cutLine(socket.conn))
  socket.onAny((event: string, ...words: unknown[]) => {
    const acknowledge = acknowledgementOf(words.at(-1))
    attempt(async (found) => {
      const ask = () => found.answer(connection, event, words[0])
      const answer = await answerTo({ socket, service, ask }).catch((error: unknown) => {
        log.error({ err: error }, 'a socket’s event could not be answered')
        return { ok: false, reason: 'failed' }
      })
      if (answer !== null) send(socket, () => acknowledge(answer))
    })
  })
}

/** What one event is answered with; null where the line has been cut instead. */
async function answerTo(call: { socket: Socket; service: Service; ask: () => Promise<unknown> }) {
  const { socket, service, ask } = call
  const pace = await service.pace(socket.id)
  if (pace === 'far-too-fast') {
    cutLine(socket.conn)
    return null
  }
  const takesNone = backlogOf(socket.conn) > behindBytes
  if (pace === 'too-fast' || takesNone) return { ok: false, reason: 'too-often', retryAfter: 1000 }
  return ask()
}

function send({ conn }: Socket, work: () => void): void {
  if (backlogOf(conn) > lostBytes) cutLine(conn)
  else work()
}

/** Answers once, and nowhere where the page asked for no answer. */
function acknowledgementOf(last: unknown): (answer: unknown) => void {
  if (typeof last !== 'function') return () => {}
  return (answer) => void (last as (answer: unknown) => void)(answer)
}
