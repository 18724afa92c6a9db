import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Frame, Tracks } from '../frames.ts'
import { FrameGate } from './gate.ts'
import type { Verdict } from './gate.ts'
import { accessUnit, asc, avcC } from './testing.ts'
import { readTracks } from './tracks.ts'

const now = 1_800_000_000_000

function tracks(): Tracks {
  const read = readTracks({ avcC, asc })
  if (!read.ok) throw new Error(read.reason)
  return read.value
}

function openGate(clock?: number): FrameGate {
  const gate = new FrameGate({ now: () => now })
  gate.configure(tracks(), clock)
  return gate
}

const picture = (ms: number, key = false): Frame => ({
  track: 'video',
  at: ms * 1000,
  compositionOffset: 0,
  key,
  payload: accessUnit(key),
})
const sound = (ms: number): Frame => ({
  ...picture(ms),
  track: 'audio',
  key: true,
  payload: Buffer.alloc(20),
})
const acts = (gate: FrameGate, frames: Frame[]) => frames.map((frame) => gate.check(frame).act)

test('nothing passes before the first key frame', () => {
  const frames = [sound(0), picture(33), picture(66, true), sound(70), picture(99)]
  expect(acts(openGate(), frames)).toEqual(['drop', 'drop', 'configure', 'write', 'write'])
})

test('a key frame is known by its picture, not by its flag alone', () => {
  const lying = { ...picture(0), key: true }
  expect(openGate().check(lying).act).toBe('drop')
  const modest = { ...picture(0, true), key: false }
  expect(openGate().check(modest)).toMatchObject({ act: 'configure', frame: { key: true } })
})

test('a frame without a description is refused', () => {
  expect(new FrameGate().check(picture(0, true))).toEqual({ act: 'refuse', reason: 'bad-message' })
})

test('a picture that goes back in time is dropped, and the picture goes on at the next key frame', () => {
  const gate = openGate()
  expect(acts(gate, [picture(1000, true), picture(1033), picture(1066)])).toEqual([
    'configure',
    'write',
    'write',
  ])
  expect(gate.check(picture(1040))).toEqual({ act: 'drop', warning: 'frame-out-of-order' })
  expect(acts(gate, [picture(1100), sound(1110), picture(1133, true), picture(1166)])).toEqual([
    'drop',
    'write',
    'write',
    'write',
  ])
})

test('a jump in time of more than ten seconds begins a new stretch at the next key frame', () => {
  for (const far of [15_000, 300_000]) {
    const gate = openGate()
    expect(acts(gate, [picture(100_000, true), picture(100_033)])).toEqual(['configure', 'write'])
    expect(gate.check(picture(100_000 + far))).toEqual({ act: 'drop', warning: 'time-jump' })
    expect(gate.check(sound(100_000 + far)).act).toBe('drop')
    expect(gate.check(picture(100_040 + far, true)).act).toBe('configure')
    expect(gate.check(picture(100_000, true))).toMatchObject({ act: 'configure', warning: 'time-jump' })
  }
})

test('sound far from the picture is dropped with a warning', () => {
  const gate = openGate()
  gate.check(picture(0, true))
  expect(gate.check(sound(60_000))).toEqual({ act: 'drop', warning: 'sound-apart' })
  expect(gate.check(sound(20)).act).toBe('write')
})

test('a right clock is believed; one that is off by more than five seconds is not', () => {
  const at = 30_000
  const started = (clock?: number) => openGate(clock).check(picture(at, true))
  expect(started(now - at - 4000)).toMatchObject({ epoch: now - at - 4000 })
  expect(started(now - at + 6000)).toMatchObject({ epoch: now - at, warning: 'clock-off' })
  expect(started()).toMatchObject({ epoch: now - at })
  expect(started()).not.toHaveProperty('warning', 'clock-off')
})

test('a changed description takes over at the next key frame', () => {
  const gate = openGate()
  gate.check(picture(0, true))
  gate.configure(tracks())
  expect(acts(gate, [picture(33), sound(40), picture(66, true), sound(80)])).toEqual([
    'drop',
    'drop',
    'configure',
    'write',
  ])
})

test('absurd sizes, times and broken pictures are bad frames, and too many of them are refused', () => {
  const gate = openGate()
  gate.check(picture(0, true))
  const bad: Frame[] = [
    { ...picture(33), payload: Buffer.alloc(0) },
    { ...picture(33), payload: Buffer.alloc(100, 0xff) },
    { ...picture(33), payload: accessUnit(false).subarray(0, 50) },
    { ...picture(33), payload: Buffer.alloc(3 * 1024 * 1024) },
    { ...sound(33), payload: Buffer.alloc(100_000) },
    { ...picture(33), at: -1 },
    { ...picture(33), at: 1e17 },
    { ...picture(33), compositionOffset: 60_000_000 },
  ]
  for (const frame of bad) expect(gate.check(frame)).toEqual({ act: 'drop', warning: 'bad-frame' })
  let last: Verdict = { act: 'drop' }
  for (let index = 0; index < 200; index += 1) last = gate.check({ ...picture(33), at: -1 })
  expect(last).toEqual({ act: 'refuse', reason: 'too-many-bad-frames' })
})

test('whatever comes, what passes begins with a key frame and goes forward in each track', () => {
  const anyFrame = fc.record({
    track: fc.constantFrom<'video' | 'audio'>('video', 'audio'),
    at: fc.oneof(fc.integer({ min: 0, max: 3_000_000 }), fc.double({ noNaN: true })),
    compositionOffset: fc.integer(),
    key: fc.boolean(),
    payload: fc.oneof(
      fc.boolean().map((key) => accessUnit(key)),
      fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
    ),
  })
  fc.assert(
    fc.property(fc.array(anyFrame, { maxLength: 60 }), (frames) => {
      const gate = openGate()
      let last: { video?: number; audio?: number } | null = null
      for (const frame of frames) {
        const verdict = gate.check(frame)
        if (verdict.act === 'configure') {
          expect(verdict.frame.track).toBe('video')
          expect(verdict.frame.key).toBe(true)
          last = { video: frame.at }
        } else if (verdict.act === 'write') {
          if (!last) throw new Error('written before a key frame')
          expect(frame.at).toBeGreaterThan(last[frame.track] ?? -1)
          last[frame.track] = frame.at
        }
      }
    }),
    { numRuns: 2000 },
  )
})
