import { AAC_FRAME_SAMPLES, silentFrame } from './mp4/aac.ts'
import type { Sample } from './mp4/fragment.ts'
import { VIDEO_TIMESCALE } from './mp4/init-segment.ts'

/** Seconds that the count of samples and the publisher's clock may differ at most before the sound is set right. */
const LARGEST_DRIFT = 0.1
/**
 * A smaller difference is jitter, unless it stays: then it is set right as well, to less than a frame. Far below what
 * anybody sees on lips (ITU-R BT.1359: 45 ms too early). In frames, and seconds that it stays.
 */
const SMALL_DRIFT = 0.8
const PATIENCE = 2
/** Seconds of sound that may wait for a picture. */
const LONGEST_QUEUE = 10

/**
 * The sound of one publisher's session as one unbroken row of AAC frames. Time is counted in samples, since the clock's
 * milliseconds jitter; where the two part, silence fills the hole or frames are dropped. A hole would make players
 * drop the picture up to the next key frame.
 */
export class SoundLine {
  readonly #rate: number
  readonly #origin: number
  readonly #silence: Buffer
  #queue: Buffer[] = []
  /** Position, in samples on the stream's timeline, of the first waiting frame; null until the first is there. */
  #head: number | null = null
  #dropping = false
  /** How many frames in a row were a little late, or early where negative. */
  #apart = 0

  /** `origin` is where the session starts, in samples on the stream's timeline. */
  constructor(options: { rate: number; channels: 1 | 2; origin: number }) {
    this.#rate = options.rate
    this.#origin = options.origin
    this.#silence = silentFrame(options.channels)
  }

  /** Takes a frame that the publisher's clock puts `microseconds` after the session's start. */
  push(microseconds: number, payload: Buffer): void {
    const wanted = this.#origin + Math.round((microseconds * this.#rate) / 1e6)
    if (wanted < this.#origin - AAC_FRAME_SAMPLES / 2) return
    if (wanted - (this.#head ?? this.#origin) > LONGEST_QUEUE * this.#rate) return
    const first = this.#head === null
    this.#head ??= this.#origin
    if (this.#isAhead(wanted)) return
    const missing = wanted - this.#end()
    this.#countApart(missing)
    if (first || missing > LARGEST_DRIFT * this.#rate || this.#apart > this.#mostApart) {
      this.#addSilence(Math.round(missing / AAC_FRAME_SAMPLES))
      this.#apart = 0
    }
    this.#queue.push(payload)
  }

  /** Where the waiting sound ends, in the picture's ticks on the stream's timeline. */
  get endTicks(): number {
    return (this.#end() * VIDEO_TIMESCALE) / this.#rate
  }

  /** True where a part that ends at `ticks` has all its sound, and some at all. */
  reaches(ticks: number): boolean {
    return this.#queue.length > 0 && this.endTicks >= ticks
  }

  /** Fills up with silence, so that a part that ends at `ticks` has all its sound, and some at all. */
  fill(ticks: number): void {
    this.#head ??= this.#origin
    const missing = (ticks * this.#rate) / VIDEO_TIMESCALE - this.#end()
    this.#addSilence(Math.ceil(missing / AAC_FRAME_SAMPLES))
    if (this.#queue.length === 0) this.#addSilence(1)
  }

  /** Takes out the frames that start before `ticks`, and always one at least when there is one. */
  take(ticks: number): { decodeTime: number; samples: Sample[] } {
    const head = this.#head ?? this.#origin
    const before = Math.ceil(((ticks * this.#rate) / VIDEO_TIMESCALE - head) / AAC_FRAME_SAMPLES)
    const payloads = this.#queue.splice(0, Math.max(before, 1))
    this.#head = head + payloads.length * AAC_FRAME_SAMPLES
    const samples = payloads.map((payload) => ({
      duration: AAC_FRAME_SAMPLES,
      compositionOffset: 0,
      key: true,
      payload,
    }))
    return { decodeTime: head, samples }
  }

  #end(): number {
    return (this.#head ?? this.#origin) + this.#queue.length * AAC_FRAME_SAMPLES
  }

  /** True while more sound came than time went by: frames are dropped until both agree again. */
  #isAhead(wanted: number): boolean {
    const ahead = this.#end() - wanted
    if (ahead > LARGEST_DRIFT * this.#rate || this.#apart < -this.#mostApart) this.#dropping = true
    if (ahead < AAC_FRAME_SAMPLES / 2) this.#dropping = false
    if (this.#dropping) this.#apart = 0
    return this.#dropping
  }

  get #mostApart(): number {
    return (PATIENCE * this.#rate) / AAC_FRAME_SAMPLES
  }

  #countApart(missing: number): void {
    const sign = Math.abs(missing) > SMALL_DRIFT * AAC_FRAME_SAMPLES ? Math.sign(missing) : 0
    if (sign === 0 || sign !== Math.sign(this.#apart)) this.#apart = sign
    else this.#apart += sign
  }

  #addSilence(frames: number): void {
    for (let i = 0; i < frames; i += 1) this.#queue.push(this.#silence)
  }
}
