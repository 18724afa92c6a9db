import fc from 'fast-check'
import { demoRoom } from '../load/built-server.ts'

/** What a page may send, what it nearly may, and what no page sends. */
const seq = fc.oneof(
  fc.integer({ min: -5, max: 2 ** 31 }),
  fc.double(),
  fc.constantFrom(0, 1, null, '1', NaN),
)
const text = fc.oneof(
  fc.string({ maxLength: 3000 }),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constant('来了'),
)
const id = fc.oneof(fc.uuid(), fc.string({ maxLength: 50 }), fc.constant(null))
const room = fc.constantFrom(demoRoom, 'nowhere', '../etc', '__proto__', '', 'a'.repeat(500))
const nonsense = fc.oneof(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(null, [], {}, '', 0, true))

const inputs: Record<string, fc.Arbitrary<unknown>> = {
  enter: fc.record({ room, broadcast: id, after: seq }, { requiredKeys: [] }),
  catchUp: fc.record({ broadcast: id, after: seq }, { requiredKeys: [] }),
  say: fc.record({ key: id, text }, { requiredKeys: [] }),
  like: fc.record({ count: seq }, { requiredKeys: [] }),
  notice: fc.record({ key: id, text }, { requiredKeys: [] }),
  remove: fc.record({ seq, reason: text }, { requiredKeys: [] }),
  silence: fc.record({ seq, minutes: seq, reason: text }, { requiredKeys: [] }),
  lift: fc.record({ sanction: id }, { requiredKeys: [] }),
  silenced: nonsense,
  setRules: fc.record({ slowSeconds: seq, followersOnly: nonsense }, { requiredKeys: [] }),
}
const reserved = ['connect', 'connect_error', 'disconnect', 'disconnecting', 'newListener', 'removeListener']
const strangeName = fc
  .oneof(
    fc.string({ maxLength: 40 }),
    fc.constantFrom('toString', '__proto__', 'constructor', 'hasOwnProperty'),
  )
  .filter((name) => !reserved.includes(name))

export interface HostileAsk {
  event: string
  input: unknown
}

export const anyAsk: fc.Arbitrary<HostileAsk> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .constantFrom(...Object.keys(inputs))
      .chain((event) => (inputs[event] ?? nonsense).map((input) => ({ event, input }))),
  },
  { weight: 1, arbitrary: fc.record({ event: fc.constantFrom(...Object.keys(inputs)), input: nonsense }) },
  { weight: 1, arbitrary: fc.record({ event: strangeName, input: nonsense }) },
)

/** Frames below the room's own language: engine.io and socket.io packets, right, nearly right, and anything. */
export const anyPacket: fc.Arbitrary<string | Uint8Array> = fc.oneof(
  fc.constantFrom(
    '40',
    '41',
    '2',
    '3',
    '2probe',
    '5',
    '6',
    '1',
    '42',
    '42[]',
    '420',
    '43[]',
    '451-["x"]',
    '44{}',
  ),
  anyAsk.map(({ event, input }) => `42${JSON.stringify([event, input])}`),
  fc
    .tuple(fc.integer(), anyAsk)
    .map(([number, { event, input }]) => `42${number}${JSON.stringify([event, input])}`),
  fc.string({ maxLength: 200 }).map((rest) => `4${rest}`),
  fc.string({ unit: 'binary', maxLength: 500 }),
  fc.constant(`42["say",{"text":"${'海'.repeat(9000)}"}]`),
  fc.constant(`42["say",${'['.repeat(5000)}${']'.repeat(5000)}]`),
  fc.uint8Array({ maxLength: 300 }),
)

export interface HostileIngest {
  /** `right`: a ticket that was really given out. */
  ticket: 'right' | 'invented' | 'nonsense'
  messages: (string | Uint8Array)[]
}

const description = fc.base64String({ maxLength: 200 })
const start = fc.record({
  type: fc.constant('start'),
  video: fc.record({ codec: text, width: seq, height: seq, description }, { requiredKeys: [] }),
  audio: fc.option(
    fc.record({ codec: text, sampleRate: seq, channels: seq, description }, { requiredKeys: [] }),
  ),
  clock: seq,
})

export const anyIngest: fc.Arbitrary<HostileIngest> = fc.record({
  ticket: fc.constantFrom('right', 'invented', 'invented', 'nonsense'),
  messages: fc.array(
    fc.oneof(
      start.map((message) => JSON.stringify(message)),
      nonsense.map((message) => JSON.stringify(message)),
      fc.string({ maxLength: 300 }),
      fc.uint8Array({ maxLength: 600 }),
    ),
    { maxLength: 6 },
  ),
})

export interface HostileForm {
  address: string
  fields: [string, string][]
}

export const anyForm: fc.Arbitrary<HostileForm> = fc.record({
  address: fc.constantFrom(
    '/sign-in',
    '/preferences',
    `/live/${demoRoom}/follow`,
    '/live/nowhere/follow',
    '/me',
    '/me/devices',
    `/studio/${demoRoom}`,
    `/studio/${demoRoom}/settings`,
    `/studio/${demoRoom}/assistants`,
    '/admin/rooms',
    '/admin/people',
    '/assist/made-up',
    '/setup/made-up',
  ),
  fields: fc.array(
    fc.tuple(
      fc.constantFrom(
        'step',
        'phone',
        'code',
        'back',
        'stay',
        'follow',
        'name',
        'part',
        'title',
        'do',
        'grant',
        '__proto__',
      ),
      fc.oneof(
        fc.constantFrom('phone', 'code', '13912345678', '123456', 'on', 'off', 'plan', '//evil.example'),
        text,
      ),
    ),
    { maxLength: 6 },
  ),
})
