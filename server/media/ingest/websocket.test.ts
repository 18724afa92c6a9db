import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { MediaEngineOptions } from '../engine.ts'
import {
  accessUnit,
  collectingLog,
  memoryHooks,
  secretNamed,
  startMessage,
  startTestEngine,
  TestPublisher,
  until,
} from './testing.ts'
import type { TestEngine } from './testing.ts'

const rooms = { t1: 'harbour', t2: 'harbour', t3: 'harbour', t4: 'stall' }
const started: TestEngine[] = []

async function start(over: Partial<MediaEngineOptions> = {}) {
  const feature = memoryHooks(rooms)
  const engine = await startTestEngine({ hooks: () => feature.hooks, ...over })
  started.push(engine)
  return { ...engine, ...feature }
}

afterEach(async () => {
  // One after the other, newest first: two of them may share a folder.
  for (const engine of started.splice(0).reverse()) await engine.close()
})

test('a publisher with a good ticket goes on air and its broadcast ends when it says so', async () => {
  const { engine, port, events, durations } = await start()
  const publisher = await TestPublisher.connect(port, 't1')
  publisher.start()
  publisher.seconds(4)
  await until(() => publisher.heard.length > 0)
  expect(publisher.heard).toEqual([{ type: 'ready', resumed: false }])
  expect(engine.channelState('harbour')).toEqual({ onAir: true, recording: 'recording-1' })
  expect((await fetch(`http://127.0.0.1:${port}/live/harbour/index.m3u8`)).status).toBe(200)

  publisher.say({ type: 'end' })
  expect(await publisher.closed).toEqual({ code: 4000, reason: 'ended' })
  await until(() => events.length === 2)
  expect(events).toEqual(['open harbour', 'end harbour publisher-ended'])
  expect(durations.get('recording-1')).toBeCloseTo(4, 0)
  expect(await (await fetch(`http://127.0.0.1:${port}/live/harbour/index.m3u8`)).text()).toContain(
    '#EXT-X-ENDLIST',
  )
})

test('a wrong or used ticket is refused and leaves no trace', async () => {
  const { port, events, dataDir } = await start()
  const stranger = await TestPublisher.connect(port, 'nonsense')
  expect(await stranger.closed).toEqual({ code: 4001, reason: 'unknown-publisher' })
  expect(stranger.heard).toEqual([{ type: 'refused', reason: 'unknown-publisher' }])

  const publisher = await TestPublisher.connect(port, 't1')
  const again = await TestPublisher.connect(port, 't1')
  expect((await again.closed).code).toBe(4001)
  publisher.vanish()
  expect(events).toEqual([])
  await expect(readdir(join(dataDir, 'recordings'))).rejects.toThrow()
})

test('where the disk could not keep the recording no broadcast begins', async () => {
  const { port, events } = await start({ diskRoom: () => Promise.resolve('low') })
  const publisher = await TestPublisher.connect(port, 't1')
  expect(await publisher.closed).toEqual({ code: 4011, reason: 'disk-full' })
  expect(events).toEqual([])
})

test('of two publishers who arrive at once for one room, one gets in', async () => {
  const { port, events, engine } = await start()
  const both = await Promise.all([TestPublisher.connect(port, 't1'), TestPublisher.connect(port, 't2')])
  for (const one of both) {
    one.start()
    one.seconds(1)
  }
  await until(() => both.every((one) => one.heard.length > 0))
  expect(both.map((one) => one.heard[0]?.type).sort()).toEqual(['ready', 'refused'])
  expect(events).toEqual(['open harbour'])
  expect(engine.metrics().refusals).toEqual({ 'already-publishing': 1 })
})

test('a publisher that fell silent gives way to the same host who comes back', async () => {
  const { port, events } = await start({ limits: { silentMs: 200 } })
  const first = await TestPublisher.connect(port, 't1')
  first.start()
  first.seconds(1)
  await until(() => first.heard.length > 0)
  await new Promise((resolve) => setTimeout(resolve, 300))
  const second = await TestPublisher.connect(port, 't2')
  second.start()
  second.seconds(1)
  expect((await first.closed).reason).toBe('superseded')
  await until(() => second.heard.length > 0)
  expect(second.heard).toEqual([{ type: 'ready', resumed: true }])
  expect(events).toEqual(['open harbour', 'lost harbour', 'resume harbour'])
})

test('a publisher that drops resumes the same broadcast, with a discontinuity', async () => {
  const { port, events, engine, durations } = await start()
  const first = await TestPublisher.connect(port, 't1')
  first.start()
  first.seconds(3)
  await until(() => first.heard.length > 0)
  first.vanish()
  await until(() => events.includes('lost harbour'))
  expect(engine.channelState('harbour')).toEqual({ onAir: false, recording: 'recording-1' })

  const second = await TestPublisher.connect(port, 't2')
  second.start()
  second.seconds(3)
  await until(() => second.heard.length > 0)
  expect(second.heard).toEqual([{ type: 'ready', resumed: true }])
  const playlist = await (await fetch(`http://127.0.0.1:${port}/live/harbour/index.m3u8`)).text()
  expect(playlist).toContain('#EXT-X-DISCONTINUITY')

  second.say({ type: 'end' })
  await until(() => durations.size > 0)
  expect(events).toEqual(['open harbour', 'lost harbour', 'resume harbour', 'end harbour publisher-ended'])
  expect(durations.get('recording-1')).toBeCloseTo(6, 0)
})

