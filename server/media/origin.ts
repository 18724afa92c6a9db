import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Channel } from './channel.ts'
import type { MediaHooks } from './hooks.ts'
import type { MediaLog } from './log.ts'

export interface OriginOptions {
  /** By the room's name in the URL. */
  channels: ReadonlyMap<string, Channel>
  /** DATA_DIR/recordings */
  recordingsFolder: string
  mayWatchRecording: MediaHooks['mayWatchRecording']
  log: MediaLog
}

/** Answers `/live/ROOM/*.m3u8`, `/live/ROOM/RECORDING/*` and `/replay/RECORDING/*`; true where it took the request. */
export type Origin = (request: IncomingMessage, response: ServerResponse) => boolean

export function createOrigin(_options: OriginOptions): Origin {
  return () => false
}
