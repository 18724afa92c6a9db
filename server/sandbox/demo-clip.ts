import {
  EncodedPacketSink,
  FilePathSource,
  Input,
  MP4,
  type InputAudioTrack,
  type InputVideoTrack,
} from 'mediabunny'
import { encodeWireFrame, type StartMessage, type WireFrame } from '#app/kernel/ingest-wire.ts'
import { findClip } from '#prisma/seed/clip/find-clip.ts'

/** A clip as a phone would send it: what it announces, and one loop of coded frames in the order of their time. */
export interface DemoClip {
  tracks: Pick<StartMessage, 'video' | 'audio'>
  frames: WireFrame[]
  /** Length of one loop in microseconds. */
  loop: number
}

/**
 * Reads a clip of H.264 without B-frames and AAC into memory. Its sound must be as long as its picture, to within one
 * AAC frame, or the two would drift apart from loop to loop.
 */
export async function readClip(file = findClip()): Promise<DemoClip> {
  const input = new Input({ source: new FilePathSource(file), formats: [MP4] })
  try {
    const video = await input.getPrimaryVideoTrack()
    const audio = await input.getPrimaryAudioTrack()
    if (video === null || audio === null) throw new Error(`${file} needs picture and sound`)
    const picture = await readTrack(video, 'video')
    const sound = await readTrack(audio, 'audio')
    if (Math.abs(picture.length - sound.length) > 21_334)
      throw new Error(`${file}: sound and picture differ in length`)
    return {
      tracks: { video: await describeVideo(video), audio: await describeAudio(audio) },
      frames: [...picture.frames, ...sound.frames].sort((left, right) => left.at - right.at),
      loop: picture.length,
    }
  } finally {
    input.dispose()
  }
}

/** The frames of the loop's `turn`-th repetition on the wire, with time going on from the one before. */
export function wireMessage(clip: DemoClip, frame: WireFrame, turn: number): Uint8Array {
  return encodeWireFrame({ ...frame, at: turn * clip.loop + frame.at })
}

async function readTrack(track: InputVideoTrack | InputAudioTrack, kind: WireFrame['track']) {
  const frames: WireFrame[] = []
  let length = 0
  for await (const packet of new EncodedPacketSink(track).packets()) {
    const at = Math.round(packet.timestamp * 1e6)
    frames.push({ track: kind, at, key: packet.type === 'key', compositionOffset: 0, payload: packet.data })
    length = Math.round((packet.timestamp + packet.duration) * 1e6)
  }
  return { frames, length }
}

async function describeVideo(track: InputVideoTrack): Promise<StartMessage['video']> {
  const config = await track.getDecoderConfig()
  if (config?.description === undefined) throw new Error('the picture has no decoder configuration')
  const { codec, codedWidth = 0, codedHeight = 0 } = config
  return { codec, width: codedWidth, height: codedHeight, description: base64(config.description) }
}

async function describeAudio(track: InputAudioTrack): Promise<NonNullable<StartMessage['audio']>> {
  const config = await track.getDecoderConfig()
  if (config?.description === undefined) throw new Error('the sound has no decoder configuration')
  const { codec, sampleRate, numberOfChannels } = config
  return { codec, sampleRate, channels: numberOfChannels, description: base64(config.description) }
}

function base64(description: AllowSharedBufferSource): string {
  const bytes = ArrayBuffer.isView(description)
    ? Buffer.from(description.buffer, description.byteOffset, description.byteLength)
    : Buffer.from(description)
  return bytes.toString('base64')
}
