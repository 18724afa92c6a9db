import { encodeWireFrame, parseMessage, ServerMessage } from '#app/kernel/ingest-wire.ts'
import type { PublisherMessage, WireFrame } from '#app/kernel/ingest-wire.ts'
import { RoundTrips } from './round-trips.ts'

export interface LineListener {
  onOpen(): void
  onMessage(message: ServerMessage): void
  /** Once, whoever closed it. */
  onClose(): void
}

const pingEveryMs = 500

/** One connection to `/ingest`, from its one-time ticket to its close. */
export class IngestLine {
  #socket: WebSocket
  #listener: LineListener
  #closed = false
  #trips = new RoundTrips()
  #pingedAt = -Infinity

  constructor(endpoint: string, ticket: string, listener: LineListener) {
    this.#listener = listener
    this.#socket = new WebSocket(`${endpoint}?ticket=${encodeURIComponent(ticket)}`)
    this.#socket.binaryType = 'arraybuffer'
    this.#socket.addEventListener('open', () => !this.#closed && listener.onOpen())
    this.#socket.addEventListener('message', (event) => this.#hear(event.data))
    this.#socket.addEventListener('close', () => this.#close())
  }

  get isOpen(): boolean {
    return !this.#closed && this.#socket.readyState === WebSocket.OPEN
  }

  /** Bytes that the network has not taken yet. */
  get backlogBytes(): number {
    return this.#socket.bufferedAmount
  }

  /** How much longer than usual what is sent now takes to arrive, in ms. */
  get waitingMs(): number {
    return this.#trips.waiting(performance.now())
  }

  /** How long the server has owed an answer, in ms. */
  get silentMs(): number {
    return this.#trips.silentFor(performance.now())
  }

  /** Asks the server for a sign of life, from time to time or `now`. */
  ping(when: 'now' | 'when-due' = 'when-due'): void {
    const now = performance.now()
    if (!this.isOpen || (when === 'when-due' && now - this.#pingedAt < pingEveryMs)) return
    this.#pingedAt = now
    this.say({ type: 'ping', id: this.#trips.ping(now) })
  }

  say(message: PublisherMessage): void {
    if (this.isOpen) this.#socket.send(JSON.stringify(message))
  }

  sendFrame(frame: WireFrame): void {
    if (this.isOpen) this.#socket.send(encodeWireFrame(frame))
  }

  /** A piece of a recorder's file. */
  sendPiece(piece: ArrayBuffer): void {
    if (this.isOpen) this.#socket.send(piece)
  }

  /** Gives the connection up at once: on a dead network the browser itself would wait for minutes. */
  drop(): void {
    this.#socket.close()
    this.#close()
  }

  #hear(data: unknown): void {
    if (this.#closed || typeof data !== 'string') return
    const message = parseMessage(ServerMessage, data)
    if (message?.type === 'pong') this.#trips.pong(message.id, performance.now())
    else if (message) this.#listener.onMessage(message)
  }

  #close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#listener.onClose()
  }
}

/** The server that this page came from. */
export function defaultEndpoint(): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ingest`
}
