import type { Frame, Tracks } from './frames.ts'
import type { MediaLog } from './log.ts'

export interface ChannelOptions {
  /** The room's name in the URL. */
  name: string
  /** The broadcast's id; names its folder and its live files. */
  recording: string
  /** DATA_DIR/recordings/RECORDING; made when missing. */
  folder: string
  /** Open rooms are watched without sign-in; a channel that is not open answers 404. */
  open: boolean
  /** True where an interrupted broadcast goes on: window and numbering are rebuilt from the recording. */
  resume: boolean
  log: MediaLog
  /** Called once when the recording had to stop (disk full, write error); the live picture goes on. */
  onRecordingFailed?: (reason: string) => void
}

export interface ChannelStats {
  segments: number
  parts: number
  bytesInMemory: number
  waiting: number
  durationSeconds: number
  recording: 'on' | 'failed'
}

/** One room's live window, in memory, and its recording on disk. */
export class Channel {
  readonly name: string
  readonly recording: string
  readonly open: boolean

  private constructor(options: ChannelOptions) {
    this.name = options.name
    this.recording = options.recording
    this.open = options.open
  }

  static open(options: ChannelOptions): Promise<Channel> {
    return Promise.resolve(new Channel(options))
  }

  /**
   * Starts a publisher's session, or takes its changed encoder settings: after the first time, a discontinuity and a
   * new init segment. `epoch` is the moment, in ms since 1970, of `at` 0 of its frames. Throws MalformedMediaError.
   */
  configure(_tracks: Tracks, _epoch: number): void {
    throw new Error('not written yet')
  }

  /** Takes a frame: per track in decode order, the tracks interleaved by `at`. Before the first key frame they are dropped. */
  write(_frame: Frame): void {
    throw new Error('not written yet')
  }

  /** The publisher is lost: what is there is flushed; the next `configure` is a discontinuity. */
  pause(): void {
    throw new Error('not written yet')
  }

  /** Ends the broadcast: flushes, ENDLIST, the replay's playlists. Repeated calls answer the same. */
  end(): Promise<{ durationSeconds: number }> {
    return Promise.reject(new Error('not written yet'))
  }

  get durationSeconds(): number {
    return 0
  }

  stats(): ChannelStats {
    return { segments: 0, parts: 0, bytesInMemory: 0, waiting: 0, durationSeconds: 0, recording: 'on' }
  }
}
