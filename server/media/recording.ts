import { mkdir, open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import path from 'node:path'
import type { MediaLog } from './log.ts'
import type { InitSegments, Part } from './packager.ts'
import { RECORDING_FILES, recoverRecording } from './recording-files.ts'
import { describeTracks } from './recording-index.ts'
import type { IndexEntry, RecordedInit } from './recording-index.ts'

interface RecordingFiles {
  index: FileHandle
  video: FileHandle
  audio: FileHandle
}

interface Write {
  video: Buffer
  sound: Buffer | null
  line: string
}

/** Why a recording had to stop. */
export type RecordingFailure = 'disk-full' | 'disk-too-slow' | 'write-failed'

/** Bytes that may wait for a slow disk, those that are being written included. */
const LONGEST_BACKLOG = 64 * 1024 * 1024

export interface RecordingOptions {
  folder: string
  /** The init segment that was written last, where a recording is gone on with. */
  lastInit: RecordedInit | null
  log: MediaLog
  /** Called once, when it had to stop. */
  onFailed: (reason: RecordingFailure) => void
}

/**
 * The broadcast's bytes on their way to disk, in order: media first, then the line of the index that names them. A part
 * is with the operating system within moments, so that a killed process loses one at most; segment ends are synced.
 */
export class Recording {
  readonly #options: RecordingOptions
  readonly #files: RecordingFiles
  #videoLength: number
  #audioLength: number
  #lastInit: RecordedInit | null
  #queue: Write[] = []
  #queuedBytes = 0
  #pumping: Promise<void> = Promise.resolve()
  #isPumping = false
  #syncing: Promise<void> | null = null
  #failed: RecordingFailure | null = null

  private constructor(
    options: RecordingOptions,
    files: RecordingFiles,
    lengths: { video: number; audio: number },
  ) {
    this.#options = options
    this.#files = files
    this.#lastInit = options.lastInit
    this.#videoLength = lengths.video
    this.#audioLength = lengths.audio
  }

  /** Opens the folder's recording to go on with it; what a crash tore off must be gone already (`recoverRecording`). */
  static async open(options: RecordingOptions): Promise<Recording> {
    await mkdir(options.folder, { recursive: true })
    const openFile = (name: string) => open(path.join(options.folder, name), 'a')
    const files = {
      index: await openFile(RECORDING_FILES.index),
      video: await openFile(RECORDING_FILES.video),
      audio: await openFile(RECORDING_FILES.audio),
    }
    const lengths = { video: (await files.video.stat()).size, audio: (await files.audio.stat()).size }
    return new Recording(options, files, lengths)
  }

  /** Why it stopped early, if it did. */
  get failed(): RecordingFailure | null {
    return this.#failed
  }

  /** Bytes that wait for the disk. */
  get backlogBytes(): number {
    return this.#queuedBytes
  }

  addTarget(seconds: number): void {
    this.#add({ type: 'target', seconds }, Buffer.alloc(0), null)
  }

  /** An init segment that says what the last one said is not written twice: the file stays playable as a whole. */
  addInit(number: number, init: InitSegments): void {
    const { discontinuity } = init
    const tracks = describeTracks(init.tracks)
    const last = this.#lastInit
    const same = last !== null && JSON.stringify(last.tracks) === JSON.stringify(tracks)
    const muxed = same ? Buffer.alloc(0) : init.muxed
    const sound = same ? null : init.sound
    const ranges = same ? { video: last.video, sound: last.sound } : this.#ranges(muxed, sound)
    this.#lastInit = { type: 'init', init: number, discontinuity, ...ranges, tracks }
    this.#add(this.#lastInit, muxed, sound)
  }

  addPart(part: Part, place: { segment: number; init: number; discontinuity: boolean }): void {
    const { number, start, ticks, independent, at, muxed, sound } = part
    const ranges = this.#ranges(muxed, sound)
    this.#add(
      { type: 'part', part: number, ...place, start, ticks, key: independent, at, ...ranges },
      muxed,
      sound,
    )
  }

  /** Brings what is written to the disk itself, without holding up what follows. */
  segmentEnd(): void {
    if (this.#failed || this.#syncing) return
    this.#syncing = this.#pumping
      .then(() => this.#sync())
      .catch((error: unknown) => this.#fail(error))
      .finally(() => (this.#syncing = null))
  }

  /** Waits for the disk and writes the replay's playlists. Answers how much is truly on disk, in seconds. */
  async finish(): Promise<{ durationSeconds: number }> {
    await this.#pumping
    await this.#syncing
    if (!this.#failed) await this.#sync().catch((error: unknown) => this.#fail(error))
    for (const file of [this.#files.index, this.#files.video, this.#files.audio]) {
      await file.close().catch((error: unknown) => this.#fail(error))
    }
    const { folder, log } = this.#options
    return (await recoverRecording(folder, log)) ?? { durationSeconds: 0 }
  }

  #ranges(video: Buffer, sound: Buffer | null) {
    return {
      video: { offset: this.#videoLength, length: video.length },
      sound: sound ? { offset: this.#audioLength, length: sound.length } : null,
    }
  }

  #add(entry: IndexEntry, video: Buffer, sound: Buffer | null): void {
    if (this.#failed) return
    this.#videoLength += video.length
    this.#audioLength += sound?.length ?? 0
    this.#queuedBytes += video.length + (sound?.length ?? 0)
    this.#queue.push({ video, sound, line: `${JSON.stringify(entry)}\n` })
    if (this.#queuedBytes > LONGEST_BACKLOG) return this.#fail(new Error('disk-too-slow'))
    if (!this.#isPumping) this.#pumping = this.#pump()
  }

  async #pump(): Promise<void> {
    this.#isPumping = true
    try {
      for (let writes = this.#takeQueue(); writes.length > 0; writes = this.#takeQueue()) {
        const sounds = writes.flatMap(({ sound }) => (sound ? [sound] : []))
        const videos = writes.map(({ video }) => video)
        await Promise.all([writeAll(this.#files.video, videos), writeAll(this.#files.audio, sounds)])
        await writeAll(this.#files.index, [Buffer.from(writes.map(({ line }) => line).join(''))])
        if (!this.#failed) this.#queuedBytes -= bytesOf(videos) + bytesOf(sounds)
      }
    } catch (error) {
      this.#fail(error)
    } finally {
      this.#isPumping = false
    }
  }

  #takeQueue(): Write[] {
    const writes = this.#queue
    this.#queue = []
    return writes
  }

  async #sync(): Promise<void> {
    await Promise.all([this.#files.video.datasync(), this.#files.audio.datasync()])
    await this.#files.index.datasync()
  }

  #fail(error: unknown): void {
    if (this.#failed) return
    this.#queue = []
    this.#queuedBytes = 0
    this.#failed = reasonOf(error)
    this.#options.log.error(
      { err: error, reason: this.#failed, folder: path.basename(this.#options.folder) },
      'the recording failed',
    )
    this.#options.onFailed(this.#failed)
  }
}

function bytesOf(buffers: readonly Buffer[]): number {
  return buffers.reduce((sum, buffer) => sum + buffer.length, 0)
}

function reasonOf(error: unknown): RecordingFailure {
  if (error instanceof Error && error.message === 'disk-too-slow') return 'disk-too-slow'
  const code = error instanceof Error && 'code' in error ? error.code : null
  return code === 'ENOSPC' || code === 'EDQUOT' ? 'disk-full' : 'write-failed'
}

/** In one go: what a publisher sent while the broadcast was being opened comes as a burst of many parts. */
async function writeAll(file: FileHandle, buffers: readonly Buffer[]): Promise<void> {
  for (let left = after(buffers, 0); left.length > 0;)
    left = after(left, (await file.writev(left)).bytesWritten)
}

/** What is left of them behind so many bytes. */
function after(buffers: readonly Buffer[], bytes: number): Buffer[] {
  let behind = bytes
  return buffers.flatMap((buffer) => {
    const skipped = Math.min(behind, buffer.length)
    behind -= skipped
    return skipped === buffer.length ? [] : [buffer.subarray(skipped)]
  })
}
