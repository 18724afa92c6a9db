import type { Frame, Tracks } from './frames.ts'
import { LivePlaylists } from './live-playlists.ts'
import type { Playlist } from './live-playlists.ts'
import { LiveWindow } from './live-window.ts'
import type { MediaFile } from './live-window.ts'
import type { MediaLog } from './log.ts'
import { VIDEO_TIMESCALE } from './mp4/init-segment.ts'
import { targetFor } from './open-segment.ts'
import { Packager } from './packager.ts'
import type { InitSegments, PackagerEvents, Part } from './packager.ts'
import type { Rendition } from './playlist.ts'
import { fillWindow, windowStart } from './recording-history.ts'
import { restoreTracks, targetOf } from './recording-index.ts'
import type { RecordingIndex } from './recording-index.ts'
import { loadIndex, recoverRecording, removeReplayPlaylists } from './recording-files.ts'
import { Recording } from './recording.ts'
import type { RecordingFailure } from './recording.ts'
import { WaitingRoom } from './waiting-room.ts'

export interface ChannelOptions {
  /** The room's name in the URL. */
  name: string
  /** The broadcast's id; names its folder and its live files. Letters, digits, `_` and `-`. */
  recording: string
  /** DATA_DIR/recordings/RECORDING; made when missing. */
  folder: string
  /** Open rooms are watched without sign-in; a channel that is not open answers 404. */
  open: boolean
  /** True where an interrupted broadcast goes on: window and numbering are rebuilt from the recording. */
  resume: boolean
  log: MediaLog
  /** How many requests may wait for the next part at once. */
  mostWaiting?: number
  /** Called once, when the recording had to stop. The live picture goes on until `end` is called. */
  onRecordingFailed?: (reason: RecordingFailure) => void
}

export interface ChannelStats {
  segments: number
  /** Parts made since the broadcast began. */
  parts: number
  /** What players can read. */
  bytesInMemory: number
  /** What waits to be cut into parts, and for the disk. */
  bytesUnderWay: number
  /** Requests that wait for the next part or playlist. */
  waiting: number
  durationSeconds: number
  recording: 'on' | 'failed'
}

/** Parts that a crash may have announced and not recorded: their numbers, and so their URLs, are never given again. */
const CRASH_MARGIN = 128

/**
 * One room's live window, in memory, and its recording on disk. Whatever a publisher sends, it holds less than 300 MB:
 * the window 112 MB and a segment of 38, the packager 18 of pictures and 15 of sound, the recording 64 and a part. A phone's
 * 2 Mbit/s take 10.
 */
export class Channel {
  readonly name: string
  readonly recording: string
  readonly open: boolean
  readonly #folder: string
  readonly #window: LiveWindow
  readonly #recorder: Recording
  readonly #packager: Packager
  readonly #waiting: WaitingRoom
  readonly #playlists: LivePlaylists
  #tracks: Tracks | null
  #lastConfiguration: { tracks: Tracks; epoch: number } | null = null
  #nextInit: number
  #endTicks: number
  #ending: Promise<{ durationSeconds: number }> | null = null

