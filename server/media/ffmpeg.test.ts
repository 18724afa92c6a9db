import { execFileSync, spawnSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Channel } from './channel.ts'
import { PART_TARGET } from './part-cut.ts'
import { EPOCH, openChannel } from './testing/channel.ts'
import { temporaryFolder } from './testing/folder.ts'
import { readPlaylist } from './testing/parsers.ts'
import { hasFfmpeg, makeSource, shifted } from './testing/source.ts'
import type { Source } from './testing/source.ts'

const SECONDS = 7

interface Stream {
  codec_type: string
  width?: number
  height?: number
  nb_read_frames: string
}

function probe(file: string): { streams: Stream[]; seconds: number } {
  const shown = [
    '-count_frames',
    '-show_entries',
    'stream=codec_type,width,height,nb_read_frames:format=duration',
  ]
  const out = execFileSync('ffprobe', ['-v', 'error', '-of', 'json', ...shown, file], { encoding: 'utf8' })
  const { streams, format } = JSON.parse(out) as { streams: Stream[]; format: { duration: string } }
  return { streams, seconds: Number(format.duration) }
}

/** What ffmpeg complains of while it decodes the whole file. */
function complaintsOf(file: string): string {
  const { status, stderr } = spawnSync('ffmpeg', ['-v', 'warning', '-i', file, '-f', 'null', '-'], {
    encoding: 'utf8',
  })
  return status === 0 ? stderr : `exit ${status}: ${stderr}`
}

function send(channel: Channel, { tracks, frames }: Source): void {
  channel.configure(tracks, EPOCH)
  for (const frame of frames) channel.write(frame)
}

/** Every live segment, with its init segment before it. */
async function expectPlayableSegments(channel: Channel, folder: string): Promise<void> {
  for (const rendition of ['muxed', 'sound'] as const) {
    const playlist = readPlaylist(channel.playlist(rendition, false)?.plain.toString() ?? '')
    for (const [i, segment] of playlist.segments.entries()) {
      const bytes = [segment.init ?? '', segment.uri].map((uri) => channel.file(uri)?.body ?? Buffer.alloc(0))
      const file = path.join(folder, `${rendition}${i}.mp4`)
      await writeFile(file, Buffer.concat(bytes))
      expect(complaintsOf(file)).toBe('')
    }
  }
}

describe.skipIf(!hasFfmpeg)('ffmpeg decodes', { timeout: 60_000 }, () => {
  test.each([
    { fps: 25, sampleRate: 44_100, bFrames: 2, channels: 2 },
    { fps: 30, sampleRate: 48_000, bFrames: 0, channels: 1 },
  ])('what it sent at $fps pictures, $sampleRate Hz, $bFrames B-frames', async (options) => {
    const source = makeSource({ ...options, seconds: SECONDS, gop: options.fps * 2 })
    const folder = await temporaryFolder()
    const channel = await openChannel(folder)
    send(channel, source)
    const { durationSeconds } = await channel.end()
    expect(Math.abs(durationSeconds - SECONDS)).toBeLessThan(PART_TARGET)

    const video = path.join(folder, 'video.mp4')
    expect(complaintsOf(video)).toBe('')
    const { streams, seconds } = probe(video)
    expect(Math.abs(seconds - SECONDS)).toBeLessThan(PART_TARGET)
    expect(streams.map(({ codec_type }) => codec_type)).toEqual(['video', 'audio'])
    expect(streams[0]).toMatchObject({
      width: 160,
      height: 288,
      nb_read_frames: String(options.fps * SECONDS),
    })
    const sent = source.frames.filter(({ track }) => track === 'audio').length
    expect(Math.abs(Number(streams[1]?.nb_read_frames) - sent)).toBeLessThanOrEqual(2)

    expect(complaintsOf(path.join(folder, 'audio.mp4'))).toBe('')
    expect(complaintsOf(path.join(folder, 'index.m3u8'))).toBe('')
    await expectPlayableSegments(channel, await temporaryFolder())
  })

  test('a broadcast that was interrupted, and the silence that fills its gaps', async () => {
    const source = makeSource({ fps: 30, sampleRate: 48_000, seconds: SECONDS, gop: 60 })
    const quiet = source.frames.filter(({ track, at }) => track === 'video' || at < 2e6 || at > 4e6)
    const folder = await temporaryFolder()
    const channel = await openChannel(folder)
    send(channel, { ...source, frames: quiet })
    channel.pause()
    send(channel, { ...source, frames: shifted(source.frames, (SECONDS + 3) * 1e6) })
    const { durationSeconds } = await channel.end()
    expect(Math.abs(durationSeconds - 2 * SECONDS)).toBeLessThan(PART_TARGET)

    expect(complaintsOf(path.join(folder, 'index.m3u8'))).toBe('')
    const video = path.join(folder, 'video.mp4')
    const { seconds, streams } = probe(video)
    expect(Math.abs(seconds - 2 * SECONDS)).toBeLessThan(PART_TARGET)
    expect(streams[0]?.nb_read_frames).toBe(String(2 * SECONDS * 30))
    const replay = readPlaylist(await readFile(path.join(folder, 'index.m3u8'), 'utf8'))
    expect(replay.discontinuities).toHaveLength(1)
    await expectPlayableSegments(channel, await temporaryFolder())
  })
})
