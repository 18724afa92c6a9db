import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FlvMessage } from './flv-frames.ts'
import { FlvReader } from './flv-reader.ts'

function flvOf(messages: FlvMessage[]): Buffer {
  const tags = messages.flatMap(({ type, at, payload }) => {
    const head = Buffer.alloc(11)
    head[0] = type
    head.writeUIntBE(payload.length, 1, 3)
    head.writeUIntBE(at % 2 ** 24, 4, 3)
    head[7] = Math.floor(at / 2 ** 24)
    const back = Buffer.alloc(4)
    back.writeUInt32BE(11 + payload.length)
    return [head, payload, back]
  })
  return Buffer.concat([Buffer.from('FLV\x01\x05\0\0\0\x09\0\0\0\0', 'latin1'), ...tags])
}

const messages = fc.array(
  fc.record({
    type: fc.constantFrom(8 as const, 9 as const, 18 as const),
    at: fc.nat(2 ** 31),
    payload: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  }),
  { maxLength: 20 },
)

test('however a file is cut into pieces, its tags come out whole', () => {
  fc.assert(
    fc.property(messages, fc.infiniteStream(fc.integer({ min: 1, max: 200 })), (all, sizes) => {
      const file = flvOf(all)
      const read: FlvMessage[] = []
      const reader = new FlvReader((message) => read.push(message))
      for (let at = 0; at < file.length;) {
        const size = sizes.next().value ?? 1
        reader.push(file.subarray(at, at + size))
        at += size
      }
      expect(read).toEqual(all)
    }),
  )
})
