import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { RawData, WebSocket } from 'ws'
import {
  decodeWireFrame,
  endedCode,
  parseMessage,
  PublisherMessage,
  refusalCodes,
} from '#app/kernel/ingest-wire.ts'
import { wireHeaderBytes } from '#app/kernel/ingest-wire.ts'
import type { ServerMessage, StartMessage } from '#app/kernel/ingest-wire.ts'
import type { Admit } from './admission.ts'
import type { IngestLimits } from './gate.ts'
import type { PublisherLine, PublisherSession } from './session.ts'
import { readTracks } from './tracks.ts'

export interface BrowserIngest {
  /** Takes upgrades of `/ingest`; answers false for any other path. */
  handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean
  connections(): number
  /** Lets closing handshakes finish for a moment, then drops what is left. */
  stop(): Promise<void>
}

interface BrowserIngestOptions {
  admit: Admit
  allowedOrigins: readonly string[]
  limits: IngestLimits
  pingMs?: number
}

const maxConnections = 300
const maxUnsentBytes = 64 * 1024
const closingGraceMs = 1_000

export function createBrowserIngest(options: BrowserIngestOptions): BrowserIngest {
  const { limits } = options
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: true,
    perMessageDeflate: false,
    maxPayload: limits.maxVideoBytes + wireHeaderBytes,
  })
  const keepAlive = keepConnectionsAlive(sockets, options.pingMs ?? 5_000)

  function handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    const [path, query] = (request.url ?? '').split('?', 2)
    if (path !== '/ingest') return false
    // A socket that fails before its handshake is nobody's loss, but an unheard 'error' would end the process.
    socket.on('error', () => socket.destroy())
    const ticket = new URLSearchParams(query).get('ticket')
    if (!originIsAllowed(request, options.allowedOrigins)) return turnAway(socket, '403 Forbidden')
    if (!ticket) return turnAway(socket, '401 Unauthorized')
    if (sockets.clients.size >= maxConnections) return turnAway(socket, '503 Service Unavailable')
    sockets.handleUpgrade(request, socket, head, (connection) => {
      void converse(connection, ticket, options)
    })
    return true
  }

  async function stop(): Promise<void> {
    clearInterval(keepAlive)
    const closed = Promise.all(
      [...sockets.clients].map((one) => new Promise((resolve) => one.once('close', resolve))),
    )
    const late = setTimeout(() => sockets.clients.forEach((one) => one.terminate()), closingGraceMs)
    sockets.clients.forEach((one) => one.close(refusalCodes['server-stopped'], 'server-stopped'))
    await closed
    clearTimeout(late)
    sockets.close()
  }

  return { handleUpgrade, connections: () => sockets.clients.size, stop }
}

/**
 * A browser says where its page comes from, and must come from ours. A client without an Origin is no browser, so
 * no foreign page can be behind it: its one-time ticket is its credential, as it is for all.
 */
export function originIsAllowed(request: IncomingMessage, allowed: readonly string[]): boolean {
  const { origin, host } = request.headers
  if (origin === undefined) return true
  if (allowed.includes(origin)) return true
  return host !== undefined && URL.canParse(origin) && new URL(origin).host === host
}

function turnAway(socket: Duplex, status: string): true {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
  return true
}

/** Pings every connection; one that did not answer the last ping is dropped. */
function keepConnectionsAlive(sockets: WebSocketServer, pingMs: number): NodeJS.Timeout {
  const waiting = new WeakSet<WebSocket>()
  const timer = setInterval(() => {
    for (const connection of sockets.clients) {
      if (waiting.has(connection)) {
        connection.terminate()
        continue
      }
      waiting.add(connection)
      connection.once('pong', () => waiting.delete(connection))
      connection.ping()
    }
  }, pingMs)
  timer.unref()
  return timer
}

/** One publisher's connection from its ticket to its close. Messages wait unread until the ticket is accepted. */
async function converse(connection: WebSocket, ticket: string, options: BrowserIngestOptions): Promise<void> {
  const line = speakTo(connection)
  const state: { session?: PublisherSession; closed?: string } = {}
  const drop = (cause: string) => {
    state.closed ??= cause
    state.session?.lost(state.closed)
  }
  connection.on('error', (error) => drop(error.message))
  connection.on('close', (code) => drop(`closed with ${code}`))
  connection.pause()
  const admitted = await options.admit({ by: 'ticket', secret: ticket }, line)
  if (!admitted.ok) {
    connection.resume()
    return line.refuse(admitted.reason)
  }
  const session = (state.session = admitted.value)
  if (state.closed) return session.lost(state.closed)
  connection.on('message', (message, binary) => listen(session, message, binary))
  connection.resume()
}

function listen(session: PublisherSession, message: RawData, binary: boolean): void {
  const bytes = Buffer.isBuffer(message)
    ? message
    : Buffer.concat([message].flat().map((part) => Buffer.from(part as Buffer)))
  if (binary) return hearFrame(session, bytes)
  const said = parseMessage(PublisherMessage, bytes.toString('utf8'))
  if (!said) return session.refuse('bad-message')
  if (said.type === 'end') return session.end()
  start(session, said)
}

function hearFrame(session: PublisherSession, bytes: Buffer): void {
  const frame = decodeWireFrame(bytes)
  if (!frame) return session.malformed()
  const { buffer, byteOffset, byteLength } = frame.payload
  session.frame({ ...frame, payload: Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength) })
}

function start(session: PublisherSession, said: StartMessage): void {
  const tracks = readTracks({
    avcC: Buffer.from(said.video.description, 'base64'),
    asc: said.audio ? Buffer.from(said.audio.description, 'base64') : undefined,
  })
  if (!tracks.ok) return session.refuse(tracks.reason)
  session.describe(tracks.value, said.clock)
}

function speakTo(connection: WebSocket): PublisherLine {
  const say = (message: ServerMessage) => {
    if (connection.readyState !== connection.OPEN) return
    // A publisher that reads nothing must not fill our memory.
    if (connection.bufferedAmount > maxUnsentBytes) return connection.terminate()
    connection.send(JSON.stringify(message))
  }
  return {
    kind: 'browser',
    ready: (resumed) => say({ type: 'ready', resumed }),
    warn: (reason) => say({ type: 'warning', reason }),
    refuse: (reason) => {
      say({ type: 'refused', reason })
      connection.close(refusalCodes[reason], reason)
    },
    ended: () => {
      say({ type: 'ended' })
      connection.close(endedCode, 'ended')
    },
  }
}
