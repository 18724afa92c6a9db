import type { StartMessage, WireFrame } from '#app/kernel/ingest-wire.ts'
import type { EncodedPicture, PictureDescription } from './picture-encoder.ts'
import type { SoundDescription } from './sound-encoder.ts'

/** What the sender needs of a connection. */
export interface SenderLine {
  readonly isOpen: boolean
  readonly backlogBytes: number
  say(message: StartMessage): void
  sendFrame(frame: WireFrame): void
}

export interface FrameSenderOptions {
  /** Bits a second of the picture: what counts as half a second of backlog. */
  bitrate: number
  withSound: boolean
  requestKey: () => void
  /** Milliseconds on the shared clock, and the wall clock. */
  now?: () => number
  wallClock?: () => number
}

/** Above this the picture pauses; below half of it, it goes on with a key frame. */
const mostBacklogSeconds = 0.5
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
  congested(encoderBacklogSeconds: number): boolean {
    if (!this.#line?.isOpen) return true
    const waiting = Math.max(encoderBacklogSeconds, this.#networkBacklogSeconds())
    const limit = this.#congestedSince === null ? mostBacklogSeconds : mostBacklogSeconds / 2
    if (waiting > limit) {
      this.#congestedSince ??= this.#now()
      this.#counts.skippedPictures += 1
      return true
    }
    if (this.#congestedSince !== null) this.#options.requestKey()
    this.#congestedSince = null
    return false
  }

  /** How long the picture has been paused without a break, in ms. */
  stuckFor(): number {
    return this.#congestedSince === null ? 0 : this.#now() - this.#congestedSince
  }

  stats(): { sentFrames: number; skippedPictures: number; sentBytes: number } {
    return { ...this.#counts }
  }

  #networkBacklogSeconds(): number {
    return ((this.#line?.backlogBytes ?? 0) * 8) / this.#options.bitrate
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
