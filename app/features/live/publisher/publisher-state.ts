import type { PublishRefusal } from '#app/kernel/ingest-wire.ts'

/** Why publishing cannot begin in this browser or with this source. */
export type LocalRefusal = 'no-h264' | 'no-camera' | 'no-ticket' | 'encoder-failed'

/** Where a publisher stands. Times in ms since the epoch. */
export type PublisherState =
  | { name: 'idle' }
  | { name: 'preparing' }
  | { name: 'connecting' }
  | { name: 'on-air'; since: number; resumed: boolean }
  | { name: 'reconnecting'; until: number; attempt: number }
  | { name: 'ended'; reason: 'by-host' | 'not-resumed' }
  | { name: 'refused'; reason: PublishRefusal | LocalRefusal }
