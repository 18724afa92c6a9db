import { encodeWireFrame, parseMessage, ServerMessage } from '#app/kernel/ingest-wire.ts'
import type { PublisherMessage, WireFrame } from '#app/kernel/ingest-wire.ts'

export interface LineListener {
  onOpen(): void
  onMessage(message: ServerMessage): void
  /** Once, whoever closed it. */
  onClose(): void
}

/** One connection to `/ingest`, from its one-time ticket to its close. */
export class IngestLine {
  #socket: WebSocket
  #listener: LineListener
  #closed = false
  bytesSent = 0

  constructor(endpoint: string, ticket: string, listener: LineListener) {
    this.#listener = listener
    this.#socket = new WebSocket(`${endpoint}?ticket=${encodeURIComponent(ticket)}`)
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

  say(message: PublisherMessage): void {
    if (this.isOpen) this.#socket.send(JSON.stringify(message))
  }

  sendFrame(frame: WireFrame): void {
    if (!this.isOpen) return
    const message = encodeWireFrame(frame)
    this.bytesSent += message.byteLength
    this.#socket.send(message)
  }

  /** Gives the connection up at once: on a dead network the browser itself would wait for minutes. */
  drop(): void {
    this.#socket.close()
    this.#close()
  }

  #hear(data: unknown): void {
    if (this.#closed || typeof data !== 'string') return
    const message = parseMessage(ServerMessage, data)
    if (message) this.#listener.onMessage(message)
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
