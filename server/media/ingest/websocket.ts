import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import { endedCode, refusalCodes, wireHeaderBytes } from '#app/kernel/ingest-wire.ts'
import type { PublishRefusal, ServerMessage } from '#app/kernel/ingest-wire.ts'
import { looksLikePublishingSecret } from '#app/kernel/publishing-secret.ts'
import { originIsAllowed } from '../../origin.ts'
import { closingGraceMs } from './admission.ts'
import type { Admit, StrangerLimits } from './admission.ts'
import type { MediaLog } from '../log.ts'
import type { IngestLimits } from './gate.ts'
import { keepConnectionsAlive } from './keep-alive.ts'
import { Places } from './places.ts'
import { PublisherEar } from './publisher-ear.ts'
import type { AnsweringLine } from './publisher-ear.ts'
import type { PublisherSession } from './session.ts'

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
  strangers: StrangerLimits
  log: MediaLog
  /** Where a request comes from: its socket cannot know what stands in front of us. */
  addressOf: (request: IncomingMessage) => string | undefined
  /** How often each connection is pinged; one that is silent for longer is dropped. */
  pingMs?: number
}

/** One connection whose ticket has not been looked at. */
interface Caller {
  connection: WebSocket
  ticket: string
  address: string | undefined
}

interface Surroundings extends BrowserIngestOptions {
  /** For those who were refused and must still hear why. */
  partings: Places
}

const maxUnsentBytes = 64 * 1024

/**
 * `/ingest`. A browser cannot read the status of an upgrade that failed, so whoever brings a ticket of the right form
 * is let in to hear why it is refused; nonsense is turned away before the handshake.
 */
export function createBrowserIngest(options: BrowserIngestOptions): BrowserIngest {
  const { limits } = options
  const around = { ...options, partings: new Places(options.strangers.places) }
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: true,
    perMessageDeflate: false,
    maxPayload: limits.maxVideoBytes + wireHeaderBytes,
  })
  const keepAlive = keepConnectionsAlive(options.pingMs ?? 10_000)

  function handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    const [path, query] = (request.url ?? '').split('?', 2)
    if (path !== '/ingest') return false
    // A socket that fails before its handshake is nobody's loss, but an unheard 'error' would end the process.
    socket.on('error', () => socket.destroy())
    const ticket = new URLSearchParams(query).get('ticket') ?? ''
    if (!originIsAllowed(request, options.allowedOrigins)) return turnAway(socket, '403 Forbidden')
    if (!looksLikePublishingSecret(ticket)) return turnAway(socket, '401 Unauthorized')
    sockets.handleUpgrade(request, socket, head, (connection) => {
      // Node's http server hands over its own sockets.
      keepAlive.watch(connection, socket as Socket)
      void converse({ connection, ticket, address: options.addressOf(request) }, around)
    })
    return true
  }

  async function stop(): Promise<void> {
    keepAlive.stop()
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

function turnAway(socket: Duplex, status: string): true {
  // The peer may never close its own half.
  socket.once('finish', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
  return true
}

/** One publisher's connection from its ticket to its close. Messages wait unread until the ticket is accepted. */
async function converse(caller: Caller, around: Surroundings): Promise<void> {
  const { connection, ticket, address } = caller
  const line = speakTo(connection)
  const state: { session?: PublisherSession; closed?: string } = {}
  const drop = (cause: string) => {
    state.closed ??= cause
    state.session?.lost(state.closed)
  }
  connection.on('error', (error) => {
    drop(error.message)
    cutSoon(connection)
  })
  connection.on('close', (code) => drop(`closed with ${code}`))
  connection.pause()
  const late = setTimeout(() => {
    if (state.closed) return
    state.closed = 'the question who it is took too long'
    sendAway('try-again', caller, around)
  }, around.strangers.identifyMs)
  const admitted = await around.admit({ credential: { by: 'ticket', secret: ticket }, address, line })
  clearTimeout(late)
  if (!admitted.ok) {
    if (!state.closed) sendAway(admitted.reason, caller, around)
    return
  }
  const session = (state.session = admitted.value)
  if (state.closed) return session.lost(state.closed)
  const ear = new PublisherEar({ session, line, log: around.log })
  connection.on('close', () => ear.close())
  connection.on('message', (message, binary) => {
    try {
      ear.hear(message, binary)
    } catch (error) {
      // A bug of ours costs this publisher the line, and nobody else.
      around.log.error({ err: error }, 'a publisher’s message could not be handled')
      session.refuse('try-again')
    }
  })
  connection.resume()
}

/** Says why, and stays for a moment so that it is heard, unless too many stay like this. */
function sendAway(reason: PublishRefusal, { connection, address }: Caller, { partings }: Surroundings): void {
  connection.once(
    'close',
    partings.takeOver(address, () => connection.terminate()),
  )
  // Its answer to our close is read again.
  connection.resume()
  speakTo(connection).refuse(reason)
}

/** The library would wait for half a minute for the peer's own close. */
function cutSoon(connection: WebSocket): void {
  setTimeout(() => connection.terminate(), closingGraceMs).unref()
}

function speakTo(connection: WebSocket): AnsweringLine {
  const say = (message: ServerMessage) => {
    if (connection.readyState !== connection.OPEN) return
    // A publisher that reads nothing must not fill our memory.
    if (connection.bufferedAmount > maxUnsentBytes) return connection.terminate()
    connection.send(JSON.stringify(message))
  }
  const close = (code: number, reason: string) => {
    connection.close(code, reason)
    cutSoon(connection)
  }
  return {
    kind: 'browser',
    ready: (resumed) => say({ type: 'ready', resumed }),
    pong: (id) => say({ type: 'pong', id }),
    warn: (reason) => say({ type: 'warning', reason }),
    refuse: (reason) => {
      say({ type: 'refused', reason })
      close(refusalCodes[reason], reason)
    },
    ended: () => {
      say({ type: 'ended' })
      close(endedCode, 'ended')
    },
  }
}
