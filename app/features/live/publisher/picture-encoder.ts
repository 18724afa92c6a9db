import { PictureScaler, scaledSize } from './picture-scaler.ts'
import type { Size } from './picture-scaler.ts'
import type { Rung } from './quality-ladder.ts'
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

const keyFrameEveryMicroseconds = 2_000_000
/** An encoder that holds pictures for so long is started anew: what it holds is too old for anybody. */
const hopelessLagMs = 2_000
/** A phone takes its encoder away when another app comes to the front; more often than this it is broken. */
const mostFailures = 5
const failureWindowMs = 60_000
/** Baseline first: no phone's encoder reorders its pictures. Level 4.0 carries 1080p. */
const codecs = ['avc1.42E028', 'avc1.42E01F', 'avc1.4D0028', 'avc1.640028', 'avc1.42001F']

/** H.264 by the browser's encoder, a key frame each two seconds and wherever one is asked for. */
export class PictureEncoder {
  #encoder: VideoEncoder
  #listener: PictureListener
  #quality: Rung
  #codec: string
  #size: Size = { width: 0, height: 0 }
  #scaler = new PictureScaler()
  #keyAt = -Infinity
  #keyWanted = true
  /** The times of the pictures inside the encoder. */
  #underWay: number[] = []
  #failures: number[] = []

  private constructor(quality: Rung, codec: string, listener: PictureListener) {
    this.#quality = quality
    this.#codec = codec
    this.#listener = listener
    this.#encoder = this.#build()
  }

  /** Null where this browser cannot encode H.264. */
  static async create(quality: Rung, listener: PictureListener): Promise<PictureEncoder | null> {
    if (typeof VideoEncoder === 'undefined') return null
    for (const codec of codecs) {
      const { supported } = await VideoEncoder.isConfigSupported(
        configuration(codec, { width: 1280, height: 720 }, quality),
      )
      if (supported) return new PictureEncoder(quality, codec, listener)
    }
    return null
  }

  /** How long the oldest picture inside has been on its way since it was taken, in ms, whatever the queue says. */
  get lagMs(): number {
    const [oldest] = this.#underWay
    return oldest === undefined ? 0 : performance.now() - oldest / 1000
  }

  requestKey(): void {
    this.#keyWanted = true
  }

  /** From the next picture on. */
  setQuality(quality: Rung): void {
    this.#quality = quality
    this.#size = { width: 0, height: 0 }
  }

  /** Encodes and closes the frame. A turned phone changes its size: the encoder then starts anew. */
  encode(frame: VideoFrame): void {
    const whole = { width: frame.displayWidth, height: frame.displayHeight }
    const size = scaledSize(whole, this.#quality.height)
    if (size.width !== this.#size.width || size.height !== this.#size.height) this.#configure(size)
    const keyFrame = this.#keyWanted || frame.timestamp - this.#keyAt >= keyFrameEveryMicroseconds
    if (keyFrame) this.#keyAt = frame.timestamp
    this.#keyWanted = false
    const scaled = size.width < (whole.width & ~1) ? this.#scaler.scale(frame, size) : frame
    this.#underWay.push(scaled.timestamp)
    this.#encoder.encode(scaled, { keyFrame })
    scaled.close()
  }

  /** Throws out what is inside where that is too old. */
  resetIfHopeless(): void {
    if (this.lagMs <= hopelessLagMs || this.#encoder.state !== 'configured') return
    this.#encoder.reset()
    this.#forget()
  }

  flush(): Promise<void> {
    return this.#encoder.state === 'configured' ? this.#encoder.flush() : Promise.resolve()
  }

  close(): void {
    if (this.#encoder.state !== 'closed') this.#encoder.close()
  }

  #build(): VideoEncoder {
    return new VideoEncoder({
      output: (chunk, meta) => this.#pass(chunk, meta),
      error: (error) => this.#mend(error),
    })
  }

  #configure(size: Size): void {
    this.#size = size
    this.#encoder.configure(configuration(this.#codec, size, this.#quality))
    this.#keyWanted = true
  }

  #forget(): void {
    this.#underWay = []
    this.#size = { width: 0, height: 0 }
    this.#keyWanted = true
  }

  #mend(error: unknown): void {
    const now = performance.now()
    this.#failures = [...this.#failures.filter((at) => now - at < failureWindowMs), now]
    if (this.#failures.length > mostFailures) return this.#listener.onFailure(error)
    this.#encoder = this.#build()
    this.#forget()
  }

  #pass(chunk: EncodedVideoChunk, meta: EncodedVideoChunkMetadata | undefined): void {
    // Pictures that the encoder left out never come.
    this.#underWay = this.#underWay.filter((at) => at > chunk.timestamp)
    const described = meta?.decoderConfig
    if (described?.description) {
      const description = toBytes(described.description)
      this.#listener.onDescription({ codec: described.codec, ...this.#size, description })
    }
    const payload = new Uint8Array(chunk.byteLength)
    chunk.copyTo(payload)
    this.#listener.onPicture({ at: chunk.timestamp, key: chunk.type === 'key', payload })
  }
}

function configuration(codec: string, size: Size, { bitrate, framerate }: Rung): VideoEncoderConfig {
  return { codec, ...size, bitrate, framerate, latencyMode: 'realtime', avc: { format: 'avc' } }
}
