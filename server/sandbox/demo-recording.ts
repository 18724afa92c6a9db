import path from 'node:path'
import type { WireFrame } from '#app/kernel/ingest-wire.ts'
import { Channel } from '../media/channel.ts'
import type { Frame } from '../media/frames.ts'
import { readTracks } from '../media/ingest/tracks.ts'
import type { MediaLog } from '../media/log.ts'
import { readClip, type DemoClip } from './demo-clip.ts'

export interface DemoRecording {
  /** The broadcast's id, which names the folder. */
  recording: string
  channel: string
  /** The moment of the first picture, in milliseconds since the epoch. */
  beganAt: number
  seconds: number
}

/**
 * Records the demo's clip as a broadcast that began at `beganAt`, loop after loop, through the packager that records phones,
 * but at once: nobody watches it live. It ends on a whole group of pictures. Answers the length of what is on disk, in
 * seconds: 0 where nothing could be recorded.
 */
export async function recordDemoClip(
  { recording, channel: name, beganAt, seconds }: DemoRecording,
  { dataDir, log }: { dataDir: string; log: MediaLog },
): Promise<{ durationSeconds: number }> {
  const clip = await readClip()
  const tracks = readTracks({
    avcC: Buffer.from(clip.tracks.video.description, 'base64'),
    asc: clip.tracks.audio && Buffer.from(clip.tracks.audio.description, 'base64'),
  })
  if (!tracks.ok) throw new Error(`the demo's clip cannot be recorded: ${tracks.reason}`)
  const folder = path.join(dataDir, 'recordings', recording)
  const channel = await Channel.open({ name, recording, folder, open: true, resume: false, log })
  channel.configure(tracks.value, beganAt)
  for (const frame of framesFor(clip, seconds * 1e6)) channel.write(frame)
  return channel.end()
}

function* framesFor(clip: DemoClip, length: number): Generator<Frame> {
  for (let turn = 0; ; turn++)
    for (const frame of clip.frames) {
      const at = turn * clip.loop + frame.at
      if (at >= length && frame.key && frame.track === 'video') return
      yield { ...frame, at, payload: bytesOf(frame) }
    }
}

function bytesOf({ payload }: WireFrame): Buffer {
  return Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength)
}
