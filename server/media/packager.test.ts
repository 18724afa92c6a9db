import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Frame } from './frames.ts'
import { Packager } from './packager.ts'
import type { Part } from './packager.ts'
import { PART_TICKS } from './part-cut.ts'
import { readFragments } from './testing/fragments.ts'
import { fakeTracks, filmed, regularShots } from './testing/publisher.ts'
import type { Shot } from './testing/publisher.ts'

const TICKS = 90_000

interface Package {
  segments: Part[][]
  parts: Part[]
  targets: number[]
  inits: boolean[]
}

/** Packages sessions of frames one after the other. */
function packaged(sessions: readonly (readonly Frame[])[], sampleRate: 48_000 | 44_100 | null): Package {
  const made: Package = { segments: [], parts: [], targets: [], inits: [] }
  let open: Part[] = []
  const packager = new Packager({
    target: (seconds) => made.targets.push(seconds),
    init: (init) => made.inits.push(init.discontinuity),
    part(part) {
      open.push(part)
      made.parts.push(part)
    },
    segmentEnd() {
      made.segments.push(open)
      open = []
    },
  })
  for (const frames of sessions) {
    packager.configure(fakeTracks(sampleRate), 1_700_000_000_000)
    for (const frame of frames) packager.write(frame)
  }
  packager.flush()
  expect(open).toEqual([])
  return made
}

const lengthOf = (parts: readonly Part[]) => parts.reduce((sum, part) => sum + part.ticks, 0)

/** What holds for every broadcast. */
function expectLawful({ segments, parts, targets, inits }: Package): void {
  expect(targets.length).toBeLessThanOrEqual(1)
  expect(inits).toEqual(inits.map((_, i) => i > 0))
  for (const [i, part] of parts.entries()) {
    expect(part.number).toBe(i)
    expect(part.ticks).toBeGreaterThan(0)
    expect(part.ticks).toBeLessThanOrEqual(PART_TICKS)
    const before = parts[i - 1]
    expect(part.start).toBe(before ? before.start + before.ticks : 0)
  }
  for (const segment of segments) {
    expect(Math.round(lengthOf(segment) / TICKS)).toBeLessThanOrEqual(targets[0] ?? 6)
    for (const part of segment.slice(0, -1)) expect(part.ticks).toBeGreaterThanOrEqual(0.85 * PART_TICKS)
  }
  expectUnbroken(parts, 1)
  expectUnbroken(parts, 2)
}

/** Every sample of a track begins where the one before it ended, over all fragments. */
function expectUnbroken(parts: readonly Part[], trackId: number): void {
  let end: number | null = null
  let duration = 0
  for (const part of parts) {
    for (const run of readFragments(part.muxed).flatMap(({ runs }) => runs)) {
      if (run.trackId !== trackId) continue
      // At most one frame of sound is missing where a session begins.
      if (end !== null && trackId === 2) expect(Math.abs(run.decodeTime - end)).toBeLessThanOrEqual(1024)
      else if (end !== null) expect(run.decodeTime).toBe(end)
      duration = run.samples.reduce((sum, sample) => sum + sample.duration, 0)
      end = run.decodeTime + duration
    }
  }
}

