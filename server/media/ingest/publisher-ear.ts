import type { RawData } from 'ws'
import { decodeWireFrame, parseMessage, PublisherMessage } from '#app/kernel/ingest-wire.ts'
import type { StartMessage, StartRecordedMessage } from '#app/kernel/ingest-wire.ts'
import type { MediaLog } from '../log.ts'
import { RecordedStream } from './recorded-stream.ts'
import type { PublisherLine, PublisherSession } from './session.ts'
import { readTracks } from './tracks.ts'

export interface AnsweringLine extends PublisherLine {
  pong(id: number): void
}

/** The longest description there may be has some 33 kB. */
const maxTextBytes = 64 * 1024

/** Hears what an admitted browser says: frames, or a recorder's file that becomes frames. */
export class PublisherEar {
  readonly #session: PublisherSession
  readonly #line: AnsweringLine
  readonly #log: MediaLog
  #recorded: RecordedStream | null = null

  constructor(options: { session: PublisherSession; line: AnsweringLine; log: MediaLog }) {
    this.#session = options.session
    this.#line = options.line
    this.#log = options.log
  }

  hear(message: RawData, binary: boolean): void {
    // What it sent before it heard that it was refused.
    if (this.#session.closed) return this.close()
    const bytes = Buffer.isBuffer(message)
      ? message
      : Buffer.concat([message].flat().map((part) => Buffer.from(part as Buffer)))
    if (!binary) return this.#hearText(bytes)
    if (this.#recorded) this.#recorded.push(bytes)
    else this.#hearFrame(bytes)
  }

  close(): void {
    this.#recorded?.kill()
    this.#recorded = null
  }

  #hearText(bytes: Buffer): void {
    const session = this.#session
    if (bytes.length > maxTextBytes) return session.refuse('bad-message')
    const said = parseMessage(PublisherMessage, bytes.toString('utf8'))
    switch (said?.type) {
      case 'start':
        return this.#start(said)
      case 'start-recorded':
        return this.#startRecorded(said)
      case 'ping':
        session.aside({ track: 'video', bytes: bytes.length })
        return this.#line.pong(said.id)
      case 'end':
        return this.#end()
      case undefined:
        return session.refuse('bad-message')
    }
  }

  #hearFrame(bytes: Buffer): void {
    const frame = decodeWireFrame(bytes)
    if (!frame) return this.#session.malformed()
    const { buffer, byteOffset, byteLength } = frame.payload
    this.#session.frame({ ...frame, payload: Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength) })
  }

  #start(said: StartMessage): void {
    this.close()
    const tracks = readTracks({
      avcC: Buffer.from(said.video.description, 'base64'),
      asc: said.audio ? Buffer.from(said.audio.description, 'base64') : undefined,
    })
    if (!tracks.ok) return this.#session.refuse(tracks.reason)
    this.#session.describe(tracks.value, said.clock)
  }

  #startRecorded(said: StartRecordedMessage): void {
    this.close()
    // A process costs as much as a new stretch of time, and more are not begun than those.
    this.#session.aside('command')
    if (this.#session.closed) return
    this.#recorded = new RecordedStream({ said, session: this.#session, log: this.#log })
  }

  /** What the recorder sent last is still inside ffmpeg. */
  #end(): void {
    if (!this.#recorded) return this.#session.end()
    void this.#recorded.finish().then(() => this.#session.end())
  }
}
