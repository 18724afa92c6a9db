import type { PublishRefusal } from '#app/kernel/ingest-wire.ts'
import type { Outcome } from '#app/kernel/outcome.ts'
import { done, refused } from '#app/kernel/outcome.ts'

/** What one FLV tag body says. Times in microseconds. */
export type FlvTag =
  | { kind: 'video-config'; avcC: Buffer }
  | { kind: 'audio-config'; asc: Buffer }
  | { kind: 'video'; key: boolean; compositionOffset: number; payload: Buffer }
  | { kind: 'audio'; payload: Buffer }
  /** Nothing to do with it: an end-of-sequence mark, a seek command, an empty tag. */
  | { kind: 'nothing' }
  | { kind: 'malformed' }

const videoCodec = { avc: 7 } as const
const soundFormat = { aac: 10 } as const
const videoInfoFrame = 5

/**
 * Reads the body of a video tag (Adobe FLV 10.1, E.4.3). Only H.264 is taken; an enhanced header (its top bit) names
 * other codecs by fourcc, except where it names H.264 too, which no program in use does.
 */
export function readVideoTag(body: Buffer): Outcome<FlvTag, PublishRefusal> {
  const [head] = body
  if (head === undefined) return done({ kind: 'nothing' })
  if ((head & 0x80) !== 0) return refused('unsupported-codec')
  if (head >> 4 === videoInfoFrame) return done({ kind: 'nothing' })
  if ((head & 0x0f) !== videoCodec.avc) return refused('unsupported-codec')
  if (body.length < 5) return done({ kind: 'malformed' })
  const rest = body.subarray(5)
  switch (body[1]) {
    case 0:
      return done({ kind: 'video-config', avcC: rest })
    case 1:
      if (rest.length === 0) return done({ kind: 'malformed' })
      return done({
        kind: 'video',
        key: head >> 4 === 1,
        // A signed 24-bit number of milliseconds.
        compositionOffset: body.readIntBE(2, 3) * 1000,
        payload: rest,
      })
    case 2:
      return done({ kind: 'nothing' })
    default:
      return done({ kind: 'malformed' })
  }
}

/** Reads the body of a sound tag (E.4.2): AAC alone is taken. */
export function readAudioTag(body: Buffer): Outcome<FlvTag, PublishRefusal> {
  const [head, packetType] = body
  if (head === undefined) return done({ kind: 'nothing' })
  if (head >> 4 !== soundFormat.aac) return refused('unsupported-codec')
  if (packetType === undefined) return done({ kind: 'malformed' })
  const rest = body.subarray(2)
  if (rest.length === 0) return done({ kind: 'nothing' })
  if (packetType === 0) return done({ kind: 'audio-config', asc: rest })
  if (packetType === 1) return done({ kind: 'audio', payload: rest })
  return done({ kind: 'malformed' })
}

const wrap = 2 ** 32

/** Unrolls the wire's 32-bit millisecond clock, which wraps every 49.7 days, into one that goes on. */
export class UnwrappedClock {
  #last: number | null = null
  #turns = 0

  /** Milliseconds since the publisher's time 0; sound and picture share one clock. */
  read(at: number): number {
    const last = this.#last
    if (last !== null && last - at > wrap / 2) this.#turns += 1
    // A frame from before the wrap that comes after it.
    else if (last !== null && at - last > wrap / 2 && this.#turns > 0) return at + (this.#turns - 1) * wrap
    this.#last = at
    return at + this.#turns * wrap
  }
}
