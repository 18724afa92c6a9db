import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export interface Load {
  port: number
  /** Path and query to ask for, again and again. */
  target: string
  connections: number
  seconds: number
}

/**
 * Asks for one URL over kept connections, each asking again when its answer is whole, and resolves with the number
 * of whole answers a second. A socket client of our own: it costs so little that the server is what is measured.
 * Rejects where anything but 200 is answered.
 */
export async function answersPerSecond({ port, target, connections, seconds }: Load): Promise<number> {
  const askers = Array.from({ length: connections }, () => new Asker(port, target))
  const startedAt = performance.now()
  await sleep(seconds * 1000)
  const took = (performance.now() - startedAt) / 1000
  let whole = 0
  for (const asker of askers) whole += asker.finish()
  return whole / took
}

class Asker {
  private readonly request: string
  private readonly socket: Socket
  private whole = 0
  private head = ''
  /** Bytes of the body that have not come yet. */
  private missing = 0
  private problem: Error | undefined

  constructor(port: number, target: string) {
    this.request = `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`
    this.socket = connect(port, '127.0.0.1', () => this.socket.write(this.request))
    this.socket.on('data', (chunk) => this.read(chunk))
    this.socket.on('error', (error) => (this.problem ??= error))
    this.socket.on('end', () => (this.problem ??= new Error(`the server closed the connection on ${target}`)))
  }

  finish(): number {
    this.socket.destroy()
    if (this.problem) throw this.problem
    return this.whole
  }

  private read(chunk: Buffer): void {
    const body = this.missing > 0 ? chunk : this.readHead(chunk)
    this.missing -= body.length
    if (this.missing > 0 || this.head !== '' || this.problem) return
    this.whole++
    this.socket.write(this.request)
  }

  /** Cuts off the head and learns the body's length; what is left of the chunk belongs to the body. */
  private readHead(chunk: Buffer): Buffer {
    const before = Buffer.byteLength(this.head, 'latin1')
    this.head += chunk.toString('latin1')
    const end = this.head.indexOf('\r\n\r\n')
    if (end < 0) return chunk.subarray(chunk.length)
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(this.head.slice(0, end + 2))?.[1])
    if (!this.head.startsWith('HTTP/1.1 200') || Number.isNaN(length)) {
      this.problem = new Error(`unexpected answer: ${this.head.slice(0, end)}`)
      this.socket.destroy()
    }
    this.head = ''
    this.missing = length
    return chunk.subarray(end + 4 - before)
  }
}
