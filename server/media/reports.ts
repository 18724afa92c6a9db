import type { EndReason, MediaHooks } from './hooks.ts'
import type { MediaLog } from './log.ts'

interface ReportsOptions {
  hooks: () => Promise<MediaHooks> | MediaHooks
  log: MediaLog
  /** Pauses between the attempts to report an event that the live feature could not take, in ms. */
  retryPausesMs: readonly number[]
}

export type Reports = ReturnType<typeof createReports>

/**
 * Tells the live feature what happened in a room, again after a pause where it cannot take it. What cannot be told at
 * all is mended at the next start, which takes every broadcast on air for an interrupted one.
 */
export function createReports(channel: string, { hooks, log, retryPausesMs }: ReportsOptions) {
  let hurried = false

  async function report(event: string, tell: (hooks: MediaHooks) => Promise<void>): Promise<void> {
    for (const pause of [...retryPausesMs, null]) {
      try {
        return await tell(await hooks())
      } catch (error) {
        log.error({ err: error, channel, event }, 'the live feature did not take the event')
        if (pause === null || hurried) return
        await new Promise((resolve) => setTimeout(resolve, pause))
      }
    }
  }

  return {
    lost: (recording: string, at: number) =>
      report('publisherLost', (feature) => feature.publisherLost({ channel, recording, at })),
    ended: (ended: { recording: string; at: number; durationSeconds: number; reason: EndReason }) =>
      report('endBroadcast', (feature) => feature.endBroadcast({ channel, ...ended })),
    /** The server goes down: from now on each event is told once. */
    hurry: () => void (hurried = true),
  }
}
