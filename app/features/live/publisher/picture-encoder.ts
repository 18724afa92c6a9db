import { toBytes } from './sound-encoder.ts'

export interface PictureDescription {
  codec: string
  width: number
  height: number
  description: Uint8Array
}

export interface EncodedPicture {
  /** Microseconds on the shared clock. */
  at: number
  key: boolean
  payload: Uint8Array
}

export interface PictureListener {
  onDescription(description: PictureDescription): void
  onPicture(picture: EncodedPicture): void
  onFailure(error: unknown): void
}

export interface PictureEncoderOptions {
  bitrate: number
  framerate: number
}

const keyFrameEveryMicroseconds = 2_000_000
/** Baseline first: no phone's encoder reorders its pictures. Level 4.0 carries 1080p. */
const codecs = ['avc1.42E028', 'avc1.42E01F', 'avc1.4D0028', 'avc1.640028', 'avc1.42001F']

/** H.264 by the browser's encoder, a key frame each two seconds and wherever one is asked for. */
export class PictureEncoder {
  #encoder: VideoEncoder
  #options: PictureEncoderOptions
  #codec: string
  #size = { width: 0, height: 0 }
  #keyAt = -Infinity
  #keyWanted = true

  private constructor(options: PictureEncoderOptions, codec: string, listener: PictureListener) {
    this.#options = options
    this.#codec = codec
    this.#encoder = new VideoEncoder({
      output: (chunk, meta) => pass(chunk, meta, this.#size, listener),
      error: (error) => listener.onFailure(error),
    })
  }

  /** Null where this browser cannot encode H.264. */
  static async create(
    options: PictureEncoderOptions,
    listener: PictureListener,
  ): Promise<PictureEncoder | null> {
    if (typeof VideoEncoder === 'undefined') return null
    for (const codec of codecs) {
      const { supported } = await VideoEncoder.isConfigSupported(
        configuration(codec, { width: 1280, height: 720 }, options),
      )
      if (supported) return new PictureEncoder(options, codec, listener)
    }
    return null
  }

  /** Pictures waiting inside the encoder, as seconds of film. */
  get backlogSeconds(): number {
    return this.#encoder.encodeQueueSize / this.#options.framerate
  }

  requestKey(): void {
    this.#keyWanted = true
  }

  /** Encodes and closes the frame. A turned phone changes its size: the encoder then starts anew. */
  encode(frame: VideoFrame): void {
    const size = { width: frame.displayWidth & ~1, height: frame.displayHeight & ~1 }
    if (size.width !== this.#size.width || size.height !== this.#size.height) {
      this.#size = size
      this.#encoder.configure(configuration(this.#codec, size, this.#options))
      this.#keyWanted = true
    }
    const keyFrame = this.#keyWanted || frame.timestamp - this.#keyAt >= keyFrameEveryMicroseconds
    if (keyFrame) this.#keyAt = frame.timestamp
    this.#keyWanted = false
    this.#encoder.encode(frame, { keyFrame })
    frame.close()
  }

  flush(): Promise<void> {
    return this.#encoder.state === 'configured' ? this.#encoder.flush() : Promise.resolve()
  }

  close(): void {
    if (this.#encoder.state !== 'closed') this.#encoder.close()
  }
}

function configuration(
  codec: string,
  size: { width: number; height: number },
  options: PictureEncoderOptions,
): VideoEncoderConfig {
  return { codec, ...size, ...options, latencyMode: 'realtime', avc: { format: 'avc' } }
}

function pass(
  chunk: EncodedVideoChunk,
  meta: EncodedVideoChunkMetadata | undefined,
  size: { width: number; height: number },
  listener: PictureListener,
): void {
  const described = meta?.decoderConfig
  if (described?.description) {
    listener.onDescription({ codec: described.codec, ...size, description: toBytes(described.description) })
  }
  const payload = new Uint8Array(chunk.byteLength)
  chunk.copyTo(payload)
  listener.onPicture({ at: chunk.timestamp, key: chunk.type === 'key', payload })
}
