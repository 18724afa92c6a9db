import type { PublishRefusal } from '#app/kernel/ingest-wire.ts'
import type { Frame } from '../frames.ts'
import type { Aside } from './budget.ts'
import { readAudioTag, readVideoTag, UnwrappedClock } from './flv.ts'
import type { FlvTag } from './flv.ts'
import { readTracks } from './tracks.ts'
import type { Tracks } from '../frames.ts'

/** Who takes what the tags say: a publisher's session. */
export interface FlvListener {
  describe(tracks: Tracks): void
  frame(frame: Frame): void
  malformed(): void
  /** A tag that makes no frame. */
  aside(aside: Aside): void
  refuse(reason: PublishRefusal): void
}

export interface FlvMessage {
  /** 8 sound, 9 picture, 18 description (not needed: what counts is in the streams themselves). */
  type: 8 | 9 | 18
  at: number
  payload: Buffer
}

/** How long pictures wait for the sound's description, in ms of the publisher's clock, before they go without. */
const soundGraceMs = 1_000
const maxWaiting = 200

/** Turns one publisher's FLV tags into described frames. */
export class FlvFrames {
  #listener: FlvListener
  #clock = new UnwrappedClock()
  #avcC: Buffer | null = null
  #asc: Buffer | null = null
  #described = false
  #waiting: Frame[] = []

  constructor(listener: FlvListener) {
    this.#listener = listener
  }

  take(message: FlvMessage): void {
    if (message.type === 18) return
    const tag = message.type === 9 ? readVideoTag(message.payload) : readAudioTag(message.payload)
    if (!tag.ok) return this.#listener.refuse(tag.reason)
    const frame = this.#follow(tag.value, this.#clock.read(message.at) * 1000)
    if (frame) return this.#frame(frame)
    this.#listener.aside({ track: message.type === 9 ? 'video' : 'audio', bytes: message.payload.length })
  }

  /** Answers the frame that the tag holds, if any. */
  #follow(tag: FlvTag, at: number): Frame | null {
    switch (tag.kind) {
      case 'video-config':
        // Many programs repeat the description at every key frame.
        if (!this.#avcC?.equals(tag.avcC)) this.#described = false
        this.#avcC = tag.avcC
        return null
      case 'audio-config':
        if (!this.#asc?.equals(tag.asc)) this.#described = false
        this.#asc = tag.asc
        return null
      case 'video': {
        const { kind: track, ...picture } = tag
        return { track, at, ...picture }
      }
      case 'audio':
        // Sound whose description never came cannot be played; the picture goes on without it.
        if (!this.#asc) return null
        return { track: 'audio', at, compositionOffset: 0, key: true, payload: tag.payload }
      case 'malformed':
        this.#listener.malformed()
        return null
      case 'nothing':
        return null
    }
  }

  #frame(frame: Frame): void {
    if (this.#described) return this.#listener.frame(frame)
    if (!this.#avcC) return this.#passOver(frame)
    this.#waiting.push(frame)
    const since = this.#waiting[0]?.at ?? frame.at
    const waited = Math.abs(frame.at - since) >= soundGraceMs * 1000 || this.#waiting.length >= maxWaiting
    if (this.#asc || waited) this.#describe(this.#avcC, this.#asc ?? undefined)
  }

  /** Sound may come before any picture is described; a picture may not. */
  #passOver({ track, payload }: Frame): void {
    if (track === 'video') this.#listener.malformed()
    else this.#listener.aside({ track, bytes: payload.length })
  }

  #describe(avcC: Buffer, asc: Buffer | undefined): void {
    const waiting = this.#waiting
    this.#waiting = []
    const tracks = readTracks({ avcC, asc })
    if (!tracks.ok) return this.#listener.refuse(tracks.reason)
    this.#described = true
    this.#listener.describe(tracks.value)
    for (const frame of waiting) this.#listener.frame(frame)
  }
}
