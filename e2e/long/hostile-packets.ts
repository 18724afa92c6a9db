import fc from 'fast-check'

/** What is no event at all: frames of a WebSocket that no client of Socket.io sends. */
export type Packet =
  { kind: 'text'; text: string } | { kind: 'binary'; bytes: Uint8Array } | { kind: 'raw'; bytes: Uint8Array }

const long = fc.integer({ min: 16_000, max: 300_000 })

const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .tuple(
      fc.constantFrom(
        '',
        '0',
        '1',
        '2',
        '3',
        '4',
        '5',
        '6',
        '7',
        '40',
        '41',
        '42',
        '43',
        '44',
        '45',
        '46',
        '47',
        'b',
      ),
      fc.string({ maxLength: 40 }),
    )
    .map(([head, rest]) => head + rest),
  fc.constantFrom(
    '40/admin,',
    '40/admin,{"token":1}',
    '42/admin,0["enter",{}]',
    '41',
    '44{"message":"x"}',
    '430[]',
    '43999999999999999999[1]',
    '42',
    '42[',
    '42[]',
    '42[null]',
    '42{"0":"say"}',
    '420["connect"]',
    '420["disconnect",{}]',
    '420["error",{}]',
    '451-["say",{"_placeholder":true,"num":0}]',
    '45999999999-["say"]',
    '45-1-["say"]',
    '451-["say",{"_placeholder":true,"num":-1}]',
    '461-0[{"_placeholder":true,"num":7}]',
    '40{"__proto__":{"admin":true}}',
    '2probe',
    '5',
    '6',
  ),
  fc.integer({ min: 1, max: 15_000 }).map((depth) => `420["say",${'['.repeat(depth)}`),
  long.map((length) => `420["say",{"text":"${'x'.repeat(length)}"}]`),
  fc.nat({ max: 400 }).map((length) => `42${'9'.repeat(length)}["like",{"count":1}]`),
)

/** Bytes below the WebSocket: unmasked, reserved bits, endless fragments, lengths that are not true, broken UTF-8. */
const frames = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 200 }),
  fc
    .constantFrom<number[]>(
      [0x81, 0x02, 0x34, 0x30],
      [0xf1, 0x80, 0, 0, 0, 0],
      [0x01, 0x81, 0, 0, 0, 0, 0x34],
      [0x80, 0x80, 0, 0, 0, 0],
      [0x89, 0xfe, 0x00, 0xff, 0, 0, 0, 0],
      [0x88, 0x81, 0, 0, 0, 0, 0x01],
      [0x88, 0x82, 0, 0, 0, 0, 0x00, 0x00],
      [0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0],
      [0x81, 0xff, 0x00, 0x00, 0x00, 0x00, 0x40, 0x00, 0x00, 0x00, 0, 0, 0, 0],
      [0x81, 0x84, 0, 0, 0, 0, 0x34, 0x32, 0xff, 0xfe],
      [0x83, 0x80, 0, 0, 0, 0],
    )
    .map((bytes) => Uint8Array.from(bytes)),
)

export const brokenPacket: fc.Arbitrary<Packet> = fc.oneof(
  { weight: 5, arbitrary: texts.map((text): Packet => ({ kind: 'text', text })) },
  {
    weight: 2,
    arbitrary: fc.uint8Array({ maxLength: 400 }).map((bytes): Packet => ({ kind: 'binary', bytes })),
  },
  { weight: 3, arbitrary: frames.map((bytes): Packet => ({ kind: 'raw', bytes })) },
)

/** How the line is asked for, before there is one. */
export const brokenUpgrade: fc.Arbitrary<string> = fc
  .record({
    method: fc.constantFrom('GET', 'GET', 'GET', 'POST', 'PUT', 'OPTIONS'),
    path: fc.constantFrom(
      '/socket.io/',
      '/socket.io',
      '/socket.io/x',
      '/ingest',
      '/ingest/',
      '//socket.io/',
      '/live/demo',
    ),
    query: fc.oneof(
      fc.constantFrom(
        '',
        '?EIO=4&transport=websocket',
        '?EIO=3&transport=websocket',
        '?EIO=4&transport=polling',
        '?EIO=4&transport=websocket&sid=nobody',
        '?transport[]=websocket&EIO=__proto__',
        '?EIO=4&transport=constructor',
        '?ticket=',
        `?ticket=${'A'.repeat(43)}`,
      ),
      fc.string({ maxLength: 20 }).map((text) => `?EIO=4&transport=${encodeURIComponent(text)}`),
    ),
    version: fc.constantFrom('13', '8', '99', ''),
    key: fc.constantFrom('dGhlIHNhbXBsZSBub25jZQ==', 'short', ''),
    origin: fc.constantFrom('', 'http://evil.example', 'null', 'javascript:alert(1)'),
    cookie: fc.oneof(
      fc.constantFrom('', 'session=', 'session=a.b', `session=${'x'.repeat(3000)}`),
      fc.string({ maxLength: 30 }).map((text) => `session=${encodeURIComponent(text)}`),
    ),
  })
  .map(({ method, path, query, version, key, origin, cookie }) =>
    [
      `${method} ${path}${query} HTTP/1.1`,
      'Host: 127.0.0.1',
      'Connection: Upgrade',
      'Upgrade: websocket',
      ...(version === '' ? [] : [`Sec-WebSocket-Version: ${version}`]),
      ...(key === '' ? [] : [`Sec-WebSocket-Key: ${key}`]),
      ...(origin === '' ? [] : [`Origin: ${origin}`]),
      ...(cookie === '' ? [] : [`Cookie: ${cookie}`]),
      '',
      '',
    ].join('\r\n'),
  )
