import { VIDEO_TIMESCALE } from './mp4/init-segment.ts'
import { PART_TARGET } from './part-cut.ts'

/** `muxed` is picture and sound; `sound` the same AAC frames alone. */
export type Rendition = 'muxed' | 'sound'

export interface PartEntry {
  /** Counts over the whole broadcast. */
  number: number
  ticks: number
  independent: boolean
}

export interface SegmentEntry {
  sequence: number
  ticks: number
  /** When the publisher saw its start: milliseconds since the epoch. */
  at: number
  discontinuity: boolean
  /** Number of its init segment. */
  init: number
  hasSound: boolean
  /** False while parts are still being added. */
  complete: boolean
  /** Never empty. */
  parts: readonly PartEntry[]
}

export interface LivePlaylist {
  recording: string
  targetDuration: number
  discontinuitySequence: number
  segments: readonly SegmentEntry[]
  nextPart: number
  ended: boolean
}

const FILES = {
  muxed: { init: 'init', part: 'p', segment: 's', playlist: 'index.m3u8' },
  sound: { init: 'ainit', part: 'a', segment: 'as', playlist: 'audio.m3u8' },
} as const

export function initFile(rendition: Rendition, init: number): string {
  return `${FILES[rendition].init}${init}.mp4`
}

export function partFile(rendition: Rendition, part: number): string {
  return `${FILES[rendition].part}${part}.m4s`
}

/** Segments are named by their first part, whose number no crash gives out twice. */
export function segmentFile(rendition: Rendition, firstPart: number): string {
  return `${FILES[rendition].segment}${firstPart}.m4s`
}

/** Parts are announced while their segment starts within so many target durations of the end. */
const PARTS_LISTED = 3
/** Parts are announced in so many of the last segments, the one to come included. */
const SEGMENTS_WITH_PARTS = 3
const SKIP_BOUNDARY = 6
const HOLD_BACK = 3

/** The live media playlist, or with `delta` the update that skips what is older than the skip boundary (RFC 8216bis). */
export function renderLive(live: LivePlaylist, rendition: Rendition, delta: boolean): string {
  const ages = agesOf(live.segments)
  const skipped = delta && !live.ended ? countSkipped(live, ages) : 0
  const lines = headerOf(live)
  if (skipped > 0) lines.push(`#EXT-X-SKIP:SKIPPED-SEGMENTS=${skipped}`)
  const tail = live.segments.at(-1)?.complete === false ? 0 : 1
  const firstWithParts = live.segments.length + tail - SEGMENTS_WITH_PARTS
  let init: number | null = null
  for (const [i, segment] of live.segments.entries()) {
    if (i < skipped) continue
    const age = ages[i] ?? 0
    const recent =
      i >= firstWithParts && age + segment.ticks <= PARTS_LISTED * live.targetDuration * VIDEO_TIMESCALE
    init = pushSegment(lines, { live, rendition, segment, init, listParts: recent || !segment.complete })
  }
  pushTail(lines, live, rendition)
  return `${lines.join('\n')}\n`
}

function headerOf(live: LivePlaylist): string[] {
  const { targetDuration, discontinuitySequence, segments } = live
  const control = [
    'CAN-BLOCK-RELOAD=YES',
    `PART-HOLD-BACK=${(PART_TARGET * 3).toFixed(3)}`,
    `HOLD-BACK=${(targetDuration * HOLD_BACK).toFixed(1)}`,
    `CAN-SKIP-UNTIL=${(targetDuration * SKIP_BOUNDARY).toFixed(1)}`,
  ]
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:9',
    `#EXT-X-TARGETDURATION:${targetDuration}`,
    `#EXT-X-SERVER-CONTROL:${control.join(',')}`,
    `#EXT-X-PART-INF:PART-TARGET=${PART_TARGET.toFixed(3)}`,
    `#EXT-X-MEDIA-SEQUENCE:${segments[0]?.sequence ?? 0}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${discontinuitySequence}`,
  ]
}

/** For each segment, how far its end is from the playlist's end, in ticks. */
function agesOf(segments: readonly SegmentEntry[]): number[] {
  const ages: number[] = []
  let age = 0
  for (let i = segments.length - 1; i >= 0; i -= 1) {
    ages[i] = age
    age += segments[i]?.ticks ?? 0
  }
  return ages
}

function countSkipped(live: LivePlaylist, ages: readonly number[]): number {
  const boundary = live.targetDuration * SKIP_BOUNDARY * VIDEO_TIMESCALE
  let count = 0
  while (count < ages.length && (ages[count] ?? 0) > boundary) count += 1
  return count
}

