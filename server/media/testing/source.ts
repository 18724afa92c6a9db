import { execFileSync, spawnSync } from 'node:child_process'
import type { Frame, Tracks } from '../frames.ts'
import { parseAudioSpecificConfig } from '../mp4/aac.ts'
import { codecString, parseSps } from '../mp4/h264.ts'

export const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0

export interface Source {
  tracks: Tracks
  /** Interleaved by decode time. */
  frames: Frame[]
}

/** A few seconds of ffmpeg's test picture and a tone, as a publisher's frames. */
export function makeSource(options: {
  fps: number
  sampleRate?: number
  channels?: number
  seconds: number
  gop: number
  bFrames?: number
  size?: string
}): Source {
  const { fps, sampleRate = 48_000, channels = 2, seconds, gop, bFrames = 0, size = '160x288' } = options
  const flv = execFileSync(
    'ffmpeg',
    [
      ...['-hide_banner', '-loglevel', 'error'],
      ...['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=${fps}:duration=${seconds}`],
      ...['-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=${sampleRate}:duration=${seconds}`],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-bf', String(bFrames)],
      ...['-g', String(gop), '-keyint_min', String(gop), '-sc_threshold', '0', '-threads', '1'],
      ...['-c:a', 'aac', '-b:a', '64k', '-ac', String(channels), '-f', 'flv', 'pipe:1'],
    ],
    { maxBuffer: 256 * 1024 * 1024 },
  )
  return readFlv(flv)
}

/** Reads a whole FLV file of H.264 and AAC. */
function readFlv(flv: Buffer): Source {
  const frames: Frame[] = []
  let avcC: Buffer | null = null
  let asc: Buffer | null = null
  let position = flv.readUInt32BE(5) + 4
  while (position + 11 < flv.length) {
    const type = flv.readUInt8(position)
    const length = flv.readUIntBE(position + 1, 3)
    const milliseconds = flv.readUIntBE(position + 4, 3) + flv.readUInt8(position + 7) * 0x1000000
    const body = flv.subarray(position + 11, position + 11 + length)
    position += 11 + length + 4
    const at = milliseconds * 1000
    if (type === 9 && body[1] === 0) avcC = body.subarray(5)
    else if (type === 8 && body[1] === 0) asc = body.subarray(2)
    else if (type === 9 && body[1] === 1) {
      const compositionOffset = body.readIntBE(2, 3) * 1000
      const key = body.readUInt8(0) >> 4 === 1
      frames.push({ track: 'video', at, compositionOffset, key, payload: body.subarray(5) })
    } else if (type === 8) {
      frames.push({ track: 'audio', at, compositionOffset: 0, key: true, payload: body.subarray(2) })
    }
  }
  if (!avcC || !asc) throw new Error('ffmpeg wrote no configuration')
  const audio = { ...parseAudioSpecificConfig(asc), asc }
  return { tracks: { video: { codec: codecString(avcC), ...parseSps(avcC), avcC }, audio }, frames }
}

/** The same frames again, later by so many microseconds. */
export function shifted(frames: readonly Frame[], microseconds: number): Frame[] {
  return frames.map((frame) => ({ ...frame, at: frame.at + microseconds }))
}
