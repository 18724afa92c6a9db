import type { IngestLine } from './ingest-line.ts'
import type { MediaPipe, PipeListener, PipeStats } from './media-pipe.ts'
import type { PublishedSource } from './picture-source.ts'
import type { LocalRefusal } from './publisher-state.ts'
import { QualityLadder, rungsFrom } from './quality-ladder.ts'
import { recordingFormat } from './recording-format.ts'
import type { RecordingFormat } from './recording-format.ts'

/** How long a piece of the file is, in ms. */
const pieceMs = 200
/** More than this on its way, in ms, and the file is begun anew with fewer bits: from a file nothing can be left out. */
const mostWaitingMs = 2_000
const keyFrameEveryMs = 2_000
const framerate = 30

/** Not in TypeScript's DOM yet (mediastream-recording, 2023). */
interface RecorderOptions extends MediaRecorderOptions {
  videoKeyFrameIntervalDuration?: number
}

/**
 * For browsers that cannot code single frames: the browser's own recorder makes a file, which the server takes apart.
 * A recorder cannot change its bits or its camera on the way: each change, and each new line, begins a new file.
 */
export class RecorderPipe implements MediaPipe {
  #source: PublishedSource
  #listener: PipeListener
  #ladder: QualityLadder
  #format: RecordingFormat | null = null
  #line: IngestLine | null = null
  #recorder: MediaRecorder | null = null
  #stream: MediaStream | null = null
  #cleanUp: (() => void)[] = []
  #counts = { sentFrames: 0, skippedPictures: 0, sentBytes: 0 }
  #waitingSince: number | null = null
  #sent: () => Promise<void> = () => Promise.resolve()

  constructor(options: { source: PublishedSource; bitrate: number; listener: PipeListener }) {
    this.#source = options.source
    this.#listener = options.listener
    // A recorder takes the picture as it is: only its bits can be fewer.
    const rungs = rungsFrom({ bitrate: options.bitrate, height: 720, framerate })
    this.#ladder = new QualityLadder(rungs.map(({ bitrate }) => ({ bitrate, height: 720, framerate })))
  }

  async start(): Promise<LocalRefusal | null> {
    this.#format = recordingFormat()
    if (!this.#format) return 'no-h264'
    if ('feed' in this.#source) this.#cleanUp.push(this.#source.feed.onTrack(() => this.#begin()))
    return this.#openStream() ? null : 'no-camera'
  }

  attach(line: IngestLine): void {
    this.#line = line
    this.#begin()
  }

  detach(): void {
    this.#line = null
    this.#stopRecorder()
  }

  tick(): void {
    const line = this.#line
    if (!line) return
    const now = performance.now()
    const { bitrate } = this.#ladder.quality
    const waiting = Math.max(line.waitingMs, (line.backlogBytes * 8_000) / bitrate)
    this.#waitingSince = waiting > mostWaitingMs ? (this.#waitingSince ?? now) : null
    const changed =
      this.#waitingSince === null
        ? this.#ladder.calm(now)
        : this.#ladder.stillStrained(now, this.#waitingSince, 'network')
    if (!changed) return
    this.#listener.onQuality(this.#ladder.quality)
    this.#begin()
  }

  async finish(): Promise<void> {
    const recorder = this.#recorder
    if (!recorder || recorder.state === 'inactive') return
    // The last piece is sent while it is still this recorder's turn.
    const stopped = new Promise<void>((resolve) => recorder.addEventListener('stop', () => resolve()))
    recorder.stop()
    await stopped
    await this.#sent()
  }

  close(): void {
    this.detach()
    this.#cleanUp.splice(0).forEach((clean) => clean())
  }

  stats(): PipeStats {
    const { quality } = this.#ladder
    const strain = this.#waitingSince !== null || quality.lowered ? 'network' : null
    return { ...this.#counts, encoderLagMs: 0, strain, quality }
  }

  #begin(): void {
    this.#stopRecorder()
    const line = this.#line
    const stream = this.#openStream()
    if (!line?.isOpen || !stream || !this.#format) return
    const options: RecorderOptions = {
      mimeType: this.#format.mimeType,
      videoBitsPerSecond: this.#ladder.quality.bitrate,
      audioBitsPerSecond: 96_000,
      videoKeyFrameIntervalDuration: keyFrameEveryMs,
    }
    const recorder = new MediaRecorder(stream, options)
    this.#recorder = recorder
    const { container, video } = this.#format
    line.say({ type: 'start-recorded', container, video, clock: Date.now() })
    const pieces = new PiecesInOrder((piece) => recorder === this.#recorder && this.#send(line, piece))
    this.#sent = () => pieces.passed
    recorder.addEventListener('dataavailable', ({ data }) => pieces.take(data))
    recorder.addEventListener('error', () => this.#listener.onFailure('encoder-failed'))
    recorder.start(pieceMs)
  }

  #send(line: IngestLine, piece: ArrayBuffer): void {
    if (piece.byteLength === 0) return
    line.sendPiece(piece)
    this.#counts.sentFrames += 1
    this.#counts.sentBytes += piece.byteLength
  }

  #stopRecorder(): void {
    const recorder = this.#recorder
    this.#recorder = null
    if (recorder && recorder.state !== 'inactive') recorder.stop()
  }

  /** What is recorded now; null where there is no picture. */
  #openStream(): MediaStream | null {
    const source = this.#source
    if ('stream' in source) return source.stream.getVideoTracks().length > 0 ? source.stream : null
    if ('canvas' in source) return (this.#stream ??= this.#streamOfCanvas(source))
    const { track } = source.feed
    return track ? new MediaStream([track, ...(source.sound ? [source.sound] : [])]) : null
  }

  #streamOfCanvas(source: Extract<PublishedSource, { canvas: HTMLCanvasElement }>): MediaStream {
    const stream = source.canvas.captureStream(framerate)
    if (source.sound) stream.addTrack(source.sound)
    const timer = setInterval(() => source.draw?.(), 1000 / framerate)
    this.#cleanUp.push(() => clearInterval(timer))
    return stream
  }
}

/** A piece becomes bytes in its own time; they are passed on in the order of the pieces. */
class PiecesInOrder {
  #pass: (bytes: ArrayBuffer) => void
  /** Until all that was taken is passed on. */
  passed: Promise<void> = Promise.resolve()

  constructor(pass: (bytes: ArrayBuffer) => void) {
    this.#pass = pass
  }

  take(piece: Blob): void {
    this.passed = this.passed.then(async () => this.#pass(await piece.arrayBuffer()))
  }
}