test('an interrupted broadcast is finished once, and again changes nothing', async () => {
  const { port, events, engine } = await start({ keepEndedMs: 50 })
  const publisher = await TestPublisher.connect(port, 't1')
  publisher.start()
  publisher.seconds(3)
  await until(() => publisher.heard.length > 0)
  publisher.vanish()
  await until(() => events.includes('lost harbour'))
  const ended = { channel: 'harbour', recording: 'recording-1', reason: 'not-resumed' } as const
  const first = await engine.finishBroadcast(ended)
  expect(first.durationSeconds).toBeCloseTo(3, 0)
  expect(await engine.finishBroadcast(ended)).toEqual(first)
  expect(events.filter((event) => event.startsWith('end'))).toEqual(['end harbour not-resumed'])
  await until(() => engine.metrics().channels === 0)
})

test('a broadcast that is only on disk is finished with the length of what was recorded', async () => {
  const before = await start()
  const publisher = await TestPublisher.connect(before.port, 't1')
  publisher.start()
  publisher.seconds(3)
  await until(() => publisher.heard.length > 0)
  publisher.vanish()
  await until(() => before.events.includes('lost harbour'))
  await new Promise((resolve) => setTimeout(resolve, 200))

  const after = await start({ dataDir: before.dataDir })
  const ended = { channel: 'harbour', recording: 'recording-1', reason: 'not-resumed' } as const
  const { durationSeconds } = await after.engine.finishBroadcast(ended)
  expect(durationSeconds).toBeCloseTo(3, 0)
  expect(after.events).toEqual(['end harbour not-resumed'])
})

test('what is no message ends the connection with a reason', async () => {
  const { port } = await start()
  const tickets = ['t1', 't2', 't3', 't4']
  const nonsense = [
    '{',
    '{"type":"dance"}',
    JSON.stringify({ type: 'start', video: {} }),
    Buffer.alloc(20, 1),
  ]
  for (const message of nonsense) {
    const publisher = await TestPublisher.connect(port, tickets.shift() ?? '')
    publisher.raw(message)
    expect(await publisher.closed).toEqual({ code: 4004, reason: 'bad-message' })
  }
})

test('a text longer than any description is refused, however well-formed', async () => {
  const { port, engine } = await start()
  const publisher = await TestPublisher.connect(port, 't1')
  publisher.raw(JSON.stringify({ ...startMessage, padding: 'x'.repeat(64 * 1024) }))
  expect(await publisher.closed).toEqual({ code: 4004, reason: 'bad-message' })
  expect(engine.metrics().refusals).toEqual({ 'bad-message': 1 })
})

test('whoever describes the picture again and again is cut off, and nobody else', async () => {
  const { port, engine } = await start()
  const [restless, other] = [await TestPublisher.connect(port, 't1'), await TestPublisher.connect(port, 't4')]
  for (const one of [restless, other]) {
    one.start()
    one.seconds(1)
    await until(() => one.heard.length > 0)
  }
  for (let index = 0; index < 100; index += 1) restless.start()
  expect(await restless.closed).toEqual({ code: 4013, reason: 'too-much' })
  expect(engine.channelState('stall').onAir).toBe(true)
})

test('a codec, a size or a sound that is not taken is refused by name', async () => {
  const { port } = await start()
  const main10 = Buffer.from(startVideo().description, 'base64')
  main10[1] = 110
  const cut = Buffer.from(startVideo().description, 'base64').subarray(0, 12)
  const wrong = [
    {
      ticket: 't1',
      start: { video: { ...startVideo(), description: main10.toString('base64') } },
      reason: 'unsupported-codec',
    },
    {
      ticket: 't2',
      start: { video: { ...startVideo(), description: cut.toString('base64') } },
      reason: 'bad-picture',
    },
    {
      ticket: 't3',
      start: { audio: { ...startAudio(), description: 'KYhW5QA=' } },
      reason: 'unsupported-codec',
    },
  ]
  for (const { ticket, start: over, reason } of wrong) {
    const publisher = await TestPublisher.connect(port, ticket)
    publisher.start(over)
    expect((await publisher.closed).reason).toBe(reason)
  }
})

test('a frame of absurd size ends its own connection and nothing else', async () => {
  const { port, events, engine } = await start()
  const other = await TestPublisher.connect(port, 't4')
  other.start()
  other.seconds(1)
  await until(() => other.heard.length > 0)
  const publisher = await TestPublisher.connect(port, 't1')
  publisher.start()
  publisher.seconds(1)
  await until(() => publisher.heard.length > 0)
  publisher.frame({ key: true, payload: accessUnit(true, 3 * 1024 * 1024) })
  expect((await publisher.closed).code).toBe(1009)
  await until(() => events.includes('lost harbour'))
  expect(engine.channelState('stall').onAir).toBe(true)
})