describe('the packager', () => {
  test.each([
    { fps: 25, part: 0.32 },
    { fps: 30, part: 1 / 3 },
    { fps: 24, part: 1 / 3 },
    { fps: 15, part: 1 / 3 },
  ])('$fps pictures a second make parts of whole pictures', ({ fps, part }) => {
    const made = packaged([filmed(regularShots({ fps, seconds: 12, gop: fps * 2 }), 48_000)], 48_000)
    expectLawful(made)
    expect(made.targets).toEqual([2])
    expect(made.segments).toHaveLength(6)
    for (const segment of made.segments) {
      expect(lengthOf(segment) / TICKS).toBeCloseTo(2, 2)
      expect(segment[0]?.independent).toBe(true)
      for (const { ticks } of segment.slice(0, -1)) expect(ticks / TICKS).toBeCloseTo(part, 2)
    }
  })

  test.each([
    { gop: 1, target: 2 },
    { gop: 1.3, target: 3 },
    { gop: 2, target: 2 },
    { gop: 4, target: 4 },
    { gop: 8, target: 6 },
  ])('a key frame each $gop s makes a target duration of $target s', ({ gop, target }) => {
    const made = packaged([filmed(regularShots({ fps: 30, seconds: 26, gop: gop * 30 }), 44_100)], 44_100)
    expectLawful(made)
    expect(made.targets).toEqual([target])
  })

  test('the target duration stays when a later GOP is longer', () => {
    const shots = [
      ...regularShots({ fps: 30, seconds: 4, gop: 60 }),
      ...regularShots({ fps: 30, seconds: 20, gop: 300 }),
    ]
    const made = packaged([filmed(shots, 48_000)], 48_000)
    expectLawful(made)
    expect(made.targets).toEqual([2])
  })

  test('while the picture stands still, sound goes on in parts of its own', () => {
    const shots = regularShots({ fps: 30, seconds: 6, gop: 60 })
    shots.splice(100, 1, { after: 1_500_000, key: false })
    const made = packaged([filmed(shots, 48_000)], 48_000)
    expectLawful(made)
    const soundOnly = made.parts.filter((part) =>
      readFragments(part.muxed).every(({ runs }) => runs.every((run) => run.trackId === 2)),
    )
    expect(soundOnly.length).toBeGreaterThan(2)
    expect(lengthOf(made.parts) / TICKS).toBeCloseTo(7.467, 1)
  })

  test('a picture without sound that stands still too long is shortened', () => {
    const shots = regularShots({ fps: 30, seconds: 6, gop: 60 })
    shots.splice(100, 1, { after: 2_000_000, key: false })
    const made = packaged([filmed(shots, null)], null)
    expectLawful(made)
    const [before, after] = [made.segments[1], made.segments[2]]
    const shown = lengthOf(before ?? []) / TICKS
    const seen = ((after?.[0]?.at ?? 0) - (before?.[0]?.at ?? 0)) / 1000
    expect(seen - shown).toBeGreaterThan(1.2)
  })

  test('a jump of the clock is an interruption', () => {
    const shots = regularShots({ fps: 30, seconds: 10, gop: 60 })
    shots.splice(150, 1, { after: 3_600_000_000, key: false })
    const made = packaged([filmed(shots, null)], null)
    expectLawful(made)
    expect(made.inits).toEqual([false, true])
    expect(made.segments.length).toBeLessThan(8)
  })

  test('a second session goes on where the first ended, marked as a discontinuity', () => {
    const frames = filmed(regularShots({ fps: 25, seconds: 5, gop: 50 }), 44_100)
    const later = filmed(regularShots({ fps: 25, seconds: 5, gop: 50 }), 44_100, 8_000_000)
    const made = packaged([frames, later], 44_100)
    expectLawful(made)
    expect(made.inits).toEqual([false, true])
    expect(lengthOf(made.parts) / TICKS).toBeCloseTo(10, 1)
    const gap = made.segments.map(([first]) => first?.at ?? 0)
    expect((gap[3] ?? 0) - (gap[2] ?? 0)).toBeCloseTo(4_000, -2)
  })

  test('reordered pictures show from the session’s start, in step with their sound', () => {
    const frames = filmed(regularShots({ fps: 25, seconds: 4, gop: 50 }), 48_000).map((frame) =>
      frame.track === 'video' ? { ...frame, compositionOffset: 80_000 } : frame,
    )
    const made = packaged([frames], 48_000)
    expectLawful(made)
    const [picture, sound] = readFragments(made.parts[0]?.muxed ?? Buffer.alloc(0))[0]?.runs ?? []
    expect(picture?.samples[0]?.compositionOffset).toBe(0)
    expect(sound?.decodeTime).toBe(0)
    const sent = frames.filter(({ track, at }) => track === 'audio' && at >= 80_000 - 11_000).length
    const fragments = made.parts.flatMap(({ sound: bytes }) => readFragments(bytes ?? Buffer.alloc(0)))
    expect(
      fragments.reduce((sum, { runs }) => sum + (runs[0]?.samples.length ?? 0), 0),
    ).toBeGreaterThanOrEqual(sent)
    expect((made.parts[0]?.at ?? 0) - 1_700_000_000_000).toBeCloseTo(80, 3)
  })

  test('sound that never comes is silence, and the picture waits for it only once', () => {
    const frames = filmed(regularShots({ fps: 30, seconds: 6, gop: 60 }), null)
    const made = packaged([frames], 48_000)
    expectLawful(made)
    for (const part of made.parts) {
      const runs = readFragments(part.sound ?? Buffer.alloc(0)).flatMap((fragment) => fragment.runs)
      expect(runs[0]?.samples.length).toBeGreaterThan(0)
    }
    expect(lengthOf(made.parts) / TICKS).toBeCloseTo(6, 1)
  })

  test('sound whose clock runs away is set right, without a hole', () => {
    const frames = filmed(regularShots({ fps: 25, seconds: 30, gop: 50 }), 48_000)
    for (const factor of [1.02, 0.98]) {
      const drifting = frames
        .map((frame) => (frame.track === 'audio' ? { ...frame, at: frame.at * factor } : frame))
        .sort((a, b) => a.at - b.at)
      const made = packaged([drifting], 48_000)
      expectLawful(made)
      for (const part of made.parts) {
        const run = readFragments(part.sound ?? Buffer.alloc(0))[0]?.runs[0]
        expect(Math.abs((run?.decodeTime ?? 0) / 48_000 - part.start / TICKS)).toBeLessThan(0.2)
      }
    }
  })

  test('whatever a publisher sends, parts and segments keep the rules', () => {
    const shot = fc.record({
      after: fc.oneof(
        { weight: 40, arbitrary: fc.integer({ min: 5_000, max: 70_000 }) },
        { weight: 4, arbitrary: fc.integer({ min: 70_000, max: 700_000 }) },
        { weight: 1, arbitrary: fc.integer({ min: 700_000, max: 6_000_000 }) },
      ),
      key: fc.boolean().chain((odd) => (odd ? fc.nat(40).map((n) => n === 0) : fc.constant(false))),
    })
    const irregular = fc.array(shot, { minLength: 2, maxLength: 400 })
    const regular = fc
      .record({
        fps: fc.integer({ min: 3, max: 60 }),
        gop: fc.integer({ min: 1, max: 300 }),
        seconds: fc.integer({ min: 1, max: 14 }),
      })
      .map(regularShots)
    const session = fc.oneof(irregular, regular).map((shots): Shot[] => [{ after: 0, key: true }, ...shots])
    const rate = fc.constantFrom(48_000, 44_100, null)
    fc.assert(
      fc.property(fc.array(session, { minLength: 1, maxLength: 3 }), rate, (sessions, sampleRate) => {
        expectLawful(
          packaged(
            sessions.map((shots) => filmed(shots, sampleRate)),
            sampleRate,
          ),
        )
      }),
      { numRuns: 60 },
    )
  })
})
