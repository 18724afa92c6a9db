import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import type { MediaEngineOptions } from '../engine.ts'
import { collectingLog, memoryHooks, secretNamed, startTestEngine, TestPublisher, until } from './testing.ts'
import type { TestEngine } from './testing.ts'

const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0
const rooms = { 'key-of-the-harbour': 'harbour', 'key-of-the-stall': 'stall', ticket: 'harbour' }
const started: TestEngine[] = []
const children: ChildProcess[] = []

async function start(over: Partial<MediaEngineOptions> = {}) {
  const feature = memoryHooks(rooms)
  const { log, lines } = collectingLog()
  const engine = await startTestEngine({ hooks: () => feature.hooks, log, ...over })
  started.push(engine)
  const rtmp = await engine.engine.startRtmp()
  if (!rtmp.ok) throw new Error(rtmp.reason)
  return { ...engine, ...feature, lines, rtmpPort: rtmp.value.port }
}

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await Promise.all(started.splice(0).map((engine) => engine.close()))
})

interface Sending {
  key?: string
  seconds?: number
  rate?: number
  sampleRate?: number | null
  bFrames?: number
  codec?: string[]
  app?: string
}

/** Publishes a small test picture as fast as it comes from the clock. */
function send(rtmpPort: number, sending: Sending = {}): ChildProcess {
  const {
    key = 'key-of-the-harbour',
    seconds = 60,
    rate = 30,
    sampleRate = 48_000,
    bFrames = 2,
    app = 'live',
  } = sending
  const sound = sampleRate === null ? [] : ['-re', '-f', 'lavfi', '-i', `sine=sample_rate=${sampleRate}`]
  const video = [
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-bf',
    `${bFrames}`,
    '-g',
    `${rate}`,
    '-pix_fmt',
    'yuv420p',
  ]
  const child = spawn('ffmpeg', [
    ...[
      '-hide_banner',
      '-loglevel',
      'error',
      '-re',
      '-f',
      'lavfi',
      '-i',
      `testsrc2=size=160x120:rate=${rate}`,
      ...sound,
    ],
    ...['-t', `${seconds}`, ...(sending.codec ?? [...video, '-c:a', 'aac'])],
    ...['-f', 'flv', `rtmp://127.0.0.1:${rtmpPort}/${app}/${secretNamed(key)}`],
  ])
  child.stderr.resume()
  child.stdout.resume()
  children.push(child)
  return child
}

const exit = async (child: ChildProcess) => ((await once(child, 'exit')) as [number | null])[0]

