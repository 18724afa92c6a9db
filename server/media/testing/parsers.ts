import * as HLS from 'hls-parser'
import { Parser } from 'm3u8-parser'
import type { Manifest } from 'm3u8-parser'

HLS.setOptions({ strictMode: true })

export interface ReadSegment {
  uri: string
  duration: number
  parts: { uri: string; duration: number }[]
  init: string | undefined
  at: number
}

export interface ReadPlaylist {
  mediaSequence: number
  targetDuration: number
  skipped: number
  ended: boolean
  /** Complete segments. */
  segments: ReadSegment[]
  openParts: { uri: string; duration: number }[]
  hint: string | undefined
  discontinuities: number[]
}

/** Reads a media playlist with two independent parsers; throws where either complains or they disagree. */
export function readPlaylist(text: string): ReadPlaylist {
  const one = readWithHlsParser(text)
  const other = readWithM3u8Parser(text)
  const difference = firstDifference(one, other)
  if (difference) throw new Error(`the parsers disagree on ${difference}\n${text}`)
  return one
}

function readWithHlsParser(text: string): ReadPlaylist {
  const parsed = HLS.parse(text)
  if (parsed.isMasterPlaylist) throw new Error('a multivariant playlist')
  const playlist: HLS.types.MediaPlaylist = parsed
  const complete = playlist.segments.filter((segment) => segment.uri !== '')
  const open = playlist.segments.find((segment) => segment.uri === '')
  const partsOf = (segment: HLS.types.Segment | undefined) =>
    (segment?.parts ?? [])
      .filter((part) => !part.hint)
      .map((part) => ({ uri: part.uri, duration: part.duration ?? 0 }))
  return {
    mediaSequence: playlist.mediaSequenceBase ?? 0,
    targetDuration: playlist.targetDuration,
    skipped: playlist.skip ?? 0,
    ended: playlist.endlist,
    segments: complete.map((segment) => ({
      uri: segment.uri,
      duration: segment.duration,
      parts: partsOf(segment),
      init: segment.map?.uri,
      at: segment.programDateTime?.getTime() ?? Number.NaN,
    })),
    openParts: partsOf(open),
    hint: open?.parts.find((part) => part.hint)?.uri,
    discontinuities: complete.flatMap((segment, i) => (segment.discontinuity ? [i] : [])),
  }
}

function readWithM3u8Parser(text: string): ReadPlaylist {
  const manifest = complainingParse(text)
  const { preloadSegment } = manifest
  const partsOf = (parts: { uri: string; duration: number }[] | undefined) =>
    (parts ?? []).map(({ uri, duration }) => ({ uri, duration }))
  return {
    mediaSequence: manifest.mediaSequence,
    targetDuration: manifest.targetDuration,
    skipped: manifest.skip?.skippedSegments ?? 0,
    ended: manifest.endList ?? false,
    segments: manifest.segments.map((segment) => ({
      uri: segment.uri,
      duration: segment.duration,
      parts: partsOf(segment.parts),
      init: segment.map?.uri,
      at: segment.dateTimeObject?.getTime() ?? Number.NaN,
    })),
    openParts: partsOf(preloadSegment?.parts),
    hint: preloadSegment?.preloadHints?.[0]?.uri,
    discontinuities: manifest.segments.flatMap((segment, i) => (segment.discontinuity ? [i] : [])),
  }
}

function complainingParse(text: string): Manifest {
  const parser = new Parser()
  const complaints: string[] = []
  for (const event of ['warn', 'error'] as const) {
    parser.on(event, ({ message }) => complaints.push(message))
  }
  parser.push(text)
  parser.end()
  if (complaints.length > 0) throw new Error(`${complaints.join('; ')}\n${text}`)
  return parser.manifest
}

function firstDifference(one: ReadPlaylist, other: ReadPlaylist): string | null {
  for (const key of Object.keys(one) as (keyof ReadPlaylist)[]) {
    const [a, b] = [JSON.stringify(one[key]), JSON.stringify(other[key])]
    if (a !== b) return `${key}: ${a} · ${b}`
  }
  return null
}
