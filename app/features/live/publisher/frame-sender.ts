import type { StartMessage, WireFrame } from '#app/kernel/ingest-wire.ts'
import type { EncodedPicture, PictureDescription } from './picture-encoder.ts'
import type { SoundDescription } from './sound-encoder.ts'

/** What the sender needs of a connection. */
export interface SenderLine {
  readonly isOpen: boolean
  readonly backlogBytes: number
  /** How much longer than usual what is sent now takes to arrive, in ms. */
  readonly waitingMs: number
  say(message: StartMessage): void
  sendFrame(frame: WireFrame): void
}

export interface FrameSenderOptions {
  /** Bits a second of the picture at this moment: what counts as half a second of backlog. */
  bitrate: () => number
  withSound: boolean
  requestKey: () => void
  /** Milliseconds on the shared clock, and the wall clock. */
  now?: () => number
  wallClock?: () => number
}

/** Above this the picture pauses; below half of it, it goes on with a key frame. In ms. */
const mostWaitingMs = 500
/** So long the picture waits for the sound's description, in ms; then it goes without. */
const soundPatienceMs = 2_000

/**
 * Decides what goes over the line: descriptions first, from a key frame on, nothing while half a second is waiting.
 * The server gets a stream that begins decodable on every new connection.
 */
export class FrameSender {
  #options: FrameSenderOptions
  #now: () => number
  #wallClock: () => number
  #line: SenderLine | null = null
  #picture: PictureDescription | null = null
  #sound: SoundDescription | null = null
  #announced = false
  #needKey = true
  #attachedAt = 0
  #congestedSince: number | null = null
  #counts = { sentFrames: 0, skippedPictures: 0, sentBytes: 0 }

  constructor(options: FrameSenderOptions) {
    this.#options = options
    this.#now = options.now ?? (() => performance.now())
    this.#wallClock = options.wallClock ?? (() => Date.now())
  }

  attach(line: SenderLine): void {
    this.#line = line
    this.#announced = false
    this.#needKey = true
    this.#congestedSince = null
    this.#attachedAt = this.#now()
    this.#options.requestKey()
  }

  detach(): void {
    this.#line = null
    this.#congestedSince = null
  }

  describePicture(description: PictureDescription): void {
    // An encoder that was merely given another bitrate describes itself again; players need not start anew.
    if (this.#picture && sameBytes(this.#picture.description, description.description)) return
    this.#picture = description
    this.#announced = false
  }

  describeSound(description: SoundDescription): void {
    if (this.#sound && sameBytes(this.#sound.description, description.description)) return
    this.#sound = description
    if (!this.#announced) return
    // Sound that came late: a new description begins with a key frame.
    this.#announced = false
    this.#needKey = true
    this.#options.requestKey()
  }

  picture(picture: EncodedPicture): void {
    if (!this.#line?.isOpen) return
    if (this.#needKey && !picture.key) return this.#options.requestKey()
    if (!this.#announced && !this.#announce(this.#line)) return this.#options.requestKey()
    this.#needKey = false
    this.#send(this.#line, { track: 'video', compositionOffset: 0, ...picture })
  }

  sound(sound: { at: number; payload: Uint8Array }): void {
    if (!this.#line?.isOpen || !this.#announced || this.#needKey || !this.#sound) return
    this.#send(this.#line, { track: 'audio', key: true, compositionOffset: 0, ...sound })
  }

  /** Whether the next picture must be left out: the encoder or the network is behind, or nobody is listening. */
  congested(encoderLagMs: number): boolean {
    if (!this.#line?.isOpen) return true
    const waiting = Math.max(encoderLagMs, this.networkLagMs())
    const limit = this.#congestedSince === null ? mostWaitingMs : mostWaitingMs / 2
    if (waiting > limit) {
      this.#congestedSince ??= this.#now()
      this.#counts.skippedPictures += 1
      return true
    }
    if (this.#congestedSince !== null) this.#options.requestKey()
    this.#congestedSince = null
    return false
  }

  /** How long what is sent now waits before it is there, in ms. */
  networkLagMs(): number {
    if (!this.#line) return 0
    return Math.max(this.#line.waitingMs, (this.#line.backlogBytes * 8_000) / this.#options.bitrate())
  }

  /** Since when the picture has been paused, on the shared clock in ms; null while it is not. */
  get pausedSince(): number | null {
    return this.#congestedSince
  }

  stats(): { sentFrames: number; skippedPictures: number; sentBytes: number } {
    return { ...this.#counts }
  }

  #announce(line: SenderLine): boolean {
    if (!this.#picture) return false
    const soundIsDue = this.#options.withSound && !this.#sound
    if (soundIsDue && this.#now() - this.#attachedAt < soundPatienceMs) return false
    line.say({
      type: 'start',
      video: { ...this.#picture, description: toBase64(this.#picture.description) },
      audio: this.#sound ? { ...this.#sound, description: toBase64(this.#sound.description) } : undefined,
      clock: this.#wallClock() - this.#now(),
    })
    this.#announced = true
    return true
  }

  #send(line: SenderLine, frame: WireFrame): void {
    line.sendFrame(frame)
    this.#counts.sentFrames += 1
    this.#counts.sentBytes += frame.payload.byteLength
  }
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
}
