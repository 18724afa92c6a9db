import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { secretAlphabet } from '#app/kernel/publishing-secret.ts'
import { encodeWireFrame, parseMessage, ServerMessage } from '#app/kernel/ingest-wire.ts'
import type { PublisherMessage, StartMessage, WireFrame } from '#app/kernel/ingest-wire.ts'
import { done, refused } from '#app/kernel/outcome.ts'
import { createMediaEngine } from '../engine.ts'
import type { MediaEngineOptions } from '../engine.ts'
import type { MediaHooks } from '../hooks.ts'
import type { MediaLog } from '../log.ts'

/** A picture of 64 × 64, H.264 baseline, and mono AAC of 48 kHz, as ffmpeg describes them. */
export const avcC = Buffer.from('AULACv/hABZnQsAK2hCbARAAAAMAEAAAAwPA8SJqAQAEaM4PyA==', 'base64')
export const asc = Buffer.from('EYhW5QA=', 'base64')

export const startMessage = {
  type: 'start',
  video: { codec: 'avc1.42c00a', width: 64, height: 64, description: avcC.toString('base64') },
  audio: { codec: 'mp4a.40.2', sampleRate: 48_000, channels: 1, description: asc.toString('base64') },
  clock: 0,
} as const satisfies StartMessage

/** A well-formed access unit that decodes to nothing: the rules look at its frame, not at its picture. */
export function accessUnit(key: boolean, bytes = 100): Buffer {
  const unit = Buffer.alloc(4 + bytes, 0x5a)
  unit.writeUInt32BE(bytes, 0)
  unit[4] = key ? 0x65 : 0x41
  return unit
}

/** A stream key or ticket of the right form, always the same one for a name. */
export function secretNamed(name: string): string {
  const bytes = createHash('sha256').update(name).digest()
  return Array.from(bytes, (byte) => secretAlphabet[byte % secretAlphabet.length]).join('')
}

/**
 * In place of the live feature: rooms by the names of their secrets, one recording a broadcast, resumed after a loss.
 */
export function memoryHooks(named: Record<string, string>) {
  const rooms = Object.fromEntries(Object.entries(named).map(([name, room]) => [secretNamed(name), room]))
  const events: string[] = []
  const open = new Map<string, { recording: string; lost: boolean }>()
  const durations = new Map<string, number>()
  const used = new Set<string>()
  /** Every secret that was asked about. */
  const asked: string[] = []
  let count = 0
  const hooks: MediaHooks = {
    async identifyPublisher({ by, secret }) {
      asked.push(secret)
      const channel = rooms[secret]
      if (!channel || used.has(secret)) return refused('unknown-publisher')
      if (by === 'ticket') used.add(secret)
      return done({ channel })
    },
    async openBroadcast({ channel }) {
      const kept = open.get(channel)
      const recording = kept?.recording ?? `recording-${(count += 1)}`
      open.set(channel, { recording, lost: false })
      events.push(`${kept ? 'resume' : 'open'} ${channel}`)
      return { recording, resumed: kept !== undefined, open: true }
    },
    async publisherLost({ channel }) {
      events.push(`lost ${channel}`)
    },
    async endBroadcast({ channel, recording, reason, durationSeconds }) {
      events.push(`end ${channel} ${reason}`)
      durations.set(recording, durationSeconds)
      open.delete(channel)
    },
    async mayWatchRecording() {
      return true
    },
  }
  return { hooks, events, durations, open, asked }
}

/** Keeps every line, to see what it says and what it must not say. */
export function collectingLog(): { log: MediaLog; lines: string[] } {
  const lines: string[] = []
  const keep = (fields: object, message: string) => {
    lines.push(
      `${message} ${JSON.stringify(fields, (_, value: unknown) => (value instanceof Error ? value.stack : value))}`,
    )
  }
  return { log: { debug: keep, info: keep, warn: keep, error: keep }, lines }
}

export interface TestEngine {
  engine: ReturnType<typeof createMediaEngine>
  port: number
  dataDir: string
  close(): Promise<void>
}

/** An engine behind a real http server on a free port, with its own folder. */
export async function startTestEngine(
  options: Pick<MediaEngineOptions, 'hooks'> & Partial<MediaEngineOptions>,
): Promise<TestEngine> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'media-engine-')))
  const engine = createMediaEngine({
    rtmpPort: 0,
    rtmpHost: '127.0.0.1',
    allowedOrigins: ['https://ours.example'],
    log: collectingLog().log,
    retryPausesMs: [10],
    ...options,
    dataDir,
  })
  const server = createServer((request, response) => {
    if (!engine.handleRequest(request, response)) response.writeHead(404).end()
  })
  server.on('upgrade', (request, socket, head) => {
    if (!engine.handleUpgrade(request, socket, head)) socket.destroy()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const close = async () => {
    await engine.stop()
    server.closeAllConnections()
    server.close()
    await rm(dataDir, { recursive: true, force: true, maxRetries: 3 })
  }
  return { engine, port, dataDir, close }
}

/** A publisher as a browser is one, but without a browser. */
export class TestPublisher {
  readonly heard: ServerMessage[] = []
  readonly closed: Promise<{ code: number; reason: string }>
  /** Microseconds. */
  at = 1_000_000
  #socket: WebSocket

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.on('message', (text: Buffer) => {
      const message = parseMessage(ServerMessage, text.toString())
      if (message) this.heard.push(message)
    })
    socket.on('error', () => undefined)
    this.closed = new Promise((resolve) => {
      socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }))
    })
  }

  /** `ticket` is the name of a secret; `localAddress` where the connection comes from. */
  static async connect(
    port: number,
    ticket: string,
    {
      headers = {},
      localAddress = '127.0.0.1',
    }: { headers?: Record<string, string>; localAddress?: string } = {},
  ): Promise<TestPublisher> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/ingest?ticket=${secretNamed(ticket)}`, {
      headers,
      localAddress,
      perMessageDeflate: false,
    })
    const publisher = new TestPublisher(socket)
    await Promise.race([once(socket, 'open'), publisher.closed])
    return publisher
  }

  say(message: PublisherMessage): void {
    this.#socket.send(JSON.stringify(message))
  }

  /** The clock is right unless it is given. */
  start(over: Partial<StartMessage> = {}): void {
    this.say({ ...startMessage, clock: Date.now() - this.at / 1000, ...over })
  }

  raw(message: string | Uint8Array): void {
    this.#socket.send(message)
  }

  frame(frame: Partial<WireFrame>): void {
    const whole = {
      track: 'video',
      key: false,
      at: this.at,
      compositionOffset: 0,
      payload: accessUnit(false),
      ...frame,
    }
    this.raw(encodeWireFrame(whole as WireFrame))
  }

  /** Sends so many seconds at once: 30 pictures and 50 sounds a second, a key frame each second. */
  seconds(count: number): void {
    for (let frame = 0; frame < count * 30; frame += 1) {
      const key = frame % 30 === 0
      this.frame({ key, payload: accessUnit(key) })
      this.frame({ track: 'audio', key: true, payload: Buffer.alloc(40, 1) })
      this.at += 1e6 / 30
    }
  }

  vanish(): void {
    this.#socket.terminate()
  }
}

/** Waits until `check` is true, or fails after two seconds. */
export async function until(check: () => boolean, withinMs = 4_000): Promise<void> {
  const end = Date.now() + withinMs
  while (!check()) {
    if (Date.now() > end) throw new Error(`it did not come: ${check.toString()}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
