import { findSingleton } from '#app/kernel/singleton.ts'
import type { MediaHooks } from '#server/media/hooks.ts'

export type EndReason = Parameters<MediaHooks['endBroadcast']>[0]['reason']

/** What the live feature asks of the media engine that runs in its process. */
export interface MediaPort {
  /** Closes the recording, also one that is only on disk. Doing it again answers the same duration. */
  finishBroadcast(input: {
    channel: string
    recording: string
    reason: EndReason
  }): Promise<{ durationSeconds: number }>
  channelState(channel: string): { onAir: boolean }
}

/** The engine of this process; null in commands, which have none. server/main.ts registers it. */
export function mediaPort(): MediaPort | null {
  return findSingleton<MediaPort>('media-engine')
}
