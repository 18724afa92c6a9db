import { nowMicroseconds, takeFromTrack } from './picture-source.ts'
import type { PictureFeed, TakeFrame } from './picture-source.ts'

/** So long without a picture, and the last one stands in for it, in ms. */
const stillAfterMs = 1_000
const stillEveryMs = 500
/** A phone that was put away and forgotten does not stay on air with a still for ever. */
const longestStillMs = 600_000

/**
 * A camera that may be changed, interrupted or taken away while its pictures are wanted. Meanwhile its last picture is
 * sent again and again, so that the sound goes on and the broadcast with it.
 */
export class CameraFeed implements PictureFeed {
  #track: MediaStreamTrack | null = null
  #take: TakeFrame | null = null
  #stop: (() => void) | null = null
  #listeners = new Set<() => void>()
  #last: VideoFrame | null = null
  #pictureAt = 0
  #sentAt = 0
  #timestamp = -1

  get track(): MediaStreamTrack | null {
    return this.#track
  }

  /** From now on pictures come from this camera; null: from none. */
  use(track: MediaStreamTrack | null): void {
    this.#stop?.()
    this.#track = track
    this.#stop = track && this.#take ? takeFromTrack(track, (frame) => this.#pass(frame)) : null
    this.#listeners.forEach((listener) => listener())
  }

  take(take: TakeFrame): () => void {
    this.#take = take
    this.#pictureAt = performance.now()
    this.use(this.#track)
    const timer = setInterval(() => this.#standIn(), stillEveryMs / 2)
    return () => {
      clearInterval(timer)
      this.#take = null
      this.#stop?.()
      this.#stop = null
      this.#last?.close()
      this.#last = null
    }
  }

  onTrack(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** For how long no picture has come while pictures are wanted, in ms. */
  stoppedFor(): number {
    return this.#take ? performance.now() - this.#pictureAt : 0
  }

  #pass(frame: VideoFrame): void {
    this.#pictureAt = performance.now()
    this.#last?.close()
    this.#last = frame.clone()
    this.#send(frame, frame.timestamp)
    frame.close()
  }

  #standIn(): void {
    const now = performance.now()
    const still = now - this.#pictureAt
    if (!this.#last || still < stillAfterMs || still > longestStillMs || now - this.#sentAt < stillEveryMs)
      return
    this.#send(this.#last, nowMicroseconds())
  }

  /** Times rise also from one camera to the next. */
  #send(frame: VideoFrame, timestamp: number): void {
    this.#timestamp = Math.max(timestamp, this.#timestamp + 1)
    this.#sentAt = performance.now()
    this.#take?.(new VideoFrame(frame, { timestamp: this.#timestamp }))
  }
}
