import { VIDEO_TIMESCALE } from './mp4/init-segment.ts'
import type { Part } from './packager.ts'
import { initFile, partFile, segmentFile } from './playlist.ts'
import type { LivePlaylist, SegmentEntry } from './playlist.ts'

/** Media in memory, with its headers ready to send (a flat list, as `writeHead` takes it). */
export interface MediaFile {
  body: Buffer
  headers: string[]
}

interface WindowSegment extends SegmentEntry {
  parts: Part[]
  bytes: number
}

export interface InitBytes {
  muxed: Buffer
  sound: Buffer | null
}

const FEWEST_SEGMENTS = 8
/** Target durations that the playlist covers: longer than the skip boundary, or delta updates would skip nothing. */
const WINDOW_TARGETS = 9

export interface WindowLimits {
  /** Bytes and number of whole segments in the playlist: heavier or shorter ones leave it earlier, down to the last. */
  listedBytes: number
  listedSegments: number
  /** Bytes of segments kept after they left the playlist. */
  retiredBytes: number
}

/** At 20 Mbit/s the playlist still covers 25 s, more than three target durations, as it must. */
const windowLimits: WindowLimits = {
  listedBytes: 64 * 1024 * 1024,
  listedSegments: 64,
  retiredBytes: 48 * 1024 * 1024,
}

/**
 * The segments that a broadcast's live playlists name, and their bytes. A segment that left the playlist stays
 * for as long as a playlist that named it may be read (RFC 8216bis, 6.2.2).
 *
 * Whatever is added, it holds at most `listedBytes` and `retiredBytes`, and the newest segment, which the packager
 * closes at 20 MB and one part.
 */
export class LiveWindow {
  readonly #recording: string
  readonly #limits: WindowLimits
  readonly #files = new Map<string, MediaFile>()
  #segments: WindowSegment[] = []
  #retired: WindowSegment[] = []
  #inits: number[] = []
  #init = -1
  #nextSequence: number
  #discontinuitySequence: number
  #discontinuityNext = false
  #targetDuration: number | null = null
  #nextPart = 0
  #bytes = 0
  ended = false

  constructor(
    recording: string,
    start: { nextSequence: number; discontinuitySequence: number },
    limits = windowLimits,
  ) {
    this.#recording = recording
    this.#limits = limits
    this.#nextSequence = start.nextSequence
    this.#discontinuitySequence = start.discontinuitySequence
  }

  get targetDuration(): number | null {
    return this.#targetDuration
  }

  setTargetDuration(seconds: number): void {
    this.#targetDuration = seconds
  }

  get nextPart(): number {
    return this.#nextPart
  }

  skipToPart(number: number): void {
    this.#nextPart = number
  }

  get nextSequence(): number {
    return this.#nextSequence
  }

  get segments(): readonly SegmentEntry[] {
    return this.#segments
  }

  get bytes(): number {
    return this.#bytes
  }

  addInit(number: number, init: InitBytes, discontinuity: boolean): void {
    this.#init = number
    this.#inits.push(number)
    this.#discontinuityNext ||= discontinuity
    this.#store(initFile('muxed', number), init.muxed)
    if (init.sound) this.#store(initFile('sound', number), init.sound)
  }

  /** Adds a part to the open segment, opening one where there is none; answers that segment's sequence number. */
  addPart(part: Part): { sequence: number; discontinuity: boolean } {
    const segment = this.#openSegment(part)
    segment.parts.push(part)
    segment.ticks += part.ticks
    this.#nextPart = part.number + 1
    const bytes = part.muxed.length + (part.sound?.length ?? 0)
    segment.bytes += bytes
    this.#bytes += bytes
    this.#store(partFile('muxed', part.number), part.muxed)
    if (part.sound) this.#store(partFile('sound', part.number), part.sound)
    return { sequence: segment.sequence, discontinuity: segment.discontinuity }
  }

  closeSegment(): void {
    const segment = this.#segments.at(-1)
    if (!segment || segment.complete) return
    segment.complete = true
    this.#join(segment)
    this.#prune()
  }

  /** `path` is as the playlists write it: RECORDING/FILE. */
  file(path: string): MediaFile | undefined {
    return this.#files.get(path)
  }

  /** Bytes of the segment that begins with this part. */
  segmentBytes(firstPart: number): { muxed: number; sound: number } {
    const lengthOf = (name: string) => this.#files.get(this.#path(name))?.body.length ?? 0
    return {
      muxed: lengthOf(segmentFile('muxed', firstPart)),
      sound: lengthOf(segmentFile('sound', firstPart)),
    }
  }

  /** True for the part that the playlists announce as the next. */
  isHinted(path: string): boolean {
    return (
      path === this.#path(partFile('muxed', this.#nextPart)) ||
      path === this.#path(partFile('sound', this.#nextPart))
    )
  }

