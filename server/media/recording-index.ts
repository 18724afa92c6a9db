import type { AudioTrack, Tracks, VideoTrack } from './frames.ts'
import { VIDEO_TIMESCALE } from './mp4/init-segment.ts'
import { targetFor } from './open-segment.ts'
import type { ByteRange, ReplaySegment } from './playlist.ts'

/** Where an init segment lies in video.mp4 and audio.mp4. */
export interface RecordedInit {
  type: 'init'
  init: number
  discontinuity: boolean
  video: ByteRange
  sound: ByteRange | null
  tracks: {
    video: Omit<VideoTrack, 'avcC'> & { avcC: string }
    audio?: Omit<AudioTrack, 'asc'> & { asc: string }
  }
}

export interface RecordedPart {
  type: 'part'
  part: number
  segment: number
  /** Ticks of 1/90,000 s on the broadcast's timeline. */
  start: number
  ticks: number
  key: boolean
  /** Milliseconds since the epoch. */
  at: number
  init: number
  discontinuity: boolean
  video: ByteRange
  sound: ByteRange | null
}

export interface RecordedTarget {
  type: 'target'
  seconds: number
}

export type IndexEntry = RecordedInit | RecordedPart | RecordedTarget

export interface RecordingIndex {
  inits: RecordedInit[]
  parts: RecordedPart[]
  targetDuration: number | null
  /** Bytes of index.jsonl, video.mp4 and audio.mp4 that belong together; what follows was torn off by a crash. */
  whole: { index: number; video: number; audio: number }
}

export function describeTracks(tracks: Tracks): RecordedInit['tracks'] {
  const { video, audio } = tracks
  const described = { video: { ...video, avcC: video.avcC.toString('base64') } }
  return audio ? { ...described, audio: { ...audio, asc: audio.asc.toString('base64') } } : described
}

export function restoreTracks({ video, audio }: RecordedInit['tracks']): Tracks {
  const restored = { video: { ...video, avcC: Buffer.from(video.avcC, 'base64') } }
  return audio ? { ...restored, audio: { ...audio, asc: Buffer.from(audio.asc, 'base64') } } : restored
}

/** Reads index.jsonl as far as its lines are whole and what they name is in files of these sizes. */
export function readIndex(bytes: Buffer, sizes: { video: number; audio: number }): RecordingIndex {
  const index: RecordingIndex = {
    inits: [],
    parts: [],
    targetDuration: null,
    whole: { index: 0, video: 0, audio: 0 },
  }
  let start = 0
  for (;;) {
    const end = bytes.indexOf(0x0a, start)
    const entry = end < 0 ? null : parseEntry(bytes.toString('utf8', start, end))
    if (!entry || !addEntry(index, entry, sizes)) return index
    start = end + 1
    index.whole.index = start
  }
}

function parseEntry(line: string): IndexEntry | null {
  try {
    const entry: unknown = JSON.parse(line)
    return isEntry(entry) ? entry : null
  } catch {
    // A line that is not JSON is a torn one: the index ends before it.
    return null
  }
}

function isEntry(entry: unknown): entry is IndexEntry {
  return typeof entry === 'object' && entry !== null && 'type' in entry
}

function addEntry(
  index: RecordingIndex,
  entry: IndexEntry,
  sizes: { video: number; audio: number },
): boolean {
  if (entry.type === 'target') {
    index.targetDuration = entry.seconds
    return true
  }
  const videoEnd = entry.video.offset + entry.video.length
  const audioEnd = entry.sound ? entry.sound.offset + entry.sound.length : 0
  if (videoEnd > sizes.video || audioEnd > sizes.audio) return false
  index.whole.video = Math.max(index.whole.video, videoEnd)
  index.whole.audio = Math.max(index.whole.audio, audioEnd)
  if (entry.type === 'init') index.inits.push(entry)
  else index.parts.push(entry)
  return true
}

/** Seconds of picture in the recording. */
export function durationOf(index: RecordingIndex): number {
  const last = index.parts.at(-1)
  return last ? (last.start + last.ticks) / VIDEO_TIMESCALE : 0
}

export function targetOf(index: RecordingIndex): number {
  if (index.targetDuration !== null) return index.targetDuration
  return Math.max(2, ...groupSegments(index).map((parts) => targetFor(ticksOf(parts) / VIDEO_TIMESCALE)))
}

/** The parts, by segment. */
export function groupSegments(index: RecordingIndex): RecordedPart[][] {
  const segments: RecordedPart[][] = []
  for (const part of index.parts) {
    const open = segments.at(-1)
    if (open?.[0]?.segment === part.segment) open.push(part)
    else segments.push([part])
  }
  return segments
}

/** The recording's segments as byte ranges of one of its files; those without sound are not in the sound's. */
export function replaySegments(index: RecordingIndex, file: 'video' | 'sound'): ReplaySegment[] {
  const inits = new Map(index.inits.map((init) => [init.init, init]))
  const segments: ReplaySegment[] = []
  for (const parts of groupSegments(index)) {
    const [first] = parts
    const range = first?.[file]
    const last = parts.at(-1)?.[file]
    const init = inits.get(first?.init ?? -1)?.[file]
    if (!first || !range || !last || !init) continue
    segments.push({
      ticks: ticksOf(parts),
      at: first.at,
      discontinuity: first.discontinuity && segments.length > 0,
      bytes: { offset: range.offset, length: last.offset + last.length - range.offset },
      init,
    })
  }
  return segments
}

function ticksOf(parts: readonly RecordedPart[]): number {
  return parts.reduce((sum, part) => sum + part.ticks, 0)
}