describe.skipIf(!hasFfmpeg)('with ffmpeg', { timeout: 40_000 }, () => {
  test.each([
    { rate: 25, sampleRate: 44_100, bFrames: 2 },
    { rate: 30, sampleRate: 48_000, bFrames: 0 },
    { rate: 30, sampleRate: null, bFrames: 3 },
  ])(
    'a stream of $rate pictures, $sampleRate Hz and $bFrames B-frames is broadcast to its end',
    async (sending) => {
      const { rtmpPort, port, events, durations, lines, engine } = await start()
      const child = send(rtmpPort, { ...sending, seconds: 4 })
      await until(() => engine.channelState('harbour').onAir, 10_000)
      expect(await exit(child)).toBe(0)
      await until(() => events.length === 2)
      expect(events).toEqual(['open harbour', 'end harbour publisher-ended'])
      expect(Math.abs((durations.get('recording-1') ?? 0) - 4)).toBeLessThan(0.2)
      const playlist = await (await fetch(`http://127.0.0.1:${port}/live/harbour/index.m3u8`)).text()
      expect(playlist).toContain('#EXT-X-ENDLIST')
      expect(playlist).not.toContain('#EXT-X-DISCONTINUITY\n')
      const { frames, droppedFrames } = engine.metrics()
      expect(frames).toBeGreaterThanOrEqual(sending.rate * 4)
      // The sound that comes before the first key frame has nothing to go with.
      expect(droppedFrames).toBeLessThan(3)
      expect(lines.join('\n')).not.toContain(secretNamed('key-of-the-harbour'))
    },
  )

  test('a wrong key is refused, and so is another application', async () => {
    const { rtmpPort, events, lines } = await start()
    const wrong = send(rtmpPort, { key: 'guessed-key' })
    expect(await exit(wrong)).not.toBe(0)
    expect(await exit(send(rtmpPort, { app: 'other' }))).not.toBe(0)
    expect(events).toEqual([])
    expect(lines.join('\n')).toContain('unknown-publisher')
    for (const key of ['guessed-key', 'key-of-the-harbour'])
      expect(lines.join('\n')).not.toContain(secretNamed(key))
  })

  test('a second publisher is refused while the first is alive, also one from a browser', async () => {
    const { rtmpPort, port, engine, events, lines } = await start()
    send(rtmpPort)
    await until(() => engine.channelState('harbour').onAir, 10_000)
    expect(await exit(send(rtmpPort))).not.toBe(0)
    const browser = await TestPublisher.connect(port, 'ticket')
    expect(await browser.closed).toEqual({ code: 4003, reason: 'already-publishing' })
    expect(engine.channelState('harbour').onAir).toBe(true)
    expect(events).toEqual(['open harbour'])
    expect(lines.join('\n')).not.toContain(secretNamed('key-of-the-harbour'))
  })

  test('a publisher that vanishes leaves its broadcast open, and resumes it', async () => {
    const { rtmpPort, engine, events } = await start()
    const first = send(rtmpPort)
    await until(() => engine.channelState('harbour').onAir, 10_000)
    first.kill('SIGKILL')
    await until(() => events.includes('lost harbour'))
    expect(await exit(send(rtmpPort, { seconds: 2 }))).toBe(0)
    await until(() => events.length === 4)
    expect(events).toEqual(['open harbour', 'lost harbour', 'resume harbour', 'end harbour publisher-ended'])
  })

  test('a codec that is not taken is refused with a reason in the log, and another room goes on', async () => {
    const { rtmpPort, engine, lines } = await start()
    send(rtmpPort, { key: 'key-of-the-stall' })
    await until(() => engine.channelState('stall').onAir, 10_000)
    const flv1 = send(rtmpPort, { codec: ['-c:v', 'flv1', '-c:a', 'aac'] })
    expect(await exit(flv1)).not.toBe(0)
    await until(() => lines.some((line) => line.includes('unsupported-codec')))
    expect(engine.channelState('stall').onAir).toBe(true)
  })

  test('a stop ends the broadcast and closes the connection', async () => {
    const { rtmpPort, engine, events } = await start()
    const child = send(rtmpPort)
    await until(() => engine.channelState('harbour').onAir, 10_000)
    const gone = exit(child)
    await engine.stop()
    await gone
    expect(events).toEqual(['open harbour', 'end harbour server-stopped'])
  })
})

test('a taken port is an answer, and the process goes on', async () => {
  const squatter = createServer().listen(0, '127.0.0.1')
  await once(squatter, 'listening')
  const { port } = squatter.address() as AddressInfo
  const feature = memoryHooks(rooms)
  const engine = await startTestEngine({ hooks: () => feature.hooks, rtmpPort: port })
  started.push(engine)
  expect(await engine.engine.startRtmp()).toEqual({ ok: false, reason: 'port-taken' })
  squatter.close()
})

test('a connection that speaks no RTMP, or says nothing, is closed', async () => {
  const { rtmpPort, lines } = await start({ strangers: { identifyMs: 300 } })
  const silent = connect(rtmpPort, '127.0.0.1')
  const babbling = connect(rtmpPort, '127.0.0.1')
  for (const socket of [silent, babbling]) socket.on('error', () => undefined).resume()
  babbling.write(Buffer.alloc(8000, 0xff))
  await Promise.all([once(silent, 'close'), once(babbling, 'close')])
  expect(lines.join('\n')).toContain('unreadable')
  expect(lines.join('\n')).toContain('nothing was published')
})
