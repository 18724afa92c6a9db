import type { Frame, Tracks } from '../frames.ts'

/** H.264 Constrained Baseline, 720 × 1280, as a phone's encoder described it. */
const AVCC = Buffer.from(
  '014d400cffe10018674d400ceca1412d8088000003000800000301907' + '8a14cb0010004' + '68ce0fc8',
  'hex',
)
const ASC = { 48_000: Buffer.from('1190', 'hex'), 44_100: Buffer.from('1210', 'hex') }

export function fakeTracks(sampleRate: 48_000 | 44_100 | null): Tracks {
  const video = { codec: 'avc1.4d400c', width: 160, height: 288, avcC: AVCC }
  if (sampleRate === null) return { video }
  return { video, audio: { codec: 'mp4a.40.2', sampleRate, channels: 2, asc: ASC[sampleRate] } }
}

export interface Shot {
  /** Microseconds since the frame before. */
  after: number
  key: boolean
}

/** A regular row of pictures, with a key frame each `gop` frames. */
export function regularShots(options: { fps: number; seconds: number; gop: number }): Shot[] {
  const { fps, seconds, gop } = options
  return Array.from({ length: Math.round(fps * seconds) }, (_, i) => ({
    after: 1e6 / fps,
    key: i % gop === 0,
  }))
}

/**
 * The frames of these shots with their sound, interleaved by time. Times are rounded to milliseconds, as RTMP's are.
 * Sound runs through the pictures' gaps.
 */
export function filmed(shots: readonly Shot[], sampleRate: number | null, start = 0): Frame[] {
  const frames: Frame[] = []
  let at = start
  for (const [i, { after, key }] of shots.entries()) {
    if (i > 0) at += after
    const payload = Buffer.alloc(key ? 60 : 20, 7)
    frames.push({ track: 'video', at: toMilliseconds(at), compositionOffset: 0, key, payload })
  }
  if (sampleRate !== null) {
    for (let i = 0; start + (i * 1024e6) / sampleRate < at; i += 1) {
      const time = toMilliseconds(start + (i * 1024e6) / sampleRate)
      frames.push({ track: 'audio', at: time, compositionOffset: 0, key: true, payload: Buffer.alloc(8, 9) })
    }
  }
  return frames.sort((a, b) => a.at - b.at || a.track.localeCompare(b.track))
}

function toMilliseconds(microseconds: number): number {
  return Math.round(microseconds / 1000) * 1000
}
