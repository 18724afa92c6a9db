import { open } from 'node:fs/promises'
import path from 'node:path'
import type { FileHandle } from 'node:fs/promises'
import type { LiveWindow } from './live-window.ts'
import { VIDEO_TIMESCALE } from './mp4/init-segment.ts'
import type { ByteRange } from './playlist.ts'
import { groupSegments } from './recording-index.ts'
import type { RecordedPart, RecordingIndex } from './recording-index.ts'
import { RECORDING_FILES } from './recording-files.ts'

/** Seconds of the recording that a resumed broadcast's window starts with. */
const REMEMBERED_SECONDS = 30
const REMEMBERED_SEGMENTS = 8

export interface WindowStart {
  /** The last segments, to be read into the window. */
  segments: RecordedPart[][]
  nextSequence: number
  discontinuitySequence: number
}

/** Which part of a recording a resumed broadcast's live window starts with. */
export function windowStart(index: RecordingIndex): WindowStart {
  const all = groupSegments(index)
  let first = all.length
  let ticks = 0
  while (
    first > 0 &&
    (ticks < REMEMBERED_SECONDS * VIDEO_TIMESCALE || all.length - first < REMEMBERED_SEGMENTS)
  ) {
    first -= 1
    for (const part of all[first] ?? []) ticks += part.ticks
  }
  const segments = all.slice(first)
  return {
    segments,
    nextSequence: segments[0]?.[0]?.segment ?? 0,
    discontinuitySequence: all.slice(0, first).filter((parts) => parts[0]?.discontinuity).length,
  }
}

/** Reads those segments from the disk into the window, each complete. */
export async function fillWindow(
  window: LiveWindow,
  options: { folder: string; index: RecordingIndex; segments: RecordedPart[][] },
): Promise<void> {
  const { folder, index, segments } = options
  const video = await open(path.join(folder, RECORDING_FILES.video), 'r')
  const audio = await open(path.join(folder, RECORDING_FILES.audio), 'r')
  try {
    let init = -1
    for (const part of segments.flat()) {
      if (part.init !== init) {
        init = part.init
        const recorded = index.inits.find((candidate) => candidate.init === init)
        if (!recorded) throw new Error(`the recording names no init segment ${init}`)
        const bytes = {
          muxed: await readRange(video, recorded.video),
          sound: await readSound(audio, recorded.sound),
        }
        window.addInit(init, bytes, part.discontinuity)
      }
      if (part.segment >= window.nextSequence) window.closeSegment()
      const { part: number, start, ticks, at, key: independent } = part
      const muxed = await readRange(video, part.video)
      window.addPart({
        number,
        start,
        ticks,
        at,
        independent,
        muxed,
        sound: await readSound(audio, part.sound),
      })
    }
    window.closeSegment()
  } finally {
    await Promise.all([video.close(), audio.close()])
  }
}

function readSound(file: FileHandle, range: ByteRange | null): Promise<Buffer | null> {
  return range ? readRange(file, range) : Promise.resolve(null)
}

async function readRange(file: FileHandle, { offset, length }: ByteRange): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length)
  const { bytesRead } = await file.read(bytes, 0, length, offset)
  if (bytesRead < length) throw new Error(`the recording ends at ${offset + bytesRead}`)
  return bytes
}
