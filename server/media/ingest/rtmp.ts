import { createServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'
import type { MediaLog } from '../log.ts'
import type { PublishRefusal } from '#app/kernel/ingest-wire.ts'
import { done, refused } from '#app/kernel/outcome.ts'
import type { Outcome } from '#app/kernel/outcome.ts'
import { closingGraceMs } from './admission.ts'
import type { Admit, StrangerLimits } from './admission.ts'
import { FlvFrames } from './flv-frames.ts'
import type { FlvMessage } from './flv-frames.ts'
import type { IngestLimits } from './gate.ts'
import { Places } from './places.ts'
import { RtmpProtocol, RtmpProtocolError } from './rtmp-protocol.ts'
import type { PublisherLine, PublisherSession } from './session.ts'

interface RtmpIngestOptions {
  admit: Admit
  host: string
  port: number
  limits: IngestLimits
  strangers: StrangerLimits
  log: MediaLog
}

interface Surroundings extends RtmpIngestOptions {
  /** For those who have not said yet what they publish, or were refused. */
  places: Places
}

export interface RtmpIngest {
  /** Listens; a taken port is an answer, never an exit. */
  start: () => Promise<Outcome<{ port: number }, 'port-taken'>>
  connections(): number
  stop(): Promise<void>
}

const maxEarlyMessages = 64
const maxUnsentBytes = 64 * 1024

/** `rtmp://HOST:PORT/live/KEY`: publishing only, with our own listener around the parser. */
export function createRtmpIngest(options: RtmpIngestOptions): RtmpIngest {
  const sockets = new Set<Socket>()
  const around = { ...options, places: new Places(options.strangers.places) }
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    new RtmpConnection(socket, around)
  })

  return {
    start: () => listen(server, options),
    connections: () => sockets.size,
    async stop() {
      const closed = new Promise<void>((resolve) =>
        server.listening ? server.close(() => resolve()) : resolve(),
      )
      const late = setTimeout(() => sockets.forEach((socket) => socket.destroy()), closingGraceMs)
      sockets.forEach((socket) => socket.end())
      await closed
      clearTimeout(late)
    },
  }
}

function listen(
  server: Server,
  { host, port, log }: RtmpIngestOptions,
): Promise<Outcome<{ port: number }, 'port-taken'>> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(refused('port-taken'))
      else reject(error)
    })
    server.listen(port, host, () => {
      server.on('error', (error) => log.error({ err: error }, 'the RTMP listener failed'))
      resolve(done({ port: (server.address() as AddressInfo).port }))
    })
  })
}

/** One connection: who it is, then its tags, until it says that it stops or is gone. */
class RtmpConnection {
  #socket: Socket
  #address: string | undefined
  #options: Surroundings
  #protocol: RtmpProtocol
  #session: PublisherSession | null = null
  #frames: FlvFrames | null = null
  #asked = false
  #gone: string | null = null
  #early: FlvMessage[] = []
  #deadline: NodeJS.Timeout
  /** Leaves the place among strangers. */
  #leave: () => void = () => undefined

