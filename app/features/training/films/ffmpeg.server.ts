import { spawn } from 'node:child_process'
import os from 'node:os'
import { z } from 'zod'

/** The machine has no ffmpeg. */
export class NoConverterError extends Error {
  override name = 'NoConverterError'
}

interface Ran {
  code: number | null
  said: string
}

/** Below everything else: no broadcast and no page waits for a film. */
const lowestPriority = 19
/** More than any report has, in characters. */
const mostSaid = 256 * 1024
/** Longer than two hours of film take on a small machine, in milliseconds. */
const longestWork = 5 * 60 * 60 * 1000

/** Runs ffmpeg or ffprobe; answers how it ended. Throws NoConverterError, or what `stopping` was aborted with. */
export async function runConverter(
  program: 'ffmpeg' | 'ffprobe',
  words: readonly string[],
  stopping?: AbortSignal,
): Promise<Ran> {
  stopping?.throwIfAborted()
  const child = spawn(program, ['-hide_banner', ...words], { stdio: ['ignore', 'pipe', 'ignore'] })
  if (child.pid !== undefined) soften(child.pid)
  const kill = () => child.kill('SIGKILL')
  const late = setTimeout(kill, longestWork)
  stopping?.addEventListener('abort', kill, { once: true })
  try {
    const ran = await new Promise<Ran>((resolve, reject) => {
      let said = ''
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        if (said.length < mostSaid) said += text
      })
      child.once('error', (error: NodeJS.ErrnoException) =>
        reject(error.code === 'ENOENT' ? new NoConverterError(`${program} is not installed`) : error),
      )
      child.once('close', (code) => resolve({ code, said }))
    })
    stopping?.throwIfAborted()
    return ran
  } finally {
    clearTimeout(late)
    stopping?.removeEventListener('abort', kill)
  }
}

function soften(pid: number): void {
  try {
    os.setPriority(pid, lowestPriority)
  } catch {
    // It has ended already.
  }
}

/** The kinds of films that are taken, as their bytes say, and what ffmpeg calls what reads them. */
export const containers: Readonly<Record<string, 'mov' | 'matroska'>> = {
  'video/mp4': 'mov',
  'video/quicktime': 'mov',
  'video/x-m4v': 'mov',
  'video/webm': 'matroska',
}
export type Container = 'mov' | 'matroska'

const Probed = z.object({
  streams: z.array(
    z.object({
      codec_type: z.string().optional(),
      codec_name: z.string().optional(),
      pix_fmt: z.string().optional(),
      width: z.number().optional(),
      height: z.number().optional(),
      disposition: z.object({ attached_pic: z.number() }).optional(),
    }),
  ),
  format: z.object({ duration: z.string().optional(), bit_rate: z.string().optional() }),
})

/** What a file holds. Length and rate are 0 where the file does not say. */
export interface Probe {
  picture: { codec: string; pixels: string; shorter: number } | null
  sound: { codec: string } | null
  durationMs: number
  bitsPerSecond: number
}

/** Null where it cannot be read as a film. */
export async function probeFilm(
  place: string,
  container: Container,
  stopping?: AbortSignal,
): Promise<Probe | null> {
  const shown =
    'format=duration,bit_rate:stream=codec_type,codec_name,pix_fmt,width,height:stream_disposition=attached_pic'
  const { code, said } = await runConverter(
    'ffprobe',
    ['-v', 'error', ...reading(container), '-show_entries', shown, '-of', 'json', '-i', place],
    stopping,
  )
  if (code !== 0) return null
  const { streams, format } = Probed.parse(JSON.parse(said))
  // A song's cover is a picture too.
  const picture = streams.find((one) => one.codec_type === 'video' && one.disposition?.attached_pic !== 1)
  const sound = streams.find((one) => one.codec_type === 'audio')
  return {
    picture: picture
      ? {
          codec: picture.codec_name ?? '',
          pixels: picture.pix_fmt ?? '',
          shorter: Math.min(picture.width ?? 0, picture.height ?? 0),
        }
      : null,
    sound: sound ? { codec: sound.codec_name ?? '' } : null,
    durationMs: Math.round(Number(format.duration ?? 0) * 1000),
    bitsPerSecond: Number(format.bit_rate ?? 0),
  }
}

/** How a file of a stranger is opened: as what it is, and nothing that it names is opened beside it. */
export function reading(container: Container): string[] {
  return ['-protocol_whitelist', 'file', '-max_pixels', String(8192 * 4608), '-f', container]
}
