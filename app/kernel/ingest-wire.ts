import { z } from 'zod'

/**
 * What a browser and the server say to each other over the `/ingest` WebSocket. Safe in the browser: both sides
 * read the same schemas. Text messages are JSON; each binary message is one coded frame.
 */
const base64 = z
  .string()
  .max(16_384)
  .regex(/^[A-Za-z0-9+/]+={0,2}$/)
const codec = z.string().min(1).max(64)

/** `description` is the AVCDecoderConfigurationRecord in base64; sizes in pixels. */
const VideoDescription = z.object({
  codec,
  width: z.number().int(),
  height: z.number().int(),
  description: base64,
})

/** `description` is the AudioSpecificConfig in base64; the rate in hertz. */
const AudioDescription = z.object({
  codec,
  sampleRate: z.number().int(),
  channels: z.number().int(),
  description: base64,
})

/** `clock` is the publisher's wall clock, in milliseconds since the epoch, at its `at` 0. */
export const StartMessage = z.object({
  type: z.literal('start'),
  video: VideoDescription,
  audio: AudioDescription.optional(),
  clock: z.number().finite(),
})
export type StartMessage = z.infer<typeof StartMessage>

/** What a browser's MediaRecorder can make of its stream; the video is copied where it is H.264, else encoded. */
export const recordedContainers = ['webm', 'mp4'] as const

/**
 * Instead of frames a recorder's file follows, in pieces and in order, each a binary message without a header of ours.
 * Said again, a new file begins. `clock` is the wall clock, in milliseconds since the epoch, at the file's time 0.
 */
export const StartRecordedMessage = z.object({
  type: z.literal('start-recorded'),
  container: z.enum(recordedContainers),
  video: z.enum(['h264', 'other']),
  clock: z.number().finite(),
})
export type StartRecordedMessage = z.infer<typeof StartRecordedMessage>

/**
 * `ping` is answered by `pong` with the same number, after all that was sent before it: how long that takes tells what
 * waits on the way, which a browser does not say.
 */
export const PublisherMessage = z.discriminatedUnion('type', [
  StartMessage,
  StartRecordedMessage,
  z.object({ type: z.literal('ping'), id: z.number().int().min(0) }),
  z.object({ type: z.literal('end') }),
])
export type PublisherMessage = z.infer<typeof PublisherMessage>

/** Why a publisher is turned away or cut off; the value is the code with which its WebSocket closes. */
export const refusalCodes = {
  'unknown-publisher': 4001,
  'not-allowed': 4002,
  'already-publishing': 4003,
  'bad-message': 4004,
  'unsupported-codec': 4005,
  'bad-picture': 4005,
  'bad-sound': 4005,
  'too-many-bad-frames': 4006,
  'no-picture': 4007,
  stalled: 4007,
  'try-again': 4008,
  'server-stopped': 4009,
  superseded: 4010,
  'disk-full': 4011,
  'recording-failed': 4012,
  'too-much': 4013,
  'no-transcoder': 4014,
} as const
export type PublishRefusal = keyof typeof refusalCodes
export const publishRefusals = Object.keys(refusalCodes) as PublishRefusal[]

/** The code with which the WebSocket closes after an orderly end. */
export const endedCode = 4000

/** Reasons after which the same publisher may simply try again with a new ticket. */
export const retryableRefusals: readonly PublishRefusal[] = [
  'already-publishing',
  'no-picture',
  'stalled',
  'try-again',
  'server-stopped',
]

export const publishWarnings = [
  'frame-out-of-order',
  'bad-frame',
  'time-jump',
  'sound-apart',
  'clock-off',
  'disk-low',
  'too-much',
] as const
export type PublishWarning = (typeof publishWarnings)[number]

export const ServerMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), resumed: z.boolean() }),
  z.object({ type: z.literal('refused'), reason: z.enum(publishRefusals) }),
  z.object({ type: z.literal('warning'), reason: z.enum(publishWarnings) }),
  z.object({ type: z.literal('pong'), id: z.number().int() }),
  z.object({ type: z.literal('ended') }),
])
export type ServerMessage = z.infer<typeof ServerMessage>

/** One coded frame on the wire; times in microseconds of the publisher's clock. */
export interface WireFrame {
  track: 'video' | 'audio'
  key: boolean
  at: number
  compositionOffset: number
  payload: Uint8Array
}

export const wireHeaderBytes = 14
const trackNumbers = { video: 1, audio: 2 } as const

/** The message of one frame: track, flags (bit 0 key), `at` as float64, offset as int32, both big-endian, payload. */
export function encodeWireFrame(frame: WireFrame): Uint8Array<ArrayBuffer> {
  const message = new Uint8Array(wireHeaderBytes + frame.payload.byteLength)
  const view = new DataView(message.buffer)
  view.setUint8(0, trackNumbers[frame.track])
  view.setUint8(1, frame.key ? 1 : 0)
  view.setFloat64(2, frame.at)
  view.setInt32(10, frame.compositionOffset)
  message.set(frame.payload, wireHeaderBytes)
  return message
}

/** Reads a frame's message, or null where it is none. The payload is a view of `message`, not a copy. */
export function decodeWireFrame(message: Uint8Array): WireFrame | null {
  if (message.byteLength <= wireHeaderBytes) return null
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength)
  const track = view.getUint8(0)
  if (track !== trackNumbers.video && track !== trackNumbers.audio) return null
  const at = view.getFloat64(2)
  if (!Number.isFinite(at)) return null
  return {
    track: track === trackNumbers.video ? 'video' : 'audio',
    key: (view.getUint8(1) & 1) === 1,
    at,
    compositionOffset: view.getInt32(10),
    payload: message.subarray(wireHeaderBytes),
  }
}

/** Reads a JSON text by its schema, or null where it is not one. */
export function parseMessage<Schema extends z.ZodType>(schema: Schema, text: string): z.infer<Schema> | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
  const parsed = schema.safeParse(value)
  return parsed.success ? parsed.data : null
}
