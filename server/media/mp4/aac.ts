import { BitReader } from './bits.ts'
import { MalformedMediaError } from './malformed.ts'

export interface AacConfiguration {
  /** RFC 6381. */
  codec: 'mp4a.40.2'
  /** Hertz. */
  sampleRate: number
  channels: 1 | 2
}

/** Samples of each channel in one AAC frame. */
export const AAC_FRAME_SAMPLES = 1024

const RATES = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350,
]
const EXPLICIT_RATE = 15

/**
 * Reads an AudioSpecificConfig (ISO 14496-3, 1.6.2.1): AAC-LC of 1,024-sample frames in mono or stereo, all else throws
 * MalformedMediaError with reason `audio-codec`, `audio-channels` or `AudioSpecificConfig`.
 */
export function parseAudioSpecificConfig(asc: Buffer): AacConfiguration {
  const reader = new BitReader(asc, 'AudioSpecificConfig')
  const objectType = reader.bits(5)
  if (objectType !== 2)
    throw new MalformedMediaError('audio-codec', `audio object type ${objectType} is not AAC-LC`)
  const index = reader.bits(4)
  const sampleRate = index === EXPLICIT_RATE ? reader.bits(24) : RATES[index]
  if (sampleRate === undefined || sampleRate < 7_350 || sampleRate > 96_000) {
    throw new MalformedMediaError(
      'AudioSpecificConfig',
      `sampling frequency ${sampleRate ?? `index ${index}`}`,
    )
  }
  const channels = reader.bits(4)
  if (channels !== 1 && channels !== 2) {
    throw new MalformedMediaError(
      'audio-channels',
      `channel configuration ${channels}; mono and stereo are taken`,
    )
  }
  if (reader.bit() === 1) throw new MalformedMediaError('audio-codec', 'frames of 960 samples')
  return { codec: 'mp4a.40.2', sampleRate, channels }
}

const SILENCE = {
  1: Buffer.from('00c800802380', 'hex'),
  2: Buffer.from('210049900219002380', 'hex'),
}

/** One AAC-LC frame that decodes to silence. */
export function silentFrame(channels: 1 | 2): Buffer {
  return SILENCE[channels]
}
