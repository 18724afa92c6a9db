import { VIDEO_TIMESCALE } from './mp4/init-segment.ts'

/** PART-TARGET, in seconds. */
export const PART_TARGET = 0.35
export const PART_TICKS = Math.round(PART_TARGET * VIDEO_TIMESCALE)
/** All parts of a segment but its last are at least this long (RFC 8216bis, 4.4.4.9). */
const SHORTEST_PART = 0.85 * PART_TICKS

export interface Cut {
  /** Where the part ends, in ticks. */
  time: number
  /** True where the segment ends with it. */
  closes: boolean
  /** Ticks of the timeline after `time` that are to be left out. */
  skipped: number
}

interface CutQuestion {
  /** In decode order; none before `start`. The duration of the last is not known yet. */
  pictures: readonly { decodeTime: number; key: boolean }[]
  start: number
  /** Where the session ends; null while it goes on. */
  end: number | null
  /** Whether a part may do without a new picture, because it holds sound. */
  canStandStill: boolean
  /** Whether a key frame at this time starts a new segment. */
  closesSegment: (time: number) => boolean
}

/** Finds where the part that begins at `start` ends; null while that is not certain. */
export function findCut({ pictures, start, end, canStandStill, closesSegment }: CutQuestion): Cut | null {
  const latest = start + PART_TICKS
  let best = start
  for (const picture of pictures) {
    const time = picture.decodeTime
    if (time <= start) continue
    if (time > latest) return cutBefore(time, { best, start, latest, canStandStill })
    if (picture.key && closesSegment(time)) return { time, closes: true, skipped: 0 }
    const another = time + (time - best)
    best = time
    if (time - start >= SHORTEST_PART && another > latest) return { time, closes: false, skipped: 0 }
  }
  if (end === null || end <= start) return null
  if (end <= latest) return { time: end, closes: true, skipped: 0 }
  return cutBefore(end, { best, start, latest, canStandStill: true })
}

/** The next picture comes only at `next`, later than the part may last. */
function cutBefore(
  next: number,
  part: { best: number; start: number; latest: number; canStandStill: boolean },
): Cut {
  if (part.best - part.start >= SHORTEST_PART) return { time: part.best, closes: false, skipped: 0 }
  const still = next - part.latest
  if (part.canStandStill || still < PART_TICKS) return { time: part.latest, closes: false, skipped: 0 }
  return { time: part.latest, closes: true, skipped: still }
}
