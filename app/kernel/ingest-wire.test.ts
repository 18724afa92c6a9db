import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  decodeWireFrame,
  encodeWireFrame,
  parseMessage,
  PublisherMessage,
  ServerMessage,
} from './ingest-wire.ts'

test('a frame comes out of the wire as it went in', () => {
  const frame = fc.record({
    track: fc.constantFrom<'video' | 'audio'>('video', 'audio'),
    key: fc.boolean(),
    at: fc.double({ noNaN: true, noDefaultInfinity: true }),
    compositionOffset: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
    payload: fc.uint8Array({ minLength: 1, maxLength: 200 }),
  })
  fc.assert(
    fc.property(frame, (sent) => {
      const received = decodeWireFrame(encodeWireFrame(sent))
      expect({ ...received, payload: [...(received?.payload ?? [])] }).toEqual({
        ...sent,
        payload: [...sent.payload],
      })
    }),
    { numRuns: 2000 },
  )
})

test('any bytes are a frame or nothing', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      const frame = decodeWireFrame(bytes)
      if (frame) expect(Number.isFinite(frame.at)).toBe(true)
    }),
    { numRuns: 5000 },
  )
})

test('any text is a message or nothing', () => {
  const text = fc.oneof(
    fc.string(),
    fc.json(),
    fc.json().map((json) => `{"type":"start","video":${json}}`),
  )
  fc.assert(
    fc.property(text, (said) => {
      parseMessage(PublisherMessage, said)
      parseMessage(ServerMessage, said)
    }),
    { numRuns: 5000 },
  )
  expect(parseMessage(PublisherMessage, '{"type":"end"}')).toEqual({ type: 'end' })
})
