import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import fc from 'fast-check'
import Rtmp from 'node-media-server/src/protocol/rtmp.js'
import { expect, test } from 'vitest'
import { RtmpProtocol, RtmpProtocolError } from './rtmp-protocol.ts'
import { command, connect, handshake, message, publish as publishAs } from './testing-rtmp.ts'

const publish = publishAs('some-key?x=1')

function speak() {
  const heard: unknown[] = []
  const sent: Buffer[] = []
  const protocol = new RtmpProtocol({
    maxMediaBytes: 1_000_000,
    events: {
      publish: (request) => heard.push(request),
      play: () => heard.push('play'),
      media: ({ type, at, payload }) => heard.push({ type, at, bytes: payload.length }),
      end: () => heard.push('end'),
      aside: (aside) => heard.push(aside),
      send: (bytes) => sent.push(bytes),
    },
  })
  return { protocol, heard, sent: () => Buffer.concat(sent).toString('latin1') }
}

test('the parser is the pinned version with the internals that are overridden', async () => {
  const path = createRequire(import.meta.url).resolve('node-media-server/package.json')
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ version: '4.4.3' })
  const names = [
    'parserData',
    'packetAlloc',
    'packetHandler',
    'controlHandler',
    'invokeHandler',
    'dataHandler',
    'onConnect',
    'sendACK',
  ]
  for (const name of [...names, 'onCreateStream', 'sendStatusMessage']) {
    expect(typeof Rtmp.prototype[name as 'parserData'], name).toBe('function')
  }
})

test('a publisher is answered only once it is accepted', () => {
  const { protocol, heard, sent } = speak()
  protocol.parse(Buffer.concat([handshake, connect, command({ cmd: 'createStream' }), publish]))
  expect(heard).toEqual([{ app: 'live', key: 'some-key' }])
  expect(sent()).toContain('NetConnection.Connect.Success')
  expect(sent()).not.toContain('NetStream.Publish')
  protocol.accept()
  expect(sent()).toContain('NetStream.Publish.Start')
})

test('a refused publisher hears BadName', () => {
  const { protocol, sent } = speak()
  protocol.parse(Buffer.concat([handshake, connect, publish]))
  protocol.refuse('unknown-publisher')
  expect(sent()).toContain('NetStream.Publish.BadName')
})

test('play requests, media and the end are told apart', () => {
  const { protocol, heard } = speak()
  protocol.parse(Buffer.concat([handshake, connect, publish]))
  protocol.accept()
  protocol.parse(message(9, Buffer.alloc(300), 40))
  protocol.parse(command({ cmd: 'play', streamName: 'some-key' }))
  protocol.parse(command({ cmd: 'deleteStream', streamId: 1 }))
  expect(heard.slice(1)).toEqual([{ type: 9, at: 40, bytes: 300 }, 'command', 'play', 'command', 'end'])
})

test('a message longer than is sane is refused before it is stored', () => {
  const before = speak()
  before.protocol.parse(Buffer.concat([handshake, connect]))
  expect(() => before.protocol.parse(message(9, Buffer.alloc(100_000)))).toThrow(RtmpProtocolError)

  const after = speak()
  after.protocol.parse(Buffer.concat([handshake, connect, publish]))
  after.protocol.accept()
  after.protocol.parse(message(9, Buffer.alloc(100_000)))
  expect(() => after.protocol.parse(message(9, Buffer.alloc(2_000_000)).subarray(0, 200))).toThrow(
    RtmpProtocolError,
  )
})

test('a chunk size of nothing is refused', () => {
  const { protocol } = speak()
  expect(() => protocol.parse(Buffer.concat([handshake, message(1, Buffer.alloc(4))]))).toThrow(
    RtmpProtocolError,
  )
})

test('whatever bytes come, they are read or refused', { timeout: 60_000 }, () => {
  const pieces = fc.array(
    fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
      fc.constantFrom(connect, publish, command({ cmd: 'createStream' }), message(9, Buffer.alloc(50))),
      fc
        .tuple(fc.constantFrom(1, 5, 8, 9, 15, 17, 18, 20, 22), fc.uint8Array({ maxLength: 100 }))
        .map(([type, bytes]) => message(type, Buffer.from(bytes))),
    ),
    { maxLength: 12 },
  )
  fc.assert(
    fc.property(pieces, fc.boolean(), (parts, accepted) => {
      const { protocol } = speak()
      protocol.parse(handshake)
      if (accepted) protocol.accept()
      try {
        for (const part of parts) protocol.parse(part)
      } catch (error) {
        expect(error).toBeInstanceOf(RtmpProtocolError)
      }
    }),
    { numRuns: 2000 },
  )
})
