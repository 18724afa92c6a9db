import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Frame } from './frames.ts'
import { FrameGate } from './ingest/gate.ts'
import {
  accessUnit,
  asc,
  avcC,
  memoryHooks,
  startTestEngine,
  TestPublisher,
  until,
} from './ingest/testing.ts'
import { readTracks } from './ingest/tracks.ts'
import { LiveWindow } from './live-window.ts'
import { Packager } from './packager.ts'
import { fakeTracks } from './testing/publisher.ts'

const MB = 1024 * 1024
const largest = accessUnit(false, 2 * MB - 4)
const largestKey = accessUnit(true, 2 * MB - 4)

interface Plan {
  bytes: number
  /** Microseconds between pictures. */
  step: number
  /** A key frame each so many pictures; 0: the first one only. */
  keyEvery: number
  /** The clock jumps each so many pictures; 0: never. */
  jumpEvery: number
  sound: 'none' | 'promised' | 'sent'
  pictures: number
}

function* framesOf(plan: Plan): Generator<Frame> {
  let at = 0
  for (let i = 0; i < plan.pictures; i += 1) {
    const key = i === 0 || (plan.keyEvery > 0 && i % plan.keyEvery === 0)
    const payload = largest.subarray(0, plan.bytes)
    yield { track: 'video', at, compositionOffset: 0, key, payload }
    if (plan.sound === 'sent') {
      yield { track: 'audio', at, compositionOffset: 0, key: true, payload: largest.subarray(0, 16 * 1024) }
    }
    at += plan.jumpEvery > 0 && i % plan.jumpEvery === 0 ? 5_000_000 : plan.step
  }
}

/** The most bytes that packager and window hold at any moment, with nothing to hold the publisher back. */
function mostHeld(plan: Plan): number {
  const window = new LiveWindow('broadcast-1', { nextSequence: 0, discontinuitySequence: 0 })
  let inits = 0
  const packager = new Packager({
    target: (seconds) => window.setTargetDuration(seconds),
    init: (init) => window.addInit(inits++, init, init.discontinuity),
    part: (part) => void window.addPart(part),
    segmentEnd: () => window.closeSegment(),
  })
  packager.configure(fakeTracks(plan.sound === 'none' ? null : 48_000), 0)
  let most = 0
  for (const frame of framesOf(plan)) {
    packager.write(frame)
    most = Math.max(most, packager.waitingBytes + window.bytes)
  }
  expect(window.segments.length).toBeLessThanOrEqual(65)
  return most
}

describe('memory has a bound, whatever a publisher sends:', () => {
  const plan = {
    bytes: 2 * MB,
    step: 33_333,
    keyEvery: 30,
    jumpEvery: 0,
    sound: 'none',
    pictures: 300,
  } as const
  test.each<[string, Plan]>([
    ['pictures of 2 MB', plan],
    ['no second key frame', { ...plan, keyEvery: 0 }],
    ['time that stands still', { ...plan, step: 1 }],
    ['sound that is promised and never comes', { ...plan, sound: 'promised' }],
    ['key frames far apart in time', { ...plan, keyEvery: 1, jumpEvery: 1 }],
    ['many small pictures in no time', { ...plan, bytes: 10, step: 1, sound: 'promised', pictures: 20_000 }],
    ['a new session each picture', { ...plan, bytes: 100, keyEvery: 1, jumpEvery: 1, pictures: 5_000 }],
  ])('%s', (_, hostile) => {
    expect(mostHeld(hostile)).toBeLessThan(170 * MB)
  })

  test('anything else', { timeout: 60_000 }, () => {
    const plans = fc.record({
      bytes: fc.oneof(fc.integer({ min: 10, max: 2 * MB }), fc.constant(2 * MB)),
      step: fc.oneof(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 4_000_000 })),
      keyEvery: fc.nat(60),
      jumpEvery: fc.nat(40),
      sound: fc.constantFrom<Plan['sound']>('none', 'promised', 'sent'),
      pictures: fc.constant(150),
    })
    fc.assert(
      fc.property(plans, (hostile) => mostHeld(hostile) < 170 * MB),
      { numRuns: 15 },
    )
  })
})

