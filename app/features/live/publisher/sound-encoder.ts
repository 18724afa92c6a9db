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
/** Every AAC encoder begins with a frame of silence that its timestamps do not count (ISO 14496-3, priming). */
const primingSamples = 1024

/**
 * Encodes a microphone's track as AAC. The browser's own encoder does it where it has one; else a WebAssembly
 * encoder is fetched then, and only then.
 */
export async function startSound(track: MediaStreamTrack, listener: SoundListener): Promise<SoundEncoder> {
  const bunny = await loadAacEncoder()
  const clock = new SampleClock()
  const source = new bunny.MediaStreamAudioTrackSource(
    track as MediaStreamAudioTrack,
    {
      codec: 'aac',
      bitrate,
      onEncodedSample: (sample) => clock.count(sample),
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
        listener.onSound({ at: clock.at(packet.timestamp), payload: packet.data })
      },
    },
    { timestampBase: 'zero' },
  )
  source.errorPromise.catch((error: unknown) => listener.onFailure(error))
  // The container is not wanted, only the frames on their way into it: the one that remembers none of them.
  const output = new bunny.Output({
    format: new bunny.AdtsOutputFormat(),
    target: new bunny.NullTarget(),
  })
  output.addAudioTrack(source)
  await output.start()
  return { stop: () => output.cancel() }
}

/**
 * The time of the sound by its count of samples, which is how encoders count it. Looked at before the encoder, so that
 * an encoder that is behind does not move the sound away from the picture.
 */
class SampleClock {
  #clock = new MediaClock()
  #samples = 0
  #rate = 48_000

  /** These samples go into the encoder now; the last of them was heard just before. */
  count({ numberOfFrames, sampleRate }: { numberOfFrames: number; sampleRate: number }): void {
    this.#samples += numberOfFrames
    this.#rate = sampleRate
    this.#clock.observe({ source: (this.#samples * 1e6) / sampleRate, arrived: performance.now() * 1000 })
  }

  /** Microseconds on the shared clock of a frame that the encoder puts at so many seconds. */
  at(seconds: number): number {
    return this.#clock.at((seconds - primingSamples / this.#rate) * 1e6)
  }
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