  constructor(socket: Socket, options: Surroundings) {
    this.#socket = socket
    this.#address = socket.remoteAddress
    this.#options = options
    this.#beStranger()
    this.#protocol = new RtmpProtocol({
      maxMediaBytes: options.limits.maxVideoBytes,
      events: {
        publish: ({ app, key }) => {
          this.#publish(app, key).catch((error: unknown) => this.#fail(error))
        },
        play: () => this.#turnAway('play requests are not served'),
        media: (message) => this.#media(message),
        end: () => this.#end(),
        aside: (aside) => this.#session?.aside(aside),
        send: (bytes) => this.#send(bytes),
      },
    })
    this.#deadline = setTimeout(() => this.#tooLate(), options.strangers.identifyMs)
    socket.setNoDelay(true)
    socket.on('data', (bytes) => this.#read(bytes))
    socket.on('error', (error: NodeJS.ErrnoException) => this.#lost(error.code ?? error.name))
    socket.on('close', () => this.#lost('connection closed'))
  }

  #read(bytes: Buffer): void {
    if (this.#gone) return
    try {
      this.#protocol.parse(bytes)
    } catch (error) {
      if (!(error instanceof RtmpProtocolError)) return this.#fail(error)
      this.#options.log.warn({ problem: error.message }, 'RTMP connection closed: unreadable')
      if (this.#session) return this.#session.refuse('bad-message')
      this.#cut('unreadable')
    }
  }

  /** Our own fault, and this connection's alone. */
  #fail(error: unknown): void {
    this.#options.log.error({ err: error }, 'RTMP connection closed: a bug')
    this.#cut('a bug of the server')
  }

  #send(bytes: Buffer): void {
    if (!this.#socket.writable) return
    this.#socket.write(bytes)
    // A publisher that reads nothing must not fill our memory.
    if (this.#socket.writableLength > maxUnsentBytes) this.#cut('it reads nothing')
  }

  /** Rejects for bugs alone: admission answers with an outcome. */
  async #publish(app: string, key: string): Promise<void> {
    if (this.#asked) return this.#turnAway('published twice on one connection')
    this.#asked = true
    if (app !== 'live' || key === '') return this.#turnAway('published elsewhere than to /live/KEY')
    // The rest is read once we know who speaks; the door has places of its own for those who are asked.
    this.#socket.pause()
    this.#leave()
    const line = this.#line()
    const credential = { by: 'stream-key', secret: key } as const
    const admitted = await this.#options.admit({ credential, address: this.#address, line })
    clearTimeout(this.#deadline)
    this.#socket.resume()
    if (!admitted.ok) return this.#gone ? undefined : this.#refuse(admitted.reason)
    const session = (this.#session = admitted.value)
    if (this.#gone) return session.lost(this.#gone)
    this.#frames = new FlvFrames(session)
    this.#protocol.accept()
    for (const message of this.#early.splice(0)) this.#frames.take(message)
  }

  #media(message: FlvMessage): void {
    if (this.#frames) this.#frames.take(message)
    else if (this.#asked && this.#early.length < maxEarlyMessages) this.#early.push(message)
  }

  #end(): void {
    if (this.#session) this.#session.end()
    else if (!this.#asked) this.#close()
  }

  #line(): PublisherLine {
    const { log } = this.#options
    return {
      kind: 'rtmp',
      ready: () => undefined,
      warn: (reason) => log.warn({ reason }, 'RTMP publisher warned'),
      refuse: (reason) => this.#refuse(reason),
      ended: () => this.#close(),
    }
  }

  #refuse(reason: PublishRefusal): void {
    this.#protocol.refuse(reason)
    this.#close()
  }

  #tooLate(): void {
    if (!this.#asked) return this.#turnAway('nothing was published')
    this.#socket.resume()
    this.#refuse('try-again')
  }

  /** A stranger's place is lost to another one where there are too many of them. */
  #beStranger(): void {
    this.#leave()
    this.#leave = this.#options.places.takeOver(this.#address, () => this.#socket.destroy())
  }

  #turnAway(problem: string): void {
    this.#options.log.warn({ problem }, 'RTMP connection closed')
    if (this.#session) return this.#session.refuse('bad-message')
    if (this.#asked) this.#protocol.refuse('bad-message')
    this.#close()
  }

  #close(): void {
    this.#gone ??= 'closed by us'
    clearTimeout(this.#deadline)
    if (this.#socket.destroyed) return
    if (!this.#session) this.#beStranger()
    this.#socket.end()
    // A peer that never reads our end is cut.
    setTimeout(() => this.#socket.destroy(), closingGraceMs).unref()
  }

  /** At once, and without a word. */
  #cut(cause: string): void {
    this.#gone ??= cause
    this.#socket.destroy()
  }

  #lost(cause: string): void {
    this.#gone ??= cause
    clearTimeout(this.#deadline)
    this.#session?.lost(this.#gone)
    this.#leave()
  }
}
