import type { PublishRefusal } from '#app/kernel/ingest-wire.ts'
import type { PublisherSession } from './ingest/session.ts'
import type { RecordingFailure } from './recording.ts'

/** How often each happened. */
export type Counts<Name extends string> = Partial<Record<Name, number>>

/** What the publishers sent since the start, those on air now included. */
export function createTally() {
  const sessions = new Set<PublisherSession>()
  const gone = { frames: 0, bytes: 0, droppedFrames: 0 }
  const refusals: Counts<PublishRefusal> = {}
  const failedRecordings: Counts<RecordingFailure> = {}

  function add(sum: typeof gone, { counters }: PublisherSession): void {
    sum.frames += counters.frames
    sum.bytes += counters.bytes
    sum.droppedFrames += counters.dropped
  }

  return {
    refused: (reason: PublishRefusal) => count(refusals, reason),
    recordingFailed: (reason: RecordingFailure) => count(failedRecordings, reason),
    admitted(session: PublisherSession | null) {
      if (session) sessions.add(session)
      return session
    },
    left: (session: PublisherSession) => {
      if (sessions.delete(session)) add(gone, session)
    },
    counters() {
      const sum = { ...gone }
      sessions.forEach((session) => add(sum, session))
      return {
        publishers: sessions.size,
        ...sum,
        refusals: { ...refusals },
        failedRecordings: { ...failedRecordings },
      }
    },
  }
}

function count<Name extends string>(counts: Counts<Name>, name: Name): void {
  const known = counts[name] ?? 0
  counts[name] = known + 1
}
