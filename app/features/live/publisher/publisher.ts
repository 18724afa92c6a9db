import { retryableRefusals } from '#app/kernel/ingest-wire.ts'
import type { PublishRefusal, PublishWarning, ServerMessage } from '#app/kernel/ingest-wire.ts'
import { FrameSender } from './frame-sender.ts'
import { defaultEndpoint, IngestLine } from './ingest-line.ts'
import { PictureEncoder } from './picture-encoder.ts'
import { soundOf, takePictures } from './picture-source.ts'
import type { PublishedSource } from './picture-source.ts'
import type { LocalRefusal, PublisherState } from './publisher-state.ts'
import { startSound } from './sound-encoder.ts'
import type { SoundEncoder } from './sound-encoder.ts'

export interface PublisherOptions {
  source: PublishedSource
  /** Fetches a new one-time ticket; called for every connection. */
  ticket: () => Promise<string>
  onState: (state: PublisherState) => void
  onWarning?: (warning: PublishWarning) => void
  /** Bits a second of the picture. */
  bitrate?: number
  framerate?: number
  /** `ws://` or `wss://` address; the page's own server where it is left out. */
  endpoint?: string
}

export interface PublisherStats {
  sentFrames: number
  skippedPictures: number
  sentBytes: number
  backlogBytes: number
}

export interface Publisher {
  start(): void
  /** Ends the broadcast. Resolves when the server has confirmed it or did not answer for three seconds. */
  end(): Promise<void>
  stats(): PublisherStats
}

/** How long the server keeps an interrupted broadcast open for us. */
const resumeWindowMs = 120_000
const firstRetryMs = 500
const longestRetryMs = 5_000
const endPatienceMs = 3_000
const stuckMs = 8_000

/** Publishes a camera or a canvas through `/ingest`, and comes back by itself after a lost connection. */
export function createPublisher(options: PublisherOptions): Publisher {
  return new BrowserPublisher(options)
}

class BrowserPublisher implements Publisher {
  #options: Required<Pick<PublisherOptions, 'bitrate' | 'framerate'>> & PublisherOptions
  #state: PublisherState = { name: 'idle' }
  #sender: FrameSender
  #line: IngestLine | null = null
  #encoder: PictureEncoder | null = null
  #sound: SoundEncoder | null = null
  #stopPictures: (() => void) | null = null
  #retry: ReturnType<typeof setTimeout> | undefined
  #watch: ReturnType<typeof setInterval> | undefined
  #lostAt: number | null = null
  #attempt = 0
  #refusal: PublishRefusal | null = null
  #ending: (() => void) | null = null

