import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { StartRecordedMessage } from '#app/kernel/ingest-wire.ts'
import { hasFfmpeg } from '../testing/source.ts'
import { memoryHooks, startTestEngine, TestPublisher, until } from './testing.ts'

const seconds = 6

/** A file as a browser's recorder makes one, as it would be on the line. */
function record(video: string[], sound: string[], format: string[]): Buffer {
  const inputs = [
    ...['-f', 'lavfi', '-i', `testsrc2=size=180x320:rate=30:duration=${seconds}`],
    ...['-f', 'lavfi', '-i', `sine=frequency=440:duration=${seconds}`],
  ]
  return execFileSync(
    'ffmpeg',
    ['-v', 'error', ...inputs, ...video, '-g', '60', ...sound, ...format, 'pipe:1'],
    { maxBuffer: 64 * 1024 * 1024 },
  )
}

const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-pix_fmt', 'yuv420p']
const opus = ['-c:a', 'libopus', '-ar', '48000']
const webm = ['-f', 'matroska', '-live', '1']
const mp4 = [
  '-f',
  'mp4',
  '-movflags',
  'empty_moov+default_base_moof+frag_keyframe',
  '-frag_duration',
  '200000',
]

async function goLive() {
  const { hooks, events, durations } = memoryHooks({ t1: 'harbour' })
  const started = await startTestEngine({ hooks: () => hooks })
  onTestFinished(() => started.close())
  const publisher = await TestPublisher.connect(started.port, 't1')
  const reasons = () => publisher.heard.map((one) => ('reason' in one ? one.reason : one.type))
  return { ...started, events, durations, publisher, reasons }
}

function begin(publisher: TestPublisher, over: Partial<StartRecordedMessage> = {}): void {
  publisher.say({ type: 'start-recorded', container: 'webm', video: 'h264', clock: Date.now(), ...over })
}

function sendInPieces(publisher: TestPublisher, file: Buffer, bytes = 20_000): void {
  for (let at = 0; at < file.length; at += bytes) publisher.raw(file.subarray(at, at + bytes))
}

async function converters(): Promise<number> {
  const children = await readFile(`/proc/self/task/${process.pid}/children`, 'utf8')
  const names = children
    .trim()
    .split(' ')
    .filter(Boolean)
    .map((pid) => readFile(`/proc/${pid}/comm`, 'utf8').catch(() => ''))
  return (await Promise.all(names)).filter((name) => name.startsWith('ffmpeg')).length
}

afterEach(() => void vi.unstubAllEnvs())

test('where there is no ffmpeg it is said so', async () => {
  vi.stubEnv('PATH', '/nowhere')
  const { publisher } = await goLive()
  begin(publisher)
  publisher.raw(Buffer.alloc(1000))
  expect(await publisher.closed).toEqual({ code: 4014, reason: 'no-transcoder' })
})

describe.skipIf(!hasFfmpeg)('a recorder’s file', { timeout: 60_000 }, () => {
  test.each([
    { name: 'WebM with H.264 and Opus', file: () => record(h264, opus, webm), said: {} },
    {
      name: 'fragmented MP4 with H.264 and AAC',
      file: () => record(h264, ['-c:a', 'aac'], mp4),
      said: { container: 'mp4' as const },
    },
    {
      name: 'WebM with VP8 and Opus',
      file: () => record(['-c:v', 'libvpx', '-deadline', 'realtime', '-b:v', '500k'], opus, webm),
      said: { video: 'other' as const },
    },
  ])('is a broadcast with picture and sound: $name', async ({ file, said }) => {
    const { publisher, events, dataDir, reasons } = await goLive()
    begin(publisher, said)
    sendInPieces(publisher, file())
    await until(() => reasons().includes('ready'), 15_000)
    publisher.say({ type: 'end' })
    await publisher.closed
    await until(() => events.includes('end harbour publisher-ended'))
    const video = path.join(dataDir, 'recordings', 'recording-1', 'video.mp4')
    const shown = ['-show_entries', 'stream=codec_name,codec_type:format=duration']
    const probed = JSON.parse(
      execFileSync('ffprobe', ['-v', 'error', '-of', 'json', ...shown, video], { encoding: 'utf8' }),
    ) as { streams: { codec_name: string }[]; format: { duration: string } }
    expect(probed.streams.map(({ codec_name }) => codec_name)).toEqual(['h264', 'aac'])
    expect(Math.abs(Number(probed.format.duration) - seconds)).toBeLessThan(0.4)
    expect(await converters()).toBe(0)
  })

  test('that breaks off costs its line, and a new one takes the broadcast up again', async () => {
    const { hooks, events } = memoryHooks({ t1: 'harbour', t2: 'harbour' })
    const { port, close } = await startTestEngine({ hooks: () => hooks })
    onTestFinished(() => close())
    const file = record(h264, opus, webm)
    const first = await TestPublisher.connect(port, 't1')
    begin(first)
    sendInPieces(first, file.subarray(0, file.length / 2))
    await until(() => first.heard.length > 0, 15_000)
    first.vanish()
    await until(() => events.includes('lost harbour'))
    await vi.waitFor(async () => expect(await converters()).toBe(0))
    const second = await TestPublisher.connect(port, 't2')
    begin(second)
    sendInPieces(second, file)
    await until(() => second.heard.some((one) => one.type === 'ready' && one.resumed), 15_000)
    expect(events).toEqual(['open harbour', 'lost harbour', 'resume harbour'])
  })

  test('may begin anew on the same line, as often as pays for it', async () => {
    const { publisher, reasons } = await goLive()
    const file = record(h264, opus, webm)
    begin(publisher)
    sendInPieces(publisher, file)
    await until(() => reasons().includes('ready'), 15_000)
    begin(publisher)
    sendInPieces(publisher, file)
    await vi.waitFor(async () => expect(await converters()).toBe(1))
    for (let again = 0; again < 20; again += 1) begin(publisher)
    expect((await publisher.closed).reason).toBe('too-much')
    await vi.waitFor(async () => expect(await converters()).toBe(0), { timeout: 5_000 })
  })

  test('that is none is refused, and nothing of it is left', async () => {
    const { publisher } = await goLive()
    begin(publisher)
    let seed = 7
    const noise = Buffer.alloc(600_000, 0).map(() => (seed = (seed * 48_271) % 2_147_483_647) & 0xff)
    sendInPieces(publisher, Buffer.from(noise))
    expect(['bad-picture', 'no-picture']).toContain((await publisher.closed).reason)
    await vi.waitFor(async () => expect(await converters()).toBe(0))
  })

  test('that is broken in the middle crashes nobody', async () => {
    const { publisher, reasons, engine } = await goLive()
    const file = record(h264, opus, webm)
    begin(publisher)
    const broken = Buffer.from(file)
    for (let at = 20_000; at < broken.length; at += 997) broken[at] = (broken[at] ?? 0) ^ 0xa5
    sendInPieces(publisher, broken)
    await Promise.race([publisher.closed, until(() => reasons().length > 0, 15_000)])
    publisher.vanish()
    await vi.waitFor(async () => expect(await converters()).toBe(0))
    expect(await engine.ready()).toBe(true)
  })
})

test('a ping is answered after what came before it', async () => {
  const { publisher } = await goLive()
  publisher.start()
  publisher.seconds(1)
  publisher.say({ type: 'ping', id: 7 })
  await until(() => publisher.heard.some((one) => one.type === 'pong' && one.id === 7))
})
