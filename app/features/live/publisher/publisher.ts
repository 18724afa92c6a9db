import type { PublishWarning } from '#app/kernel/ingest-wire.ts'
import { Connection } from './connection.ts'
import { FramesPipe } from './frames-pipe.ts'
import { defaultEndpoint, IngestLine } from './ingest-line.ts'
import type { MediaPipe, PipeListener, PipeStats } from './media-pipe.ts'
import type { PublishedSource } from './picture-source.ts'
import type { LocalRefusal, PublisherState } from './publisher-state.ts'
import { RecorderPipe } from './recorder-pipe.ts'
import type { Quality } from './studio-view.ts'

export interface PublisherOptions {
  source: PublishedSource
  /** Fetches a new one-time ticket; called for every connection. */
  ticket: () => Promise<string>
  onState: (state: PublisherState) => void
  onWarning?: (warning: PublishWarning) => void
  /** The picture has become smaller or better. */
  onQuality?: (quality: Quality) => void
  /** Bits a second of the picture at its best. */
  bitrate?: number
  framerate?: number
  /** `recorder` leaves the browser's coding of single frames alone, as browsers without it must. */
  encoder?: 'auto' | 'recorder'
  /** `ws://` or `wss://` address; the page's own server where it is left out. */
  endpoint?: string
}

export interface PublisherStats extends PipeStats {
  backlogBytes: number
  /** How much longer than usual what is sent now takes to arrive, in ms. */
  waitingMs: number
}

export interface Publisher {
  start(): void
  /** Ends the broadcast. Resolves when the server has confirmed it or did not answer for three seconds. */
  end(): Promise<void>
  stats(): PublisherStats
}

const tickMs = 250
/** What is under way when she ends may still go out for so long. */
const finishWithinMs = 1_000
/** A page that stood still for so long cannot judge the line. */
const lateTickMs = 1_500

export const bestRung = { bitrate: 2_000_000, height: 720, framerate: 30 }
export const bestQuality: Quality = { step: 0, ...bestRung, lowered: false }

/** Publishes a camera or a canvas through `/ingest`, and comes back by itself after a lost connection. */
export function createPublisher(options: PublisherOptions): Publisher {
  return new BrowserPublisher(options)
}

class BrowserPublisher implements Publisher {
  #options: PublisherOptions
  #pipe: MediaPipe
  #connection: Connection<IngestLine>
  #timer: ReturnType<typeof setInterval> | undefined
  #tickedAt = 0

  constructor(options: PublisherOptions) {
    this.#options = options
    this.#pipe = options.encoder === 'recorder' ? this.#recorder() : this.#frames()
    this.#connection = new Connection({
      ticket: options.ticket,
      openLine: (ticket, listener) => new IngestLine(options.endpoint ?? defaultEndpoint(), ticket, listener),
      onLine: (line) => this.#pipe.attach(line),
      onLineLost: () => this.#pipe.detach(),
      onWarning: options.onWarning,
      onState: (state) => this.#become(state),
    })
  }

  start(): void {
    if (!this.#connection.prepare()) return
    this.#prepare().then(
      (refusal) => (refusal ? this.#connection.refuse(refusal) : this.#connection.connect()),
      () => this.#connection.refuse('encoder-failed'),
    )
    this.#tickedAt = performance.now()
    this.#timer = setInterval(() => this.#tick(), tickMs)
    window.addEventListener('online', this.#networkChanged)
    window.addEventListener('offline', this.#networkChanged)
  }

  async end(): Promise<void> {
    if (this.#connection.isOver) return
    // An encoder that hangs, or is started anew meanwhile, does not keep the broadcast from ending.
    const sent = this.#pipe.finish().catch(() => undefined)
    await Promise.race([sent, new Promise((resolve) => setTimeout(resolve, finishWithinMs))])
    await this.#connection.end()
  }

  stats(): PublisherStats {
    const { line } = this.#connection
    return {
      ...this.#pipe.stats(),
      backlogBytes: line?.backlogBytes ?? 0,
      waitingMs: line?.waitingMs ?? 0,
    }
  }

  /** A browser that cannot code H.264 itself may still be able to record it. */
  async #prepare(): Promise<LocalRefusal | null> {
    const refusal = await this.#pipe.start()
    if (refusal !== 'no-h264' || this.#options.encoder === 'recorder') return refusal
    this.#pipe.close()
    this.#pipe = this.#recorder()
    return this.#pipe.start()
  }

  #frames(): MediaPipe {
    const { source, bitrate, framerate } = this.#options
    const best = { ...bestRung, ...(bitrate && { bitrate }), ...(framerate && { framerate }) }
    return new FramesPipe({ source, best, listener: this.#listener() })
  }

  #recorder(): MediaPipe {
    const { source, bitrate = bestRung.bitrate } = this.#options
    return new RecorderPipe({ source, bitrate, listener: this.#listener() })
  }

  #listener(): PipeListener {
    return {
      onQuality: (quality) => this.#options.onQuality?.(quality),
      onFailure: (reason) => this.#connection.refuse(reason),
    }
  }

  #tick(): void {
    const now = performance.now()
    const late = now - this.#tickedAt > lateTickMs
    this.#tickedAt = now
    this.#connection.tick(late)
    this.#pipe.tick()
  }

  #networkChanged = () => this.#connection.networkChanged()

  #become(state: PublisherState): void {
    if (state.name === 'ended' || state.name === 'refused') this.#close()
    this.#options.onState(state)
  }

  #close(): void {
    clearInterval(this.#timer)
    window.removeEventListener('online', this.#networkChanged)
    window.removeEventListener('offline', this.#networkChanged)
    this.#pipe.close()
  }
}
