import { VIDEO_TIMESCALE } from './mp4/init-segment.ts'
import { PART_TICKS } from './part-cut.ts'

const SHORTEST_SEGMENT = 1.8 * VIDEO_TIMESCALE
/** EXTINF is rounded before it is held against the target duration (RFC 8216bis, 4.4.3.1). */
const ROUNDING = 0.49
const TARGET_RANGE = { shortest: 2, longest: 6 }
/** A GOP may vary this much, in seconds, without asking for a longer target duration. */
const GOP_TOLERANCE = 0.25
/** Bytes after which a segment ends early: more than six seconds at 20 Mbit/s. */
const MOST_SEGMENT_BYTES = 20 * 1024 * 1024

/** The segment that is being filled, and the target duration that the first GOP decides. Times in ticks. */
export class OpenSegment {
  #start: number
  #startsWithKey = true
  #bytes = 0
  /** Seconds; null until it is decided. */
  #target: number | null
  /** Ticks of the longest segment. */
  #longest = 0

  constructor(start: number, target: number | null) {
    this.#start = start
    this.#target = target
  }

  begin(start: number, startsWithKey: boolean): void {
    this.#start = start
    this.#startsWithKey = startsWithKey
    this.#bytes = 0
  }

  add(bytes: number): void {
    this.#bytes += bytes
  }

  /** Whether a key frame at this time begins the next segment. */
  endsWithKeyAt(time: number): boolean {
    return time - this.#start >= SHORTEST_SEGMENT || !this.#startsWithKey
  }

  get isHeavy(): boolean {
    return this.#bytes > MOST_SEGMENT_BYTES
  }

  /** True where one more part after `end` could make it longer than the target duration allows. */
  isFull(end: number): boolean {
    const longest = ((this.#target ?? TARGET_RANGE.longest) + ROUNDING) * VIDEO_TIMESCALE
    return end - this.#start + PART_TICKS > longest
  }

  /**
   * Closes it. `early`: cut off for another reason than its length, so that it says nothing of the GOP. Answers the
   * target duration, in seconds, where this segment decides it.
   */
  close(end: number, early: boolean): number | null {
    this.#longest = Math.max(this.#longest, end - this.#start)
    if (this.#target !== null || early) return null
    return (this.#target = targetFor(this.#longest / VIDEO_TIMESCALE))
  }
}

/** TARGETDURATION for a broadcast whose first segment, a GOP or some, lasts so many seconds. */
export function targetFor(seconds: number): number {
  const { shortest, longest } = TARGET_RANGE
  return Math.min(Math.max(Math.ceil(seconds - GOP_TOLERANCE), shortest), longest)
}
