import type { AudioTrack, VideoTrack } from '../frames.ts'
import { box, fullBox, latin, u16, u32 } from './box.ts'

/** Ticks a second of the picture's clock; the sound's clock ticks at its sample rate. */
export const VIDEO_TIMESCALE = 90_000
export const VIDEO_TRACK_ID = 1
export const AUDIO_TRACK_ID = 2

const IDENTITY_MATRIX = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
const NO_SAMPLES = [
  fullBox('stts', 0, 0, u32(0)),
  fullBox('stsc', 0, 0, u32(0)),
  fullBox('stsz', 0, 0, u32(0, 0)),
  fullBox('stco', 0, 0, u32(0)),
]

/** The init segment (ftyp, moov) of fragments that hold these tracks. */
export function initSegment(tracks: { video?: VideoTrack; audio?: AudioTrack }): Buffer {
  const ids: number[] = []
  const traks: Buffer[] = []
  if (tracks.video) {
    ids.push(VIDEO_TRACK_ID)
    traks.push(videoTrak(tracks.video))
  }
  if (tracks.audio) {
    ids.push(AUDIO_TRACK_ID)
    traks.push(audioTrak(tracks.audio))
  }
  const header = fullBox(
    'mvhd',
    0,
    0,
    u32(0, 0, 1000, 0, 0x10000),
    u16(0x100, 0),
    u32(0, 0),
    IDENTITY_MATRIX,
    u32(0, 0, 0, 0, 0, 0),
    u32(Math.max(...ids) + 1),
  )
  const fragmented = box('mvex', ...ids.map((id) => fullBox('trex', 0, 0, u32(id, 1, 0, 0, 0))))
  const brand = box('ftyp', latin('iso5'), u32(512), latin('iso5iso6mp41'))
  return Buffer.concat([brand, box('moov', header, ...traks, fragmented)])
}

function videoTrak(video: VideoTrack): Buffer {
  const entry = box(
    'avc1',
    u32(0),
    u16(0, 1),
    u16(0, 0),
    u32(0, 0, 0),
    u16(video.width, video.height),
    u32(0x480000, 0x480000, 0),
    u16(1),
    Buffer.alloc(32),
    u16(24, 0xffff),
    box('avcC', video.avcC),
  )
  return trak({
    header: trackHeader(VIDEO_TRACK_ID, 0, video.width, video.height),
    timescale: VIDEO_TIMESCALE,
    handler: 'vide',
    mediaHeader: fullBox('vmhd', 0, 1, u16(0, 0, 0, 0)),
    entry,
  })
}

function audioTrak(audio: AudioTrack): Buffer {
  // The 16.16 rate field cannot hold 96 kHz; the AudioSpecificConfig is what decoders read.
  const rate = audio.sampleRate < 0x10000 ? audio.sampleRate * 0x10000 : 0
  const entry = box(
    'mp4a',
    u32(0),
    u16(0, 1),
    u32(0, 0),
    u16(audio.channels, 16, 0, 0),
    u32(rate),
    fullBox('esds', 0, 0, elementaryStream(audio.asc)),
  )
  return trak({
    header: trackHeader(AUDIO_TRACK_ID, 0x100, 0, 0),
    timescale: audio.sampleRate,
    handler: 'soun',
    mediaHeader: fullBox('smhd', 0, 0, u16(0, 0)),
    entry,
  })
}

/** ISO 14496-1, 7.2.6.5: MPEG-4 audio, as wide as it likes. */
function elementaryStream(asc: Buffer): Buffer {
  const decoder = descriptor(4, Buffer.from([0x40, 0x15, 0, 0, 0]), u32(0, 0), descriptor(5, asc))
  return descriptor(3, u16(AUDIO_TRACK_ID), Buffer.from([0]), decoder, descriptor(6, Buffer.from([2])))
}

function descriptor(tag: number, ...contents: Buffer[]): Buffer {
  const body = Buffer.concat(contents)
  const length = [21, 14, 7, 0].map((shift) => ((body.length >> shift) & 0x7f) | (shift > 0 ? 0x80 : 0))
  return Buffer.concat([Buffer.from([tag, ...length]), body])
}

function trackHeader(id: number, volume: number, width: number, height: number): Buffer {
  return fullBox(
    'tkhd',
    0,
    3,
    u32(0, 0, id, 0, 0, 0, 0),
    u16(0, 0, volume, 0),
    IDENTITY_MATRIX,
    u32(width * 0x10000, height * 0x10000),
  )
}

function trak(parts: {
  header: Buffer
  timescale: number
  handler: string
  mediaHeader: Buffer
  entry: Buffer
}): Buffer {
  const undetermined = 0x55c4
  const mediaHeader = fullBox('mdhd', 0, 0, u32(0, 0, parts.timescale, 0), u16(undetermined, 0))
  const handler = fullBox('hdlr', 0, 0, u32(0), latin(parts.handler), u32(0, 0, 0), latin('\0'))
  const sameFile = box('dinf', fullBox('dref', 0, 0, u32(1), fullBox('url ', 0, 1)))
  const table = box('stbl', fullBox('stsd', 0, 0, u32(1), parts.entry), ...NO_SAMPLES)
  return box(
    'trak',
    parts.header,
    box('mdia', mediaHeader, handler, box('minf', parts.mediaHeader, sameFile, table)),
  )
}
