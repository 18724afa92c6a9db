import os from 'node:os'
import { probeFilm, reading, runConverter, type Container, type Probe } from './ffmpeg.server.ts'
import { longestFilmMs, shortestFilmMs, type FilmFailure } from './films.ts'
import { refused, type Outcome } from '#app/kernel/outcome.ts'

/** Sharp enough for a phone's screen; what is finer costs its reader's line and shows nothing more. */
const shorterEdge = 720
/** What is copied as it is has at the most this: a quay's network carries no more, in bits a second. */
const mostBits = 4_000_000
const finestCopied = 1080

interface Conversion {
  raw: string
  container: Container
  /** Where the film and a frame of it are written. */
  prepared: string
  poster: string
}

/**
 * Writes the film as every browser streams it: H.264 and AAC in an MP4 whose index stands in front, without the place and
 * the phone that it was taken with. What fits already is copied, the rest coded anew at the lowest priority.
 */
export async function convertFilm(
  { raw, container, prepared, poster }: Conversion,
  stopping?: AbortSignal,
): Promise<Outcome<{ durationMs: number; hasPoster: boolean }, FilmFailure>> {
  const probe = await probeFilm(raw, container, stopping)
  if (probe === null) return refused('broken')
  if (probe.picture === null) return refused('no-picture')
  if (probe.durationMs > longestFilmMs) return refused('too-long')
  const made = await writeFilm({ raw, prepared, container, probe }, stopping)
  if (made === null) return refused('broken')
  if (made.durationMs > longestFilmMs) return refused('too-long')
  if (made.durationMs < shortestFilmMs) return refused('too-short')
  const at = Math.min(made.durationMs / 10, 5000)
  return {
    ok: true,
    value: { durationMs: made.durationMs, hasPoster: await takePoster({ prepared, poster, at }, stopping) },
  }
}

interface Work {
  raw: string
  prepared: string
  container: Container
  probe: Probe
}

/** What was written; null where nothing useful was. A copy that fails, as of a damaged file, is coded anew. */
async function writeFilm(work: Work, stopping?: AbortSignal): Promise<Probe | null> {
  for (const copies of mayCopy(work.probe) ? [true, false] : [false]) {
    const { code } = await runConverter('ffmpeg', words(work, copies), stopping)
    const made = code === 0 ? await probeFilm(work.prepared, 'mov', stopping) : null
    if (made !== null && made.picture !== null && made.durationMs > 0) return made
  }
  return null
}

function mayCopy({ picture, bitsPerSecond }: Probe): boolean {
  return (
    picture?.codec === 'h264' &&
    (picture.pixels === 'yuv420p' || picture.pixels === 'yuvj420p') &&
    picture.shorter <= finestCopied &&
    bitsPerSecond > 0 &&
    bitsPerSecond <= mostBits
  )
}

function words({ raw, prepared, container, probe }: Work, copies: boolean): string[] {
  return [
    ...['-v', 'error', '-nostdin', '-y', ...reading(container), '-i', raw],
    ...['-map', '0:V:0', '-map', '0:a:0?', '-map_metadata', '-1', '-map_chapters', '-1'],
    ...(copies ? ['-c:v', 'copy'] : coding),
    ...(copies && probe.sound?.codec === 'aac' ? ['-c:a', 'copy'] : sound),
    // A file that does not say how long it is must not be worked on for days.
    ...['-t', String(longestFilmMs / 1000 + 60)],
    ...['-movflags', '+faststart', '-f', 'mp4', prepared],
  ]
}

const shrunk = `scale='if(gt(iw,ih),-2,min(${shorterEdge},trunc(iw/2)*2))':'if(gt(iw,ih),min(${shorterEdge},trunc(ih/2)*2),-2)'`
const coding = [
  ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '24', '-maxrate', '2500k', '-bufsize', '5000k'],
  ...['-vf', `${shrunk},format=yuv420p`, '-force_key_frames', 'expr:gte(t,n_forced*2)'],
  ...['-threads', String(Math.max(1, os.availableParallelism() - 1))],
]
const sound = ['-c:a', 'aac', '-b:a', '96k', '-ac', '2', '-ar', '48000']

/** A frame from near its beginning, at `at` milliseconds; false where there is none, which a film does without. */
async function takePoster(
  { prepared, poster, at }: { prepared: string; poster: string; at: number },
  stopping?: AbortSignal,
): Promise<boolean> {
  const { code } = await runConverter(
    'ffmpeg',
    [
      ...['-v', 'error', '-nostdin', '-y', '-ss', String(at / 1000), ...reading('mov'), '-i', prepared],
      ...[
        '-frames:v',
        '1',
        '-vf',
        'scale=min(960\\,iw):-2',
        '-q:v',
        '5',
        '-f',
        'image2',
        '-update',
        '1',
        poster,
      ],
    ],
    stopping,
  )
  return code === 0
}