  constructor(options: PublisherOptions) {
    this.#options = { bitrate: 2_000_000, framerate: 30, ...options }
    this.#sender = new FrameSender({
      bitrate: this.#options.bitrate,
      withSound: soundOf(options.source) !== undefined,
      requestKey: () => this.#encoder?.requestKey(),
    })
  }

  start(): void {
    if (this.#state.name !== 'idle') return
    this.#become({ name: 'preparing' })
    this.#prepare().then(
      (refusal) => (refusal ? this.#refuse(refusal) : this.#connect()),
      () => this.#refuse('encoder-failed'),
    )
  }

  async end(): Promise<void> {
    if (this.#isOver()) return
    this.#stopPictures?.()
    if (this.#line?.isOpen && this.#encoder) {
      await this.#encoder.flush()
      const confirmed = new Promise<void>((resolve) => (this.#ending = resolve))
      this.#line.say({ type: 'end' })
      await Promise.race([confirmed, new Promise((resolve) => setTimeout(resolve, endPatienceMs))])
    }
    this.#finish({ name: 'ended', reason: 'by-host' })
  }

  stats(): PublisherStats {
    return { ...this.#sender.stats(), backlogBytes: this.#line?.backlogBytes ?? 0 }
  }

  async #prepare(): Promise<LocalRefusal | null> {
    const { source, bitrate, framerate } = this.#options
    const onFailure = () => this.#refuse('encoder-failed')
    const sender = this.#sender
    this.#encoder = await PictureEncoder.create(
      { bitrate, framerate },
      { onDescription: (it) => sender.describePicture(it), onPicture: (it) => sender.picture(it), onFailure },
    )
    if (!this.#encoder) return 'no-h264'
    const track = soundOf(source)
    if (track) {
      this.#sound = await startSound(track, {
        onDescription: (it) => sender.describeSound(it),
        onSound: (it) => sender.sound(it),
        onFailure,
      })
    }
    this.#stopPictures = takePictures(source, framerate, (frame) => this.#take(frame))
    if (!this.#stopPictures) return 'no-camera'
    this.#watch = setInterval(() => this.#dropIfStuck(), 1_000)
    return null
  }

  /** A picture that the encoder or the network cannot take now is not even encoded: the next one is a key frame. */
  #take(frame: VideoFrame): void {
    if (!this.#encoder || this.#isOver() || this.#sender.congested(this.#encoder.backlogSeconds))
      return frame.close()
    this.#encoder.encode(frame)
  }

  #connect(): void {
    if (this.#isOver()) return
    if (this.#lostAt === null) this.#become({ name: 'connecting' })
    this.#options.ticket().then(
      (ticket) => this.#open(ticket),
      () => (this.#lostAt === null ? this.#refuse('no-ticket') : this.#tryAgain()),
    )
  }

  #open(ticket: string): void {
    if (this.#isOver()) return
    this.#refusal = null
    const line = new IngestLine(this.#options.endpoint ?? defaultEndpoint(), ticket, {
      onOpen: () => this.#sender.attach(line),
      onMessage: (message) => this.#hear(message),
      onClose: () => this.#closed(),
    })
    this.#line = line
  }

  #hear(message: ServerMessage): void {
    switch (message.type) {
      case 'ready':
        this.#lostAt = null
        this.#attempt = 0
        return this.#become({ name: 'on-air', since: Date.now(), resumed: message.resumed })
      case 'refused':
        this.#refusal = message.reason
        return
      case 'warning':
        return this.#options.onWarning?.(message.reason)
      case 'ended':
        return this.#ending ? this.#ending() : this.#finish({ name: 'ended', reason: 'by-host' })
    }
  }

  #closed(): void {
    this.#line = null
    this.#sender.detach()
    this.#ending?.()
    if (this.#isOver() || this.#ending) return
    if (this.#refusal && !this.#mayRetry(this.#refusal)) return this.#refuse(this.#refusal)
    this.#tryAgain()
  }

  /** Coming back, the other publisher is our own lost connection, soon given up; at the start it is someone else. */
  #mayRetry(refusal: PublishRefusal): boolean {
    const someoneElse = refusal === 'already-publishing' && this.#lostAt === null
    return retryableRefusals.includes(refusal) && !someoneElse
  }

  #tryAgain(): void {
    this.#lostAt ??= Date.now()
    const until = this.#lostAt + resumeWindowMs
    if (Date.now() >= until) return this.#finish({ name: 'ended', reason: 'not-resumed' })
    this.#attempt += 1
    this.#become({ name: 'reconnecting', until, attempt: this.#attempt })
    const pause = Math.min(longestRetryMs, firstRetryMs * 2 ** (this.#attempt - 1))
    clearTimeout(this.#retry)
    this.#retry = setTimeout(() => this.#connect(), pause)
  }

  #dropIfStuck(): void {
    if (this.#sender.stuckFor() > stuckMs) this.#line?.drop()
  }

  #isOver(): boolean {
    return this.#state.name === 'ended' || this.#state.name === 'refused'
  }

  #refuse(reason: PublishRefusal | LocalRefusal): void {
    if (!this.#isOver()) this.#finish({ name: 'refused', reason })
  }

  #finish(state: PublisherState): void {
    if (this.#isOver()) return
    this.#become(state)
    clearTimeout(this.#retry)
    clearInterval(this.#watch)
    this.#stopPictures?.()
    this.#encoder?.close()
    void this.#sound?.stop()
    this.#line?.drop()
  }

  #become(state: PublisherState): void {
    this.#state = state
    this.#options.onState(state)
  }
}
