import { setImmediate as turn } from 'node:timers/promises'
import fc from 'fast-check'

/*
 * What strangers may send, made from a seed: the same seed makes the same inputs. Some of it is what a page of ours
 * would send, some nearly that, and some nothing that anybody would.
 */

/** One event as it goes over the line, after its number: `["say",{…}]`. */
export interface EventInput {
  event: string
  words: string
}

const drawnAtOnce = 50

/** `count` of them, always the same for the same seed; a few at a time, so that nobody's answer waits for the drawing. */
export async function* drawn<Value>(
  arbitrary: fc.Arbitrary<Value>,
  seed: number,
  count: number,
): AsyncGenerator<Value> {
  for (let from = 0; from < count; from += drawnAtOnce) {
    await turn()
    yield* fc.sample(arbitrary, { seed: seed + from, numRuns: Math.min(drawnAtOnce, count - from) })
  }
}

/** Names that Socket.io keeps for itself: the line of whoever sends one is cut. */
const reserved = new Set(
  'connect connect_error disconnect disconnecting newListener removeListener error'.split(' '),
)

const protoKeys = fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty')

/** JSON as it may be written by hand: keys twice, `__proto__` as a key, numbers that no double holds, very deep. */
const oddJson = fc.oneof(
  fc
    .tuple(protoKeys, fc.jsonValue({ maxDepth: 2 }))
    .map(([key, value]) => `{"${key}":${JSON.stringify(value)}}`),
  fc.constantFrom(
    '{"key":1,"key":2}',
    '1e999',
    '-0',
    '123456789012345678901234567890',
    '{"length":4294967295}',
    '{"then":true}',
    '{"_placeholder":true,"num":0}',
    '"\\ud800"',
    '"\\u0000"',
    '[[],[[]],{}]',
  ),
  fc.integer({ min: 50, max: 2500 }).map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
  fc.integer({ min: 50, max: 1500 }).map((depth) => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth)),
)

const uuids = fc.oneof(
  fc.uuid({ version: 4 }),
  fc.uuid({ version: 7 }),
  fc.constantFrom('', '00000000-0000-0000-0000-000000000000', "' OR 1=1 --"),
)
const counts = fc.oneof(
  fc.integer({ min: 0, max: 400 }),
  fc.integer(),
  fc.double(),
  fc.constantFrom(-1, 2_147_483_647, 2_147_483_648, 1e300),
)
const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 130 }),
  fc.string({ maxLength: 130 }),
  fc.constantFrom('', ' ', '蛤蜊多少钱一斤', '加微信 abc12345', 'http://a.example/x', '\u202e钱给我', '\0'),
  fc.integer({ min: 90, max: 3000 }).map((length) => '贝'.repeat(length)),
)
const rooms = fc.oneof(fc.constantFrom('demo', 'hostile-1', 'nowhere', '../demo'), words)

/** What fits a schema of the wire, or nearly does. */
const nearlyRight = {
  enter: fc.record({ room: rooms, broadcast: fc.option(uuids), after: fc.option(counts) }),
  catchUp: fc.record({ broadcast: uuids, after: counts }),
  say: fc.record({ key: uuids, text: words }),
  like: fc.record({ count: counts }),
  notice: fc.record({ key: uuids, text: words }),
  remove: fc.record({ seq: counts, reason: words }),
  silence: fc.record({ seq: counts, minutes: fc.option(counts), reason: words }),
  lift: fc.record({ sanction: uuids }),
  silenced: fc.constant({}),
  setRules: fc.record({ slowSeconds: counts, followersOnly: fc.boolean() }),
}
const names = Object.keys(nearlyRight) as (keyof typeof nearlyRight)[]

const known: fc.Arbitrary<EventInput> = fc.constantFrom(...names).chain((event) =>
  fc
    .oneof(
      { weight: 6, arbitrary: nearlyRight[event].map((value) => JSON.stringify(value)) },
      // Something is missing, or too much, or another thing.
      { weight: 2, arbitrary: mangled(nearlyRight[event]).map((value) => JSON.stringify(value)) },
      { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.stringify(value)) },
      { weight: 1, arbitrary: oddJson },
    )
    .map((input) => ({ event, words: `["${event}",${input}]` })),
)

const unknown: fc.Arbitrary<EventInput> = fc
  .tuple(
    fc.oneof(
      protoKeys,
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom('entries', 'room', 'ping'),
    ),
    fc.jsonValue({ maxDepth: 3 }),
  )
  .filter(([event]) => !reserved.has(event))
  .map(([event, input]) => ({ event, words: JSON.stringify([event, input]) }))

/** No input at all, several, or a number in place of a name. */
const oddlyShaped: fc.Arbitrary<EventInput> = fc.oneof(
  fc.constantFrom(...names).map((event) => ({ event, words: `["${event}"]` })),
  fc
    .tuple(fc.constantFrom(...names), fc.array(fc.jsonValue({ maxDepth: 2 }), { maxLength: 5 }))
    .map(([event, inputs]) => ({ event, words: JSON.stringify([event, ...inputs]) })),
  fc.integer().map((event) => ({ event: String(event), words: `[${event},{}]` })),
)

/** An event that the server understands, shorter than the longest that it takes: it answers it once, whatever it says. */
export const understoodEvent: fc.Arbitrary<EventInput> = fc
  .oneof(
    { weight: 8, arbitrary: known },
    { weight: 2, arbitrary: unknown },
    { weight: 1, arbitrary: oddlyShaped },
  )
  .filter((one) => Buffer.byteLength(one.words) < 15_000)

function mangled(right: fc.Arbitrary<object>): fc.Arbitrary<Record<string, unknown>> {
  return fc
    .tuple(right, fc.nat(), fc.jsonValue({ maxDepth: 2 }), fc.boolean())
    .map(([value, place, other, drop]) => {
      const entries = Object.entries(value)
      const [name = ''] = entries[place % Math.max(1, entries.length)] ?? []
      const rest = Object.fromEntries(entries.filter(([key]) => key !== name))
      return drop ? { ...rest, extra: other } : { ...rest, [name]: other }
    })
}