describe('the budget of a publisher', () => {
  /** Sends `seconds` of such pictures, whose time goes by as ours does times `speed`; answers what was said of them. */
  function send(stream: { fps: number; bytes: number; seconds: number; speed?: number; burst?: number }) {
    const { fps, bytes, seconds, speed = 1, burst = 0 } = stream
    let now = 1_800_000_000_000
    const gate = new FrameGate({ now: () => now })
    const tracks = readTracks({ avcC, asc })
    if (!tracks.ok) throw new Error(tracks.reason)
    gate.configure(tracks.value)
    const said = new Set<string>()
    for (let i = 0; i < seconds * fps; i += 1) {
      if (i / fps > burst) now += 1000 / fps / speed
      const key = i % (fps * 2) === 0
      const payload = (key ? largestKey : largest).subarray(0, bytes)
      payload.writeUInt32BE(payload.length - 4, 0)
      const verdict = gate.check({
        track: 'video',
        at: Math.round((i * 1e6) / fps),
        compositionOffset: 0,
        key,
        payload,
      })
      if (verdict.act === 'refuse') return [...said, verdict.reason]
      if (verdict.warning) said.add(verdict.warning)
    }
    return [...said]
  }

  test.each([
    { name: 'a phone', fps: 30, bytes: 2_500_000 / 8 / 30 },
    { name: '1080p60 at 12 Mbit/s', fps: 60, bytes: 12_000_000 / 8 / 60 },
    { name: 'the most there is', fps: 120, bytes: 19_000_000 / 8 / 120 },
  ])('is enough for $name, for an hour', ({ fps, bytes }) => {
    expect(send({ fps, bytes: Math.floor(bytes), seconds: 3600 })).toEqual([])
  })

  test('lets a line that was held up for eight seconds send them at once', () => {
    expect(send({ fps: 30, bytes: 25_000, seconds: 60, burst: 8 })).toEqual([])
  })

  test.each([
    { name: '40 Mbit/s', fps: 30, bytes: 40_000_000 / 8 / 30 },
    { name: '300 pictures a second', fps: 300, bytes: 100 },
    { name: 'a stream ten times as fast as time', fps: 30, bytes: 10_000, speed: 10 },
  ])('warns of $name, then refuses it', ({ fps, bytes, speed }) => {
    expect(send({ fps, bytes: Math.floor(bytes), seconds: 600, speed })).toEqual(['too-much', 'too-much'])
  })

  test('cuts off whoever floods us, and nobody else', async () => {
    const { hooks, events } = memoryHooks({ t1: 'harbour', t2: 'stall' })
    const { port, engine, close } = await startTestEngine({ hooks: () => hooks })
    onTestFinished(() => close())
    const [flood, other] = [await TestPublisher.connect(port, 't1'), await TestPublisher.connect(port, 't2')]
    for (const one of [flood, other]) {
      one.start()
      one.seconds(1)
      await until(() => one.heard.length > 0)
    }
    const flooding = accessUnit(false, 2 * MB - 4)
    for (let i = 0; i < 40; i += 1) {
      flood.frame({ payload: flooding })
      flood.at += 1_000
    }
    expect(await flood.closed).toEqual({ code: 4013, reason: 'too-much' })
    expect(flood.heard.map((message) => ('reason' in message ? message.reason : message.type))).toEqual([
      'ready',
      'too-much',
      'too-much',
    ])
    await until(() => events.includes('lost harbour'))
    expect(engine.channelState('stall').onAir).toBe(true)
    expect(engine.metrics().bytesInMemory).toBeLessThan(60 * MB)
  })
})
