import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)
const mostOutput = 1024 * 1024 * 1024

/** A flash and the beep that belongs to it. Seconds on the recording; `apart` in ms, positive where the sound is late. */
export interface Pair {
  at: number
  apart: number
}

const rate = 48_000
/** The beep has fifteen times the loudness of the tone beneath it. */
const loud = 0.08
const windowSamples = 96
/** A flash without a beep within this time has none. */
const farthestSeconds = 0.45

/** Every flash of the clock's picture and its beep, as ffmpeg decodes them from a playlist or file. */
export async function findPairs(
  recording: string,
): Promise<{ pairs: Pair[]; flashes: number; beeps: number }> {
  const [flashes, beeps] = await Promise.all([findFlashes(recording), findBeeps(recording)])
  const pairs = flashes.flatMap((at) => {
    const beep = nearest(beeps, at)
    if (beep === undefined || Math.abs(beep - at) > farthestSeconds) return []
    return [{ at, apart: (beep - at) * 1000 }]
  })
  return { pairs, flashes: flashes.length, beeps: beeps.length }
}

async function findFlashes(recording: string): Promise<number[]> {
  const look =
    'crop=iw:ih/16:0:ih*15/16,scale=16:2,signalstats,metadata=print:key=lavfi.signalstats.YAVG:file=-'
  const { stdout } = await ffmpeg(['-i', recording, '-map', '0:v:0', '-vf', look, '-f', 'null', '-'])
  const seen = stdout.toString('utf8').matchAll(/pts_time:([\d.]+)\s+lavfi\.signalstats\.YAVG=([\d.]+)/g)
  return onsets(Array.from(seen, ([, time, luma]) => ({ at: Number(time), on: Number(luma) > 128 })))
}

async function findBeeps(recording: string): Promise<number[]> {
  const sound = ['-map', '0:a:0', '-af', 'aresample=async=1:first_pts=0', '-ac', '1', '-ar', String(rate)]
  const { stdout } = await ffmpeg(['-i', recording, ...sound, '-f', 'f32le', 'pipe:1'])
  const samples = new Float32Array(stdout.buffer, stdout.byteOffset, Math.floor(stdout.byteLength / 4))
  const windows = Array.from({ length: Math.floor(samples.length / windowSamples) }, (_, index) => {
    const window = samples.subarray(index * windowSamples, (index + 1) * windowSamples)
    return { at: (index * windowSamples) / rate, on: window.some((sample) => Math.abs(sample) > loud) }
  })
  return onsets(windows)
}

/** Where it begins after at least a third of a second of nothing. The 440 Hz of the beep itself are seen as one. */
function onsets(seen: { at: number; on: boolean }[]): number[] {
  const begun: number[] = []
  let lastOn = -Infinity
  for (const { at, on } of seen) {
    if (!on) continue
    if (at - lastOn > 0.33) begun.push(at)
    lastOn = at
  }
  return begun
}

function nearest(all: number[], to: number): number | undefined {
  return all.reduce<number | undefined>(
    (best, one) => (best === undefined || Math.abs(one - to) < Math.abs(best - to) ? one : best),
    undefined,
  )
}

function ffmpeg(args: string[]): Promise<{ stdout: Buffer }> {
  return run('ffmpeg', ['-hide_banner', '-v', 'error', ...args], {
    encoding: 'buffer',
    maxBuffer: mostOutput,
  })
}
