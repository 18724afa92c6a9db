import { spawn } from 'node:child_process'
import type { ChildProcessByStdio } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import type { StartRecordedMessage } from '#app/kernel/ingest-wire.ts'
import type { MediaLog } from '../log.ts'
import { FlvFrames } from './flv-frames.ts'
import { FlvReader } from './flv-reader.ts'
import type { PublisherSession } from './session.ts'

interface RecordedStreamOptions {
  said: StartRecordedMessage
  session: PublisherSession
  log: MediaLog
}

/** Bytes that may wait for ffmpeg: some ten seconds of a phone's picture. */
const mostWaitingBytes = 4 * 1024 * 1024
/** How long ffmpeg may take to give out what it holds at the end. */
const finishMs = 2_000

/**
 * A recorder's file as it comes, taken apart by an ffmpeg of its own: the picture is copied where it is H.264, the sound
 * made AAC. What comes out are the session's frames, with the same rules as anybody's. It reads from us alone, opens no
 * file and no connection, and lives no longer than its publisher.
 */
export class RecordedStream {
  readonly #session: PublisherSession
  readonly #log: MediaLog
  readonly #process: ChildProcessByStdio<Writable, Readable, null>
  readonly #gone: Promise<void>
  #finishing = false
  #killed = false

  constructor({ said, session, log }: RecordedStreamOptions) {
    this.#session = session
    this.#log = log
    this.#process = spawn('ffmpeg', conversion(said), { stdio: ['pipe', 'pipe', 'ignore'] })
    const { stdin, stdout } = this.#process
    this.#gone = new Promise((resolve) => {
      this.#process.on('close', (code) => {
        this.#exited(code)
        resolve()
      })
      this.#process.on('error', (error) => {
        this.#failed(error)
        resolve()
      })
    })
    // A process that is gone says so by its exit.
    stdin.on('error', () => undefined)
    stdout.on('error', () => undefined)
    const frames = new FlvFrames({
      describe: (tracks) => session.describe(tracks, said.clock),
      frame: (frame) => session.frame(frame),
      malformed: () => session.malformed(),
      // What stands between the frames is ffmpeg's, not the publisher's.
      aside: () => undefined,
      refuse: (reason) => session.refuse(reason),
    })
    const reader = new FlvReader((message) => frames.take(message))
    stdout.on('data', (chunk: Buffer) => this.#read(reader, chunk))
  }

  push(piece: Buffer): void {
    this.#session.aside({ track: 'video', bytes: piece.length })
    const { stdin } = this.#process
    if (this.#session.closed || this.#finishing || !stdin.writable) return
    if (stdin.writableLength + piece.length > mostWaitingBytes) return this.#session.refuse('too-much')
    stdin.write(piece)
  }

  /** No more comes. Resolves when all that came has become frames, or did not for two seconds. */
  async finish(): Promise<void> {
    this.#finishing = true
    this.#process.stdin.end()
    const late = setTimeout(() => this.kill(), finishMs)
    await this.#gone
    clearTimeout(late)
  }

  kill(): void {
    if (this.#killed) return
    this.#killed = true
    this.#process.kill('SIGKILL')
  }

  #read(reader: FlvReader, chunk: Buffer): void {
    if (this.#killed || this.#session.closed) return
    try {
      reader.push(chunk)
    } catch (error) {
      this.#log.error({ err: error }, 'what came of a recorder’s file could not be handled')
      this.#session.refuse('try-again')
    }
  }

  #exited(code: number | null): void {
    if (this.#finishing || this.#killed || this.#session.closed) return
    this.#log.warn({ code }, 'a recorder’s file could not be taken apart')
    this.#session.refuse('bad-picture')
  }

  #failed(error: NodeJS.ErrnoException): void {
    this.#killed = true
    if (this.#session.closed) return
    if (error.code === 'ENOENT') return this.#session.refuse('no-transcoder')
    this.#log.error({ err: error }, 'ffmpeg could not be started')
    this.#session.refuse('try-again')
  }
}

function conversion({ container, video }: StartRecordedMessage): string[] {
  return [
    ...['-hide_banner', '-nostats', '-loglevel', 'quiet'],
    ...['-protocol_whitelist', 'pipe', '-max_pixels', String(4096 * 4096)],
    ...['-flags', 'low_delay', '-probesize', '500000', '-analyzeduration', '1000000'],
    ...['-f', container, '-i', 'pipe:0', '-map', '0:v:0', '-map', '0:a:0?'],
    ...(video === 'h264' ? ['-c:v', 'copy'] : encoding),
    ...['-c:a', 'aac', '-b:a', '96k', '-ar', '48000', '-ac', '1', '-af', 'aresample=async=1000'],
    ...['-flush_packets', '1', '-flvflags', 'no_duration_filesize', '-f', 'flv', 'pipe:1'],
  ]
}

const encoding = [
  ...['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-profile:v', 'baseline'],
  ...['-pix_fmt', 'yuv420p', '-g', '60', '-b:v', '1500k', '-maxrate', '2000k', '-bufsize', '2000k'],
  ...['-vf', 'scale=trunc(iw/2)*2:trunc(ih/2)*2', '-threads', '1'],
]
