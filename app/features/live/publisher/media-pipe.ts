import type { IngestLine } from './ingest-line.ts'
import type { LocalRefusal } from './publisher-state.ts'
import type { Strain } from './quality-ladder.ts'
import type { Quality } from './studio-view.ts'

export interface PipeStats {
  sentFrames: number
  skippedPictures: number
  sentBytes: number
  /** From the picture's being taken to its being coded, in ms. */
  encoderLagMs: number
  /** What pauses the picture at this moment or keeps it small. */
  strain: Strain | null
  quality: Quality
}

export interface PipeListener {
  onQuality: (quality: Quality) => void
  /** It cannot go on. */
  onFailure: (reason: LocalRefusal) => void
}

/** A way from camera and microphone onto the line: coded frames, or a recorder's file. */
export interface MediaPipe {
  /** Answers why it cannot be used with this browser or source. */
  start(): Promise<LocalRefusal | null>
  attach(line: IngestLine): void
  detach(): void
  /** To be called a few times a second. */
  tick(): void
  /** Stops taking pictures and sends what is under way. */
  finish(): Promise<void>
  close(): void
  stats(): PipeStats
}
