import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

export interface RawViewerOptions {
  port: number
  /** Source addresses on the loopback keep many viewers of one machine apart. */
  from: string
  room: string
  cookie?: string
  /** Told each message from the server as text; a viewer without a listener reads and counts bytes alone. */
  onText?: (text: string) => void
}

/**
 * A viewer that costs next to nothing: WebSocket, engine.io 4 and socket.io 5 by hand over TCP. It answers pings, enters
 * a room, may say something, and otherwise only walks over the frames that it gets.
 */
export class RawViewer {
  bytes = 0
  readonly entered: Promise<void>
  readonly #socket: Socket
  readonly #options: RawViewerOptions
  #rest: Buffer = Buffer.alloc(0)
  #open = false
  #resolve: () => void = () => {}
  #asked = 0

  constructor(options: RawViewerOptions) {
    this.#options = options
    this.#socket = connect({ port: options.port, host: '127.0.0.1', localAddress: options.from })
    this.#socket.setNoDelay(true)
    this.entered = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#socket.once('error', reject)
      this.#socket.once('close', () => reject(new Error('the server closed the connection')))
    })
    // Whoever is not waiting any more learns of a break by what is missing.
    this.entered.catch(() => {})
    this.#socket.write(upgradeRequest(options))
    this.#socket.on('data', (chunk) => this.#read(chunk))
  }

  /** From here on it reads nothing, and does not close either. */
  stopReading(): void {
    this.#socket.pause()
  }

  ask(event: string, input: unknown): void {
    this.#send(`42${this.#asked++}${JSON.stringify([event, input])}`)
  }

  close(): void {
    this.#socket.destroy()
  }

  #read(chunk: Buffer): void {
    this.bytes += chunk.length
    let data = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk
    if (!this.#open) {
      const end = data.indexOf('\r\n\r\n')
      if (end < 0) return void (this.#rest = data)
      if (!data.subarray(0, end).includes(' 101 ')) return this.close()
      this.#open = true
      data = data.subarray(end + 4)
    }
    let at = 0
    for (let frame = frameAt(data, at); frame !== null; frame = frameAt(data, at)) {
      this.#hear(data, frame.start, frame.end)
      at = frame.end
    }
    this.#rest = data.subarray(at)
  }

  #hear(data: Buffer, start: number, end: number): void {
    const first = data[start]
    // engine.io: 0 opens, 2 is a ping; socket.io after a 4: 0 connects, 3 acknowledges.
    if (first === 0x30) return this.#send('40')
    if (first === 0x32) return this.#send('3')
    const second = data[start + 1]
    if (second === 0x30) return this.ask('enter', { room: this.#options.room, broadcast: null, after: null })
    if (second === 0x33) this.#resolve()
    this.#options.onText?.(data.toString('utf8', start, end))
  }

  #send(text: string): void {
    const body = Buffer.from(text)
    const mask = randomBytes(4)
    const head =
      body.length < 126
        ? Buffer.from([0x81, 0x80 | body.length])
        : Buffer.from([0x81, 0xfe, body.length >> 8, body.length & 255])
    for (let place = 0; place < body.length; place++) body[place]! ^= mask[place % 4]!
    this.#socket.write(Buffer.concat([head, mask, body]))
  }
}

/** Where the payload of the frame at `at` begins and ends; null while it is not whole. Servers do not mask. */
function frameAt(data: Buffer, at: number): { start: number; end: number } | null {
  if (data.length < at + 2) return null
  const short = data[at + 1]! & 127
  const head = short < 126 ? 2 : short === 126 ? 4 : 10
  if (data.length < at + head) return null
  const length =
    short < 126 ? short : short === 126 ? data.readUInt16BE(at + 2) : Number(data.readBigUInt64BE(at + 2))
  const end = at + head + length
  return data.length < end ? null : { start: at + head, end }
}

function upgradeRequest({ port, cookie }: RawViewerOptions): string {
  return [
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    ...(cookie === undefined ? [] : [`Cookie: ${cookie}`]),
    '',
    '',
  ].join('\r\n')
}
