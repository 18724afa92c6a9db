import { MediaClock } from './media-clock.ts'

export interface SoundDescription {
  codec: string
  sampleRate: number
  channels: number
  description: Uint8Array
}

export interface SoundEncoder {
  stop(): Promise<void>
}

export interface SoundListener {
  onDescription(description: SoundDescription): void
  /** One AAC frame; `at` in microseconds on the shared clock. */
  onSound(sound: { at: number; payload: Uint8Array }): void
  onFailure(error: unknown): void
}

const bitrate = 96_000
/** From the microphone to the finished AAC frame: capture chunk, the frame itself, the encoder's look-ahead. */
const encodingMicroseconds = 60_000

/**
 * Encodes a microphone's track as AAC. The browser's own encoder does it where it has one; else a WebAssembly
 * encoder is fetched then, and only then.
 */
export async function startSound(track: MediaStreamTrack, listener: SoundListener): Promise<SoundEncoder> {
  const bunny = await loadAacEncoder()
  const clock = new MediaClock()
  const source = new bunny.MediaStreamAudioTrackSource(
    track as MediaStreamAudioTrack,
    {
      codec: 'aac',
      bitrate,
      onEncodedPacket(packet, meta) {
        const described = meta?.decoderConfig
        if (described?.description) {
          listener.onDescription({
            codec: described.codec,
            sampleRate: described.sampleRate,
            channels: described.numberOfChannels,
            description: toBytes(described.description),
          })
        }
        const at = clock.read({
          source: packet.timestamp * 1e6,
          arrived: performance.now() * 1000,
          delay: encodingMicroseconds,
        })
        listener.onSound({ at, payload: packet.data })
      },
    },
    { timestampBase: 'zero' },
  )
  source.errorPromise.catch((error: unknown) => listener.onFailure(error))
  // The container is not wanted, only the frames on their way into it.
  const output = new bunny.Output({
    format: new bunny.Mp4OutputFormat({ fastStart: 'fragmented' }),
    target: new bunny.NullTarget(),
  })
  output.addAudioTrack(source)
  await output.start()
  return { stop: () => output.cancel() }
}

async function loadAacEncoder() {
  const bunny = await import('mediabunny')
  if (!(await bunny.canEncodeAudio('aac'))) {
    const { registerAacEncoder } = await import('@mediabunny/aac-encoder')
    registerAacEncoder()
  }
  return bunny
}

export function toBytes(source: AllowSharedBufferSource): Uint8Array {
  if (ArrayBuffer.isView(source))
    return new Uint8Array(source.buffer, source.byteOffset, source.byteLength).slice()
  return new Uint8Array(source).slice()
}