test('frames that cannot be read are dropped with a warning, and too many of them end it', async () => {
  const { port, engine } = await start({ limits: { badFrames: 20 } })
  const publisher = await TestPublisher.connect(port, 't1')
  publisher.start()
  publisher.seconds(1)
  await until(() => publisher.heard.length > 0)
  publisher.raw(Buffer.from([9, 9, 9]))
  await until(() => publisher.heard.length > 1)
  expect(publisher.heard[1]).toEqual({ type: 'warning', reason: 'bad-frame' })
  expect(engine.channelState('harbour').onAir).toBe(true)
  for (let index = 0; index < 20; index += 1) publisher.frame({ payload: Buffer.alloc(50, 0xff) })
  expect((await publisher.closed).reason).toBe('too-many-bad-frames')
})

test('a publisher whose picture stops is cut off, and one that never sends one', async () => {
  const { port, events } = await start({ limits: { stallMs: 300 } })
  const mute = await TestPublisher.connect(port, 't4')
  const publisher = await TestPublisher.connect(port, 't1')
  publisher.start()
  publisher.seconds(1)
  expect(await mute.closed).toEqual({ code: 4007, reason: 'no-picture' })
  expect(await publisher.closed).toEqual({ code: 4007, reason: 'stalled' })
  await until(() => events.length === 2)
  expect(events).toEqual(['open harbour', 'lost harbour'])
})

test('a page of another site may not publish; ours and programs without an origin may', async () => {
  const { port } = await start()
  const foreign = await TestPublisher.connect(port, 't1', { headers: { Origin: 'https://evil.example' } })
  expect((await foreign.closed).code).toBe(1006)
  const ours = await TestPublisher.connect(port, 't1', { headers: { Origin: 'https://ours.example' } })
  const sameHost = await TestPublisher.connect(port, 't4', {
    headers: { Origin: `http://127.0.0.1:${port}` },
  })
  for (const one of [ours, sameHost]) {
    one.start()
    one.seconds(1)
  }
  await until(() => ours.heard.length + sameHost.heard.length === 2)
  expect([...ours.heard, ...sameHost.heard].every(({ type }) => type === 'ready')).toBe(true)
})

test('where the live feature is away the publisher is asked to try again', async () => {
  const feature = memoryHooks(rooms)
  let away = true
  const { port } = await start({
    hooks: () => {
      if (away) throw new Error('database away')
      return {
        ...feature.hooks,
        openBroadcast: async () => {
          throw new Error('database away')
        },
      }
    },
  })
  const first = await TestPublisher.connect(port, 't1')
  expect(await first.closed).toEqual({ code: 4008, reason: 'try-again' })
  away = false
  const second = await TestPublisher.connect(port, 't2')
  second.start()
  second.seconds(1)
  expect(await second.closed).toEqual({ code: 4008, reason: 'try-again' })
})

test('a stop ends every broadcast properly and tells the publishers', async () => {
  const { port, engine, events, durations } = await start()
  const [live, lost] = await Promise.all([
    TestPublisher.connect(port, 't1'),
    TestPublisher.connect(port, 't4'),
  ])
  for (const one of [live, lost]) {
    one.start()
    one.seconds(2)
  }
  await until(() => live.heard.length + lost.heard.length === 2)
  lost.vanish()
  await until(() => events.includes('lost stall'))
  expect(await engine.ready()).toBe(true)
  await engine.stop()
  expect(await live.closed).toEqual({ code: 4009, reason: 'server-stopped' })
  expect(events.slice(-2).sort()).toEqual(['end harbour server-stopped', 'end stall server-stopped'])
  expect([...durations.values()].every((seconds) => seconds > 1.5)).toBe(true)
  expect(await engine.ready()).toBe(false)
  // Who comes now finds no way in.
  expect((await (await TestPublisher.connect(port, 't2')).closed).code).toBe(1006)
})

test('no line of the log holds a ticket', async () => {
  const { log, lines } = collectingLog()
  const { port } = await start({ log })
  const publisher = await TestPublisher.connect(port, 't1')
  const stranger = await TestPublisher.connect(port, 'stranger')
  publisher.start()
  publisher.seconds(1)
  await until(() => publisher.heard.length > 0)
  publisher.vanish()
  await stranger.closed
  expect(lines.length).toBeGreaterThan(0)
  for (const name of ['t1', 'stranger']) expect(lines.join('\n')).not.toContain(secretNamed(name))
})

function startVideo() {
  return {
    codec: 'avc1.42c00a',
    width: 64,
    height: 64,
    description: 'AULACv/hABZnQsAK2hCbARAAAAMAEAAAAwPA8SJqAQAEaM4PyA==',
  }
}

function startAudio() {
  return { codec: 'mp4a.40.2', sampleRate: 48_000, channels: 1, description: 'EYhW5QA=' }
}