function pushSegment(
  lines: string[],
  entry: {
    live: LivePlaylist
    rendition: Rendition
    segment: SegmentEntry
    /** The init segment that the lines before it have named. */
    init: number | null
    listParts: boolean
  },
): number | null {
  const { live, rendition, segment, listParts } = entry
  const folder = live.recording
  const gap = rendition === 'sound' && !segment.hasSound
  if (segment.discontinuity) lines.push('#EXT-X-DISCONTINUITY')
  if (segment.init !== entry.init && !gap) {
    lines.push(`#EXT-X-MAP:URI="${folder}/${initFile(rendition, segment.init)}"`)
  }
  lines.push(`#EXT-X-PROGRAM-DATE-TIME:${dateTime(segment.at)}`)
  for (const part of listParts ? segment.parts : []) {
    const mark = gap ? ',GAP=YES' : part.independent || rendition === 'sound' ? ',INDEPENDENT=YES' : ''
    const uri = `${folder}/${partFile(rendition, part.number)}`
    lines.push(`#EXT-X-PART:DURATION=${seconds(part.ticks)},URI="${uri}"${mark}`)
  }
  if (segment.complete) {
    if (gap) lines.push('#EXT-X-GAP')
    const firstPart = segment.parts[0]?.number ?? 0
    lines.push(`#EXTINF:${seconds(segment.ticks)},`, `${folder}/${segmentFile(rendition, firstPart)}`)
  }
  return gap ? entry.init : segment.init
}

function pushTail(lines: string[], live: LivePlaylist, rendition: Rendition): void {
  if (live.ended) {
    lines.push('#EXT-X-ENDLIST')
    return
  }
  lines.push(`#EXT-X-PRELOAD-HINT:TYPE=PART,URI="${live.recording}/${partFile(rendition, live.nextPart)}"`)
  const last = live.segments.at(-1)
  if (!last || !live.segments.some((segment) => segment.hasSound)) return
  const other = FILES[rendition === 'muxed' ? 'sound' : 'muxed'].playlist
  const position = `LAST-MSN=${last.sequence},LAST-PART=${last.parts.length - 1}`
  lines.push(`#EXT-X-RENDITION-REPORT:URI="${other}",${position}`)
}

export interface ByteRange {
  offset: number
  length: number
}

export interface ReplaySegment {
  ticks: number
  at: number
  discontinuity: boolean
  bytes: ByteRange
  init: ByteRange
}

/** The playlist of a recording that is finished: byte ranges of the one file `uri`. */
export function renderReplay(replay: {
  targetDuration: number
  uri: string
  segments: readonly ReplaySegment[]
}): string {
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${replay.targetDuration}`,
    '#EXT-X-PLAYLIST-TYPE:VOD',
    '#EXT-X-MEDIA-SEQUENCE:0',
  ]
  let init = -1
  for (const segment of replay.segments) {
    if (segment.discontinuity) lines.push('#EXT-X-DISCONTINUITY')
    if (segment.init.offset !== init) {
      init = segment.init.offset
      lines.push(`#EXT-X-MAP:URI="${replay.uri}",BYTERANGE="${segment.init.length}@${segment.init.offset}"`)
    }
    lines.push(
      `#EXT-X-PROGRAM-DATE-TIME:${dateTime(segment.at)}`,
      `#EXTINF:${seconds(segment.ticks)},`,
      `#EXT-X-BYTERANGE:${segment.bytes.length}@${segment.bytes.offset}`,
      replay.uri,
    )
  }
  lines.push('#EXT-X-ENDLIST')
  return `${lines.join('\n')}\n`
}

export interface Variant {
  uri: string
  codecs: string
  /** Bits a second. */
  bandwidth: number
  size?: { width: number; height: number }
}

/** The multivariant playlist that native players choose from. */
export function renderMultivariant(variants: readonly Variant[]): string {
  const lines = ['#EXTM3U', '#EXT-X-VERSION:9']
  for (const { uri, codecs, bandwidth, size } of variants) {
    const resolution = size ? `,RESOLUTION=${size.width}x${size.height}` : ''
    lines.push(`#EXT-X-STREAM-INF:BANDWIDTH=${Math.ceil(bandwidth)},CODECS="${codecs}"${resolution}`, uri)
  }
  return `${lines.join('\n')}\n`
}

function seconds(ticks: number): string {
  return (ticks / VIDEO_TIMESCALE).toFixed(5)
}

function dateTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}
