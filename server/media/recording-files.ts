import { access, constants, mkdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { MediaLog } from './log.ts'
import { renderReplay } from './playlist.ts'
import { durationOf, readIndex, replaySegments, targetOf } from './recording-index.ts'
import type { RecordingIndex } from './recording-index.ts'

export const RECORDING_FILES = {
  index: 'index.jsonl',
  video: 'video.mp4',
  audio: 'audio.mp4',
  videoPlaylist: 'index.m3u8',
  audioPlaylist: 'audio.m3u8',
} as const

/**
 * Makes the recording in `folder` whole after a crash: cuts off what was torn and writes the replay's playlists.
 * Null where there is no picture. A recording that is whole already stays as it is. Where the playlists cannot be
 * written, the disk being full, the origin makes them from the index.
 */
export async function recoverRecording(
  folder: string,
  log: MediaLog,
): Promise<{ durationSeconds: number } | null> {
  const index = await loadIndex(folder)
  if (!index) return null
  const { whole } = index
  await cutFile(path.join(folder, RECORDING_FILES.index), whole.index)
  await cutFile(path.join(folder, RECORDING_FILES.video), whole.video)
  await cutFile(path.join(folder, RECORDING_FILES.audio), whole.audio)
  if (index.parts.length === 0) return null
  try {
    await writePlaylists(folder, index)
  } catch (error) {
    log.error({ err: error, folder: path.basename(folder) }, 'the replay playlists could not be written')
  }
  return { durationSeconds: durationOf(index) }
}

async function writePlaylists(folder: string, index: RecordingIndex): Promise<void> {
  const playlists = replayPlaylists(index)
  await replaceFile(path.join(folder, RECORDING_FILES.videoPlaylist), playlists.video)
  if (playlists.audio) await replaceFile(path.join(folder, RECORDING_FILES.audioPlaylist), playlists.audio)
}

/** Whether a recording could be made in the folder of all recordings now. */
export async function canRecord(recordingsFolder: string): Promise<boolean> {
  try {
    await mkdir(recordingsFolder, { recursive: true })
    await access(recordingsFolder, constants.W_OK | constants.X_OK)
    return true
  } catch {
    // Whatever the reason is, the answer is no; the system's own words are logged when a broadcast is opened.
    return false
  }
}

/** The index as far as it is whole; null where there is none. */
export async function loadIndex(folder: string): Promise<RecordingIndex | null> {
  const bytes = await readFile(path.join(folder, RECORDING_FILES.index)).catch(ignoreMissing)
  if (!bytes) return null
  const [video, audio] = await Promise.all([
    sizeOf(path.join(folder, RECORDING_FILES.video)),
    sizeOf(path.join(folder, RECORDING_FILES.audio)),
  ])
  return readIndex(bytes, { video, audio })
}

/** The replay's playlists; no audio where no segment has sound. */
export function replayPlaylists(index: RecordingIndex): { video: string; audio: string | null } {
  const targetDuration = targetOf(index)
  const sound = replaySegments(index, 'sound')
  return {
    video: renderReplay({
      targetDuration,
      uri: RECORDING_FILES.video,
      segments: replaySegments(index, 'video'),
    }),
    audio:
      sound.length > 0 ? renderReplay({ targetDuration, uri: RECORDING_FILES.audio, segments: sound }) : null,
  }
}

/** Takes away the replay's playlists, because the broadcast goes on. */
export async function removeReplayPlaylists(folder: string): Promise<void> {
  await rm(path.join(folder, RECORDING_FILES.videoPlaylist), { force: true })
  await rm(path.join(folder, RECORDING_FILES.audioPlaylist), { force: true })
}

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch(ignoreMissing)
  return found?.size ?? 0
}

async function cutFile(file: string, length: number): Promise<void> {
  if ((await sizeOf(file)) > length) await truncate(file, length)
}

async function replaceFile(file: string, text: string): Promise<void> {
  try {
    await writeFile(`${file}.new`, text)
    await rename(`${file}.new`, file)
  } catch (error) {
    await rm(`${file}.new`, { force: true })
    throw error
  }
}

/** Null in place of a file that is not there; any other failure is thrown on. */
export function ignoreMissing(error: unknown): null {
  if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
    return null
  throw error
}
