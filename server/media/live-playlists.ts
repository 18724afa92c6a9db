import { gzipSync } from 'node:zlib'
import type { Tracks } from './frames.ts'
import type { LiveWindow } from './live-window.ts'
import { VIDEO_TIMESCALE } from './mp4/init-segment.ts'
import { PART_TARGET } from './part-cut.ts'
import { renderLive, renderMultivariant } from './playlist.ts'
import type { Rendition, SegmentEntry, Variant } from './playlist.ts'

export interface Playlist {
  plain: Buffer
  gzip: () => Buffer
}

/** RFC 8216bis, 6.2.5.2: how far ahead `_HLS_part` may ask. */
const ADVANCE_PART_LIMIT = Math.ceil(3 / PART_TARGET)
const UNMEASURED_BANDWIDTH = { muxed: 3_000_000, sound: 160_000 }

/** A live window's playlists, each made once a change. */
export class LivePlaylists {
  readonly #window: LiveWindow
  readonly #made = new Map<string, Playlist>()
  readonly #bandwidth = { muxed: 0, sound: 0 }

  constructor(window: LiveWindow) {
    this.#window = window
  }

  /** The window has changed: what was made is out of date. */
  change(): void {
    this.#made.clear()
  }

  /** The media playlist as it is now, made once a change; null while the target duration is not known. */
  media(rendition: Rendition, delta: boolean): Playlist | null {
    const name = `${rendition}${delta ? ' delta' : ''}`
    const made = this.#made.get(name)
    if (made) return made
    const live = this.#window.playlist()
    if (!live) return null
    const playlist = compressible(renderLive(live, rendition, delta))
    this.#made.set(name, playlist)
    return playlist
  }

  /** The playlist of renditions, for native players; null while there is nothing to play. */
  multivariant(tracks: Tracks): Playlist | null {
    if (!this.#window.playlist()) return null
    const { video, audio } = tracks
    const soundCodec = audio ? [audio.codec] : []
    const variants: Variant[] = [
      {
        uri: 'index.m3u8',
        codecs: [video.codec, ...soundCodec].join(','),
        bandwidth: this.#bandwidth.muxed || UNMEASURED_BANDWIDTH.muxed,
        size: video,
      },
    ]
    if (audio) {
      const bandwidth = this.#bandwidth.sound || UNMEASURED_BANDWIDTH.sound
      variants.push({ uri: 'audio.m3u8', codecs: audio.codec, bandwidth })
    }
    return compressible(renderMultivariant(variants))
  }

  /** Whether they hold segment `sequence` whole or, with `part`, that part of it (RFC 8216bis, 6.2.5.2). */
  hold(sequence: number, part: number | null): boolean {
    const segments = this.#window.segments
    const last = segments.at(-1)
    if (!last || this.#window.targetDuration === null) return false
    if (this.#window.ended || sequence < last.sequence - 1) return true
    if (sequence > last.sequence) return false
    if (part === null) return sequence < last.sequence || last.complete
    const segment = sequence === last.sequence ? last : segments.at(-2)
    return sequence < last.sequence || (segment !== undefined && part < segment.parts.length)
  }

  /** Whether a blocking request for this asks too far ahead. */
  areFarBehind(sequence: number, part: number | null): boolean {
    if (this.#window.ended) return false
    const last = this.#window.segments.at(-1)
    if (!last) return sequence > this.#window.nextSequence + 2
    if (sequence > last.sequence + 2) return true
    return part !== null && sequence >= last.sequence && part >= last.parts.length + ADVANCE_PART_LIMIT
  }

  /** Takes the bandwidth of a segment that has just been closed. */
  measure({ parts, ticks }: SegmentEntry): void {
    const bits = this.#window.segmentBytes(parts[0]?.number ?? -1)
    const perSecond = (8 * VIDEO_TIMESCALE) / Math.max(ticks, 1)
    this.#bandwidth.muxed = Math.max(this.#bandwidth.muxed, bits.muxed * perSecond)
    this.#bandwidth.sound = Math.max(this.#bandwidth.sound, bits.sound * perSecond)
  }
}

function compressible(text: string): Playlist {
  const plain = Buffer.from(text)
  let compressed: Buffer | null = null
  return { plain, gzip: () => (compressed ??= gzipSync(plain)) }
}