  /** Null until the first GOP has decided the target duration. */
  playlist(): LivePlaylist | null {
    if (this.#targetDuration === null || this.#segments.length === 0) return null
    return {
      recording: this.#recording,
      targetDuration: this.#targetDuration,
      discontinuitySequence: this.#discontinuitySequence,
      segments: this.#segments,
      nextPart: this.#nextPart,
      ended: this.ended,
    }
  }

  #openSegment(part: Part): WindowSegment {
    const last = this.#segments.at(-1)
    if (last && !last.complete) return last
    const segment: WindowSegment = {
      sequence: this.#nextSequence,
      ticks: 0,
      at: part.at,
      discontinuity: this.#discontinuityNext,
      init: this.#init,
      hasSound: part.sound !== null,
      complete: false,
      parts: [],
      bytes: 0,
    }
    this.#nextSequence += 1
    this.#discontinuityNext = false
    this.#segments.push(segment)
    return segment
  }

  /** Makes the segment's bytes one buffer, of which its parts become views: nothing is held twice. */
  #join(segment: WindowSegment): void {
    const first = segment.parts[0]
    if (!first) return
    const muxed = Buffer.concat(segment.parts.map((part) => part.muxed))
    this.#store(segmentFile('muxed', first.number), muxed)
    let offset = 0
    for (const part of segment.parts) {
      part.muxed = muxed.subarray(offset, offset + part.muxed.length)
      offset += part.muxed.length
      this.#store(partFile('muxed', part.number), part.muxed)
    }
    if (segment.hasSound) this.#joinSound(segment, first.number)
  }

  #joinSound(segment: WindowSegment, firstNumber: number): void {
    const sound = Buffer.concat(segment.parts.map((part) => part.sound ?? Buffer.alloc(0)))
    this.#store(segmentFile('sound', firstNumber), sound)
    let offset = 0
    for (const part of segment.parts) {
      if (!part.sound) continue
      part.sound = sound.subarray(offset, offset + part.sound.length)
      offset += part.sound.length
      this.#store(partFile('sound', part.number), part.sound)
    }
  }

  #prune(): void {
    const keep = WINDOW_TARGETS * (this.#targetDuration ?? 6) * VIDEO_TIMESCALE
    let total = ticksOf(this.#segments)
    let bytes = bytesOf(this.#segments)
    while (this.#segments.length > 1) {
      const oldest = this.#segments[0]
      const isSpare = this.#segments.length > FEWEST_SEGMENTS && total - (oldest?.ticks ?? 0) >= keep
      const isTooMuch =
        bytes > this.#limits.listedBytes || this.#segments.length > this.#limits.listedSegments
      if (!oldest || !(isSpare || isTooMuch)) break
      total -= oldest.ticks
      bytes -= oldest.bytes
      this.#segments.shift()
      this.#retired.push(oldest)
      if (oldest.discontinuity) this.#discontinuitySequence += 1
    }
    this.#forgetRetired(total)
  }

  #forgetRetired(longest: number): void {
    let ticks = ticksOf(this.#retired)
    let bytes = bytesOf(this.#retired)
    for (;;) {
      const oldest = this.#retired[0]
      if (!oldest || (ticks - oldest.ticks < longest && bytes < this.#limits.retiredBytes)) break
      ticks -= oldest.ticks
      bytes -= oldest.bytes
      this.#retired.shift()
      this.#forget(oldest)
    }
  }

  #forget(segment: WindowSegment): void {
    this.#bytes -= segment.bytes
    for (const rendition of ['muxed', 'sound'] as const) {
      this.#files.delete(this.#path(segmentFile(rendition, segment.parts[0]?.number ?? -1)))
      for (const part of segment.parts) this.#files.delete(this.#path(partFile(rendition, part.number)))
    }
    const oldestInit = (this.#retired[0] ?? this.#segments[0])?.init ?? this.#init
    while ((this.#inits[0] ?? oldestInit) < oldestInit) {
      const init = this.#inits.shift() ?? -1
      this.#files.delete(this.#path(initFile('muxed', init)))
      this.#files.delete(this.#path(initFile('sound', init)))
    }
  }

  #store(name: string, body: Buffer): void {
    const type = name.startsWith('a') ? 'audio/mp4' : 'video/mp4'
    this.#files.set(this.#path(name), { body, headers: mediaHeaders(type, body.length) })
  }

  #path(name: string): string {
    return `${this.#recording}/${name}`
  }
}

function ticksOf(segments: readonly WindowSegment[]): number {
  return segments.reduce((sum, segment) => sum + segment.ticks, 0)
}

function bytesOf(segments: readonly WindowSegment[]): number {
  return segments.reduce((sum, segment) => sum + segment.bytes, 0)
}

function mediaHeaders(type: string, length: number): string[] {
  return [
    'Content-Type',
    type,
    'Content-Length',
    String(length),
    'Cache-Control',
    'public, max-age=31536000, immutable',
    'Access-Control-Allow-Origin',
    '*',
    'X-Content-Type-Options',
    'nosniff',
  ]
}
