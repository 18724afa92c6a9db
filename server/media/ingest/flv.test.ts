import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readAudioTag, readVideoTag, UnwrappedClock } from './flv.ts'
import { FlvFrames } from './flv-frames.ts'
import type { FlvListener } from './flv-frames.ts'
import type { Frame, Tracks } from '../frames.ts'
import { accessUnit, asc, avcC } from './testing.ts'

const videoConfig = Buffer.concat([Buffer.from([0x17, 0, 0, 0, 0]), avcC])
const audioConfig = Buffer.concat([Buffer.from([0xaf, 0]), asc])

function videoTag(key: boolean, offset = 0): Buffer {
  const head = Buffer.from([key ? 0x17 : 0x27, 1, 0, 0, 0])
  head.writeIntBE(offset, 2, 3)
  return Buffer.concat([head, accessUnit(key)])
}

function collect() {
  const said: { described: Tracks[]; frames: Frame[]; malformed: number; asides: number; refused: string[] } =
    {
      described: [],
      frames: [],
      malformed: 0,
      asides: 0,
      refused: [],
    }
  const listener: FlvListener = {
    describe: (tracks) => void said.described.push(tracks),
    frame: (frame) => void said.frames.push(frame),
    malformed: () => void (said.malformed += 1),
    aside: () => void (said.asides += 1),
    refuse: (reason) => void said.refused.push(reason),
  }
  return { said, flv: new FlvFrames(listener) }
}

test('a composition time is signed', () => {
  const read = readVideoTag(videoTag(false, -40))
  expect(read).toMatchObject({ ok: true, value: { kind: 'video', key: false, compositionOffset: -40_000 } })
})

test('only H.264 and AAC are taken', () => {
  const hevcByNumber = Buffer.from([0x1c, 1, 0, 0, 0, 1])
  const hevcByFourcc = Buffer.concat([Buffer.from([0x90]), Buffer.from('hvc1'), Buffer.alloc(20)])
  const vp6 = Buffer.from([0x14, 0, 0])
  for (const body of [hevcByNumber, hevcByFourcc, vp6]) {
    expect(readVideoTag(body)).toEqual({ ok: false, reason: 'unsupported-codec' })
  }
  const mp3 = Buffer.from([0x2f, 1, 2, 3])
  const enhanced = Buffer.concat([Buffer.from([0x90]), Buffer.from('Opus')])
  for (const body of [mp3, enhanced])
    expect(readAudioTag(body)).toEqual({ ok: false, reason: 'unsupported-codec' })
})

test('marks that carry no frame are passed over, cut-off tags are malformed', () => {
  const nothing = { ok: true, value: { kind: 'nothing' } }
  expect(readVideoTag(Buffer.from([0x17, 2, 0, 0, 0]))).toEqual(nothing)
  expect(readVideoTag(Buffer.from([0x57, 0]))).toEqual(nothing)
  expect(readVideoTag(Buffer.alloc(0))).toEqual(nothing)
  expect(readAudioTag(Buffer.from([0xaf, 1]))).toEqual(nothing)
  expect(readVideoTag(Buffer.from([0x17, 1, 0]))).toEqual({ ok: true, value: { kind: 'malformed' } })
  expect(readAudioTag(Buffer.from([0xaf]))).toEqual({ ok: true, value: { kind: 'malformed' } })
})

test('the clock goes on where the wire wraps at 2^32 milliseconds', () => {
  const clock = new UnwrappedClock()
  const read = [4_294_967_200, 4_294_967_290, 10, 4_294_967_294, 50].map((at) => clock.read(at))
  expect(read).toEqual([4_294_967_200, 4_294_967_290, 4_294_967_306, 4_294_967_294, 4_294_967_346])
})

test('frames follow their description, and a repeated description changes nothing', () => {
  const { said, flv } = collect()
  flv.take({ type: 9, at: 0, payload: videoConfig })
  flv.take({ type: 8, at: 0, payload: audioConfig })
  flv.take({ type: 9, at: 0, payload: videoTag(true) })
  flv.take({ type: 9, at: 33, payload: videoConfig })
  flv.take({ type: 9, at: 33, payload: videoTag(false) })
  expect(said.described).toHaveLength(1)
  expect(said.described[0]).toMatchObject({
    video: { codec: 'avc1.42c00a', width: 64, height: 64 },
    audio: { sampleRate: 48_000, channels: 1 },
  })
  expect(said.frames.map(({ at }) => at)).toEqual([0, 33_000])
})

test('a picture without sound goes on air after a second, and sound that comes late is added', () => {
  const { said, flv } = collect()
  flv.take({ type: 9, at: 0, payload: videoConfig })
  for (let at = 0; at < 2000; at += 40) flv.take({ type: 9, at, payload: videoTag(at % 1000 === 0) })
  expect(said.described).toHaveLength(1)
  expect(said.described[0]?.audio).toBeUndefined()
  expect(said.frames).toHaveLength(50)
  flv.take({ type: 8, at: 2000, payload: audioConfig })
  flv.take({ type: 9, at: 2000, payload: videoTag(true) })
  expect(said.described[1]?.audio?.sampleRate).toBe(48_000)
})

test('a description that cannot be read is refused', () => {
  const { said, flv } = collect()
  flv.take({ type: 9, at: 0, payload: videoConfig.subarray(0, 14) })
  flv.take({ type: 8, at: 0, payload: audioConfig })
  flv.take({ type: 9, at: 0, payload: videoTag(true) })
  expect(said.refused).toEqual(['bad-picture'])
})

test('no tag, however broken, does anything but be read, dropped or refused', () => {
  const tag = fc.record({
    type: fc.constantFrom<8 | 9 | 18>(8, 9, 18),
    at: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    payload: fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc.uint8Array({ maxLength: 40 }).map((rest) => Buffer.concat([Buffer.from([0x17, 0, 0, 0, 0]), rest])),
      fc.uint8Array({ maxLength: 40 }).map((rest) => Buffer.concat([videoConfig.subarray(0, 20), rest])),
      fc.uint8Array({ maxLength: 8 }).map((rest) => Buffer.concat([Buffer.from([0xaf, 0]), rest])),
      fc.constantFrom(videoConfig, audioConfig, videoTag(true), videoTag(false)),
    ),
  })
  fc.assert(
    fc.property(fc.array(tag, { maxLength: 30 }), (tags) => {
      const { said, flv } = collect()
      for (const { payload, ...rest } of tags) flv.take({ ...rest, payload: Buffer.from(payload) })
      for (const { at, payload } of said.frames) {
        expect(at).toBeGreaterThanOrEqual(0)
        expect(payload.length).toBeGreaterThan(0)
      }
    }),
    { numRuns: 3000 },
  )
})
