import type { Outcome } from '#app/kernel/outcome.ts'

/** How a publisher says who it is: an RTMP stream key, or a one-time ticket from the signed-in page. */
export type Credential = { by: 'stream-key' | 'ticket'; secret: string }

/** Why a broadcast ended. `recording-failed`: sales broadcasts must be recorded, so that none goes on unrecorded. */
export type EndReason = 'publisher-ended' | 'not-resumed' | 'server-stopped' | 'recording-failed'

/** `channel` is the room's name in the URL; `recording` the broadcast's id, which names its folder. */
export interface OpenedBroadcast {
  recording: string
  /** True where an interrupted broadcast goes on: same recording, next media sequence, a discontinuity. */
  resumed: boolean
  /** Open rooms are watched without sign-in. */
  open: boolean
}

/**
 * What the media engine asks of whoever knows the domain. Each is looked up per event, so that a reloaded
 * build takes over at once. `at` is a moment in milliseconds since the epoch.
 */
export interface MediaHooks {
  /** Decides who is publishing. Opens nothing: a publisher that never sends a picture leaves no trace. */
  identifyPublisher(
    credential: Credential,
  ): Promise<Outcome<{ channel: string }, 'unknown-publisher' | 'not-allowed'>>
  /** Called once, when the first key frame of a good stream is there. */
  openBroadcast(input: { channel: string; at: number }): Promise<OpenedBroadcast>
  publisherLost(input: { channel: string; recording: string; at: number }): Promise<void>
  endBroadcast(input: {
    channel: string
    recording: string
    at: number
    durationSeconds: number
    reason: EndReason
  }): Promise<void>
  /** Whether this request may watch the replay of `recording`. */
  mayWatchRecording(input: { recording: string; cookie: string | undefined }): Promise<boolean>
}
