import fc from 'fast-check'
import WebSocket from 'ws'
import { encodeWireFrame, refusalCodes } from '#app/kernel/ingest-wire.ts'

/** One message of a publisher: texts are JSON, or should be; bytes are a frame, a piece of a file, or should be. */
export type PublisherInput = string | Uint8Array

const avcC = 'AULACv/hABZnQsAK2hCbARAAAAMAEAAAAwPA8SJqAQAEaM4PyA=='
const asc = 'EYhW5QA='
const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(0, -1, 1e308, '', 'AAAA', avcC.slice(0, 12)),
)

const video = fc.record({
  codec: fc.constantFrom('avc1.42c00a', 'hev1.1', ''),
  width: fc.oneof(fc.constant(64), fc.integer()),
  height: fc.oneof(fc.constant(64), fc.integer()),
  description: fc.oneof({ weight: 3, arbitrary: fc.constant<unknown>(avcC) }, { weight: 1, arbitrary: odd }),
})
const audio = fc.record({
  codec: fc.constantFrom('mp4a.40.2', 'opus'),
  sampleRate: fc.oneof(fc.constant(48_000), fc.integer()),
  channels: fc.constantFrom(1, 2, 0, 255),
  description: fc.oneof(fc.constant<unknown>(asc), odd),
})
const clock = fc.oneof(fc.constant<unknown>(1_700_000_000_000), fc.double(), odd)

const texts: fc.Arbitrary<string> = fc.oneof(
  fc
    .record({ type: fc.constant('start'), video, audio: fc.option(audio, { nil: undefined }), clock })
    .map((said) => JSON.stringify(said)),
  fc
    .record({
      type: fc.constant('start-recorded'),
      container: fc.constantFrom('webm', 'mp4', 'avi'),
      video: fc.constantFrom('h264', 'other', 'x'),
      clock,
    })
    .map((said) => JSON.stringify(said)),
  fc.record({ type: fc.constant('ping'), id: fc.oneof(fc.nat(), odd) }).map((said) => JSON.stringify(said)),
  fc.constantFrom(
    '{"type":"end"}',
    '{"type":"__proto__"}',
    '{"__proto__":{"type":"end"}}',
    '{',
    '',
    'null',
    '[]',
    '['.repeat(20_000),
    ' '.repeat(70_000),
  ),
  fc.jsonValue({ maxDepth: 3 }).map((said) => JSON.stringify(said)),
)

const at = fc.oneof(
  fc.integer({ min: 0, max: 1e9 }),
  fc.double(),
  fc.constantFrom(Number.NaN, Infinity, -1, 1e300),
)
const payload = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 3000 })).map(([key, length]) => accessUnit(key, length)),
  fc.integer({ min: 1, max: 40_000 }).map((length) => new Uint8Array(length)),
)
const frame = fc
  .record({
    track: fc.constantFrom('video' as const, 'audio' as const),
    key: fc.boolean(),
    at,
    compositionOffset: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
    payload,
  })
  .map((one) => encodeWireFrame(one))
/** How the files of a recorder begin. */
const pieces = fc
  .tuple(
    fc.constantFrom([0x1a, 0x45, 0xdf, 0xa3], [0, 0, 0, 0x18, 0x66, 0x74, 0x79, 0x70], []),
    fc.uint8Array({ maxLength: 500 }),
  )
  .map(([head, rest]) => Uint8Array.from([...head, ...rest]))

/** What one publisher says, in order: mostly it begins as one should. */
export const conversation: fc.Arbitrary<PublisherInput[]> = fc
  .tuple(
    fc.option(
      fc.constant(
        JSON.stringify({
          type: 'start',
          video: { codec: 'avc1.42c00a', width: 64, height: 64, description: avcC },
          clock: 1_700_000_000_000,
        }),
      ),
      { freq: 2 },
    ),
    fc.array(
      fc.oneof<fc.Arbitrary<PublisherInput>[]>(texts, frame, frame, pieces, fc.uint8Array({ maxLength: 40 })),
      { minLength: 1, maxLength: 12 },
    ),
  )
  .map(([start, rest]) => (start === null ? rest : [start, ...rest]))

function accessUnit(key: boolean, length: number): Uint8Array {
  const unit = Buffer.alloc(4 + length, 0x5a)
  unit.writeUInt32BE(length, 0)
  unit[4] = key ? 0x65 : 0x41
  return unit
}

const contractCodes = new Set<number>([4000, ...Object.values(refusalCodes)])
const settleMs = 40

/**
 * One publisher says all of it and goes. Answers what is wrong with how it was treated, or null: it may be listened to,
 * or turned away by one of the contract's codes.
 */
export function publishHostile({
  port,
  from,
  ticket,
  inputs,
}: {
  port: number
  from: string
  ticket: string
  inputs: PublisherInput[]
}): Promise<string | null> {
  return new Promise((resolve) => {
    const line = new WebSocket(`ws://127.0.0.1:${port}/ingest?ticket=${encodeURIComponent(ticket)}`, {
      localAddress: from,
      perMessageDeflate: false,
    })
    let refusal: string | null = null
    const late = setTimeout(() => line.terminate(), 4000)
    line.on('open', () => {
      for (const input of inputs) line.send(input)
      setTimeout(() => line.close(1000), settleMs)
    })
    line.on('message', (said) => {
      const { type, reason } = JSON.parse((said as Buffer).toString('utf8')) as {
        type: string
        reason?: string
      }
      if (type === 'refused') refusal = reason ?? ''
    })
    line.on('unexpected-response', (_request, response) => {
      const { statusCode = 0 } = response
      if (statusCode >= 500) refusal = `HTTP ${statusCode}`
      line.terminate()
      end(statusCode >= 500 ? `/ingest answered ${statusCode}` : null)
    })
    line.on('error', () => {})
    line.on('close', (code) => end(wrongWith(code, refusal)))
    function end(problem: string | null): void {
      clearTimeout(late)
      resolve(problem)
    }
  })
}

function wrongWith(code: number, refusal: string | null): string | null {
  if (refusal !== null && !Object.hasOwn(refusalCodes, refusal)) return `/ingest refused with ${refusal}`
  // 1000 and 1005 are our own close, 1006 the library's for what never opened, the others of the WebSocket protocol.
  return contractCodes.has(code) || (code >= 1000 && code < 1011) ? null : `/ingest closed with ${code}`
}