  private constructor(
    options: ChannelOptions,
    parts: { window: LiveWindow; recorder: Recording; index: RecordingIndex | null },
  ) {
    const { window, recorder, index } = parts
    this.name = options.name
    this.recording = options.recording
    this.open = options.open
    this.#folder = options.folder
    this.#waiting = new WaitingRoom(options.mostWaiting)
    this.#window = window
    this.#playlists = new LivePlaylists(window)
    this.#recorder = recorder
    const last = index?.parts.at(-1)
    const lastInit = index?.inits.at(-1)
    this.#tracks = lastInit ? restoreTracks(lastInit.tracks) : null
    this.#nextInit = (lastInit?.init ?? -1) + 1
    this.#endTicks = last ? last.start + last.ticks : 0
    this.#packager = new Packager(this.#events(), {
      time: this.#endTicks,
      nextPart: window.nextPart,
      targetDuration: window.targetDuration,
    })
  }

  /** Opens the broadcast's folder. A recording that is already there is gone on with, never written over. */
  static async open(options: ChannelOptions): Promise<Channel> {
    await recoverRecording(options.folder, options.log)
    await removeReplayPlaylists(options.folder)
    const found = await loadIndex(options.folder)
    const index = found && found.parts.length > 0 ? found : null
    if (index && !options.resume)
      options.log.warn({ recording: options.recording }, 'the recording exists: going on with it')
    const start = index ? windowStart(index) : { segments: [], nextSequence: 0, discontinuitySequence: 0 }
    const window = new LiveWindow(options.recording, start)
    if (index) {
      window.setTargetDuration(targetOf(index))
      await fillWindow(window, { folder: options.folder, index, segments: start.segments })
      window.skipToPart(window.nextPart + CRASH_MARGIN)
    }
    const recorder = await Recording.open({
      folder: options.folder,
      lastInit: index?.inits.at(-1) ?? null,
      log: options.log,
      onFailed: (reason) => options.onRecordingFailed?.(reason),
    })
    if (index && index.targetDuration === null) recorder.addTarget(targetOf(index))
    return new Channel(options, { window, recorder, index })
  }

  /**
   * Starts a publisher's session, or takes its changed encoder settings: after the first time, a discontinuity and a new
   * init segment. `epoch` is the moment, in ms since 1970, of `at` 0 of its frames. Throws MalformedMediaError.
   */
  configure(tracks: Tracks, epoch: number): void {
    if (this.#ending) return
    const last = this.#lastConfiguration
    if (last && last.epoch === epoch && sameTracks(last.tracks, tracks)) return
    this.#packager.configure(tracks, epoch)
    this.#lastConfiguration = { tracks, epoch }
  }

  /** Takes a frame: per track in decode order, the tracks interleaved by `at`. Before the first key frame they are dropped. */
  write(frame: Frame): void {
    if (!this.#ending) this.#packager.write(frame)
  }

  /** The publisher is lost: what is there is flushed; the next `configure` is a discontinuity. */
  pause(): void {
    if (this.#ending) return
    this.#lastConfiguration = null
    this.#packager.flush()
  }

  /**
   * Ends the broadcast: flushes, ENDLIST, the replay's playlists. Answers the length of the recording that is on disk,
   * in seconds: 0 where nothing could be recorded. Repeated calls answer the same.
   */
  end(): Promise<{ durationSeconds: number }> {
    if (this.#ending) return this.#ending
    this.#packager.flush()
    this.#ending = this.#recorder.finish()
    this.#fixTarget()
    this.#window.ended = true
    this.#playlists.change()
    this.#waiting.empty()
    return this.#ending
  }

  get ended(): boolean {
    return this.#window.ended
  }

  /** Seconds of picture since the broadcast began, recorded or not; interruptions do not count. */
  get durationSeconds(): number {
    return this.#endTicks / VIDEO_TIMESCALE
  }

  /** Null until the first GOP has decided it. */
  get targetDuration(): number | null {
    return this.#window.targetDuration
  }

  stats(): ChannelStats {
    return {
      segments: this.#window.nextSequence,
      parts: this.#window.nextPart,
      bytesInMemory: this.#window.bytes,
      bytesUnderWay: this.#packager.waitingBytes + this.#recorder.backlogBytes,
      waiting: this.#waiting.size,
      durationSeconds: this.durationSeconds,
      recording: this.#recorder.failed ? 'failed' : 'on',
    }
  }

  /** `path` is RECORDING/FILE. */
  file(path: string): MediaFile | undefined {
    return this.#window.file(path)
  }

  /** True for the part that the playlists announce as the next. */
  isHinted(path: string): boolean {
    return !this.#window.ended && this.#window.isHinted(path)
  }

  get hasSound(): boolean {
    return this.#tracks?.audio !== undefined || this.#window.segments.some((segment) => segment.hasSound)
  }

  /** The media playlist as it is now; null while the target duration is not known. */
  playlist(rendition: Rendition, delta: boolean): Playlist | null {
    return this.#playlists.media(rendition, delta)
  }

  /** The playlist of renditions, for native players; null while there is nothing to play. */
  multivariant(): Playlist | null {
    return this.#tracks && this.#playlists.multivariant(this.#tracks)
  }

  /** Whether the playlist holds segment `sequence` whole or, with `part`, that part of it (RFC 8216bis, 6.2.5.2). */
  holds(sequence: number, part: number | null): boolean {
    return this.#playlists.hold(sequence, part)
  }

  /** Whether a blocking request asks for what is too far ahead. */
  isTooFar(sequence: number, part: number | null): boolean {
    return this.#playlists.areFarBehind(sequence, part)
  }

  /**
   * Calls `answer` once: true when the condition holds, false after `milliseconds`; what it returns cancels. Null where
   * too many wait already.
   */
  wait(
    condition: () => boolean,
    milliseconds: number,
    answer: (holds: boolean) => void,
  ): (() => void) | null {
    return this.#waiting.wait(condition, milliseconds, answer)
  }

  #events(): PackagerEvents {
    return {
      target: (seconds) => {
        this.#window.setTargetDuration(seconds)
        this.#recorder.addTarget(seconds)
      },
      init: (init) => this.#addInit(init),
      part: (part) => this.#addPart(part),
      segmentEnd: () => this.#closeSegment(),
    }
  }

  #addInit(init: InitSegments): void {
    const number = this.#nextInit
    this.#nextInit += 1
    this.#tracks = init.tracks
    this.#window.addInit(number, init, init.discontinuity)
    this.#recorder.addInit(number, init)
  }

  #addPart(part: Part): void {
    const { sequence, discontinuity } = this.#window.addPart(part)
    this.#endTicks = part.start + part.ticks
    this.#recorder.addPart(part, { segment: sequence, init: this.#nextInit - 1, discontinuity })
    this.#announce()
  }

  #closeSegment(): void {
    const segment = this.#window.segments.at(-1)
    this.#window.closeSegment()
    this.#recorder.segmentEnd()
    if (segment) this.#playlists.measure(segment)
    this.#announce()
  }

  #announce(): void {
    this.#playlists.change()
    this.#waiting.wake()
  }

  /** A broadcast shorter than its first GOP. */
  #fixTarget(): void {
    if (this.#window.targetDuration !== null) return
    const longest = Math.max(0, ...this.#window.segments.map((segment) => segment.ticks))
    this.#window.setTargetDuration(targetFor(longest / VIDEO_TIMESCALE))
  }
}

function sameTracks(a: Tracks, b: Tracks): boolean {
  if (!a.video.avcC.equals(b.video.avcC)) return false
  return a.audio && b.audio ? a.audio.asc.equals(b.audio.asc) : a.audio === b.audio
}
