import type { PublishRefusal } from '#app/kernel/ingest-wire.ts'
import { done, refused } from '#app/kernel/outcome.ts'
import type { Outcome } from '#app/kernel/outcome.ts'
import type { Tracks } from '../frames.ts'
import { parseAudioSpecificConfig } from '../mp4/aac.ts'
import { parseAvcC, parseSps } from '../mp4/h264.ts'
import { MalformedMediaError } from '../mp4/malformed.ts'

const smallestSide = 16
const largestSide = 4096
/** Level 5.2, times ten (H.264 table A-1): the highest that phones decode. */
const highestLevel = 52
/** Profiles with 8 bits of 4:2:0, which browsers play: baseline, main, extended, high. */
const playableProfiles = new Set([66, 77, 88, 100])

/**
 * What a publisher sends, read from the decoder descriptions themselves: sizes and codecs that it merely claims are
 * not believed.
 */
export function readTracks(input: {
  avcC: Buffer
  asc: Buffer | undefined
}): Outcome<Tracks, PublishRefusal> {
  const video = readOrRefuse(() => readVideo(input.avcC), 'bad-picture')
  if (!video.ok) return video
  const { asc } = input
  if (!asc) return done({ video: video.value })
  const audio = readOrRefuse(() => done({ ...parseAudioSpecificConfig(asc), asc }), 'bad-sound')
  return audio.ok ? done({ video: video.value, audio: audio.value }) : audio
}

function readVideo(avcC: Buffer): Outcome<Tracks['video'], PublishRefusal> {
  const { codec, profile, level } = parseAvcC(avcC)
  if (!playableProfiles.has(profile)) return refused('unsupported-codec')
  const { width, height } = parseSps(avcC)
  const sane = [width, height].every((side) => side >= smallestSide && side <= largestSide)
  if (!sane || level < 9 || level > highestLevel) return refused('bad-picture')
  return done({ codec, width, height, avcC })
}

function readOrRefuse<Value>(
  read: () => Outcome<Value, PublishRefusal>,
  reason: PublishRefusal,
): Outcome<Value, PublishRefusal> {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof MalformedMediaError)) throw error
    const codecAtFault = error.reason === 'audio-codec' || error.reason === 'audio-channels'
    return refused(codecAtFault ? 'unsupported-codec' : reason)
  }
}
