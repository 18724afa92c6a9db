import { FrameSender } from './frame-sender.ts'
import type { IngestLine } from './ingest-line.ts'
import type { MediaPipe, PipeListener, PipeStats } from './media-pipe.ts'
import { PictureEncoder } from './picture-encoder.ts'
import { soundOf, takePictures } from './picture-source.ts'
import type { PublishedSource } from './picture-source.ts'
import type { LocalRefusal } from './publisher-state.ts'
import { QualityLadder, rungsFrom } from './quality-ladder.ts'
import type { Rung, Strain } from './quality-ladder.ts'
import { startSound } from './sound-encoder.ts'
import type { SoundEncoder } from './sound-encoder.ts'

const soundRestartMs = 1_000
/** More often than this within a minute, and it is left alone for a minute. */
const mostSoundFailures = 5
const soundFailureWindowMs = 60_000

/** Codes pictures and sound in the browser, as well as line and phone allow at this moment. */
export class FramesPipe implements MediaPipe {
  #source: PublishedSource
  #best: Rung
  #listener: PipeListener
  #ladder: QualityLadder
  #sender: FrameSender
  #encoder: PictureEncoder | null = null
  #sound: SoundEncoder | null = null
  #soundFailures: number[] = []
  #stopPictures: (() => void) | null = null
  #closed = false
  #attached = false
  #pausedBefore = false
  #loweredBy: Strain | null = null
  #takenAt = -Infinity

  constructor(options: { source: PublishedSource; best: Rung; listener: PipeListener }) {
    this.#source = options.source
    this.#best = options.best
    this.#listener = options.listener
    this.#ladder = new QualityLadder(rungsFrom(options.best))
    this.#sender = new FrameSender({
      bitrate: () => this.#ladder.quality.bitrate,
      withSound: soundOf(options.source) !== undefined,
      requestKey: () => this.#encoder?.requestKey(),
    })
  }

  async start(): Promise<LocalRefusal | null> {
    const sender = this.#sender
    this.#encoder = await PictureEncoder.create(this.#best, {
      onDescription: (description) => sender.describePicture(description),
      onPicture: (picture) => sender.picture(picture),
      onFailure: () => this.#listener.onFailure('encoder-failed'),
    })
    if (!this.#encoder) return 'no-h264'
    await this.#startSound()
    if (this.#closed) return null
    this.#stopPictures = takePictures(this.#source, this.#best.framerate, (frame) => this.#take(frame))
    return this.#stopPictures ? null : 'no-camera'
  }

  attach(line: IngestLine): void {
    this.#attached = true
    this.#pausedBefore = false
    this.#ladder.forget()
    this.#sender.attach(line)
  }

  detach(): void {
    this.#attached = false
    this.#sender.detach()
  }

  tick(): void {
    if (!this.#attached || !this.#encoder) return
    this.#encoder.resetIfHopeless()
    const now = performance.now()
    const since = this.#sender.pausedSince
    if (since === null) {
      if (this.#ladder.calm(now)) this.#apply()
    } else if (this.#ladder.stillStrained(now, since, this.#strain())) {
      this.#lower()
    }
  }

  async finish(): Promise<void> {
    this.#stopPictures?.()
    this.#closed = true
    await Promise.all([this.#encoder?.flush(), this.#sound?.stop()])
    this.#sound = null
  }

  close(): void {
    this.#closed = true
    this.#stopPictures?.()
    this.#encoder?.close()
    void this.#sound?.stop()
  }

  stats(): PipeStats {
    return {
      ...this.#sender.stats(),
      encoderLagMs: this.#encoder?.lagMs ?? 0,
      strain: this.#presentStrain(),
      quality: this.#ladder.quality,
    }
  }

  /** A picture that the encoder or the network cannot take now is not even encoded: the next one is a key frame. */
  #take(frame: VideoFrame): void {
    if (!this.#encoder || this.#closed) return frame.close()
    if (this.#sender.congested(this.#encoder.lagMs)) {
      this.#notePause()
      return frame.close()
    }
    this.#pausedBefore = false
    if (!this.#isDue(frame.timestamp)) return frame.close()
    this.#encoder.encode(frame)
  }

  #notePause(): void {
    if (!this.#attached || this.#pausedBefore) return
    this.#pausedBefore = true
    if (this.#ladder.strained(performance.now(), this.#strain())) this.#lower()
  }

  #lower(): void {
    this.#loweredBy = this.#strain()
    this.#apply()
  }

  #presentStrain(): Strain | null {
    if (this.#attached && this.#sender.pausedSince !== null) return this.#strain()
    return this.#ladder.quality.lowered ? this.#loweredBy : null
  }

  #strain(): Strain {
    return (this.#encoder?.lagMs ?? 0) > this.#sender.networkLagMs() ? 'encoder' : 'network'
  }

  #apply(): void {
    const { quality } = this.#ladder
    this.#encoder?.setQuality(quality)
    this.#listener.onQuality(quality)
  }

  /** Fewer pictures: each is taken that comes when one is due, or nearly so. */
  #isDue(timestamp: number): boolean {
    const { framerate } = this.#ladder.quality
    if (framerate >= this.#best.framerate) return true
    const step = 1e6 / framerate
    if (timestamp - this.#takenAt < step * 0.9) return false
    this.#takenAt = Math.max(this.#takenAt + step, timestamp - step)
    return true
  }

  async #startSound(): Promise<void> {
    const track = soundOf(this.#source)
    if (!track || this.#closed) return
    const sender = this.#sender
    this.#sound = await startSound(track, {
      onDescription: (description) => sender.describeSound(description),
      onSound: (sound) => sender.sound(sound),
      onFailure: () => this.#soundFailed(),
    })
    if (this.#closed) void this.#sound.stop()
  }

  /** The sound is tried again: a broadcast is not lost over it. */
  #soundFailed(): void {
    const now = performance.now()
    this.#soundFailures = [...this.#soundFailures.filter((at) => now - at < soundFailureWindowMs), now]
    const pause = this.#soundFailures.length > mostSoundFailures ? soundFailureWindowMs : soundRestartMs
    setTimeout(() => {
      this.#startSound().catch(() => this.#soundFailed())
    }, pause)
  }
}
