import type { Socket } from 'node:net'
import { afterEach, expect, onTestFinished, test } from 'vitest'
import { done } from '#app/kernel/outcome.ts'
import { strangerLimits } from './admission.ts'
import { defaultLimits } from './gate.ts'
import { createRtmpIngest } from './rtmp.ts'
import { PublisherSession } from './session.ts'
import type { FrameSink } from './session.ts'
import { callFrom, command, connect, handshake, message, publish } from './testing-rtmp.ts'
import {
  accessUnit,
  avcC,
  collectingLog,
  memoryHooks,
  secretNamed,
  startTestEngine,
  until,
} from './testing.ts'
import type { TestEngine } from './testing.ts'

const here = '127.0.0.1'
const started: TestEngine[] = []
const callers: Socket[] = []

afterEach(async () => {
  for (const caller of callers.splice(0)) caller.destroy()
  for (const engine of started.splice(0)) await engine.close()
})

/** Nobody is cut for being slow: whoever is cut said too much. */
async function start() {
  const feature = memoryHooks({ key: 'harbour', 'other-key': 'stall' })
  const { log, lines } = collectingLog()
  const strangers = { identifyMs: 600_000 }
  const server = await startTestEngine({ hooks: () => feature.hooks, log, strangers })
  started.push(server)
  const rtmp = await server.engine.startRtmp()
  if (!rtmp.ok) throw new Error(rtmp.reason)
  return { ...server, ...feature, lines, rtmpPort: rtmp.value.port }
}

function call(port: number, words: Buffer) {
  const socket = callFrom(here, port, words)
  callers.push(socket)
  // A cut is heard as an error as well.
  const closed = new Promise((resolve) => socket.on('close', resolve))
  const caller = { socket, heard: '', closed }
  socket.on('data', (bytes) => (caller.heard += bytes.toString('latin1')))
  return caller
}

/** Says it again and again, as fast as it is taken, until the line is cut. */
function repeat(socket: Socket, words: Buffer): void {
  const many = Buffer.concat(Array<Buffer>(100).fill(words))
  const say = () => void (socket.writable && socket.write(many, say))
  say()
}

const count = (text: string, word: string) => text.split(word).length - 1

const createStream = command({ cmd: 'createStream' })
const setChunkSize = message(1, Buffer.from([0, 0, 16, 0]))

test.each([
  ['connects', connect],
  ['creates streams', createStream],
  ['sets the chunk size', setChunkSize],
  ['says a command that nobody knows', command({ cmd: 'dance' })],
  ['sends pictures', message(9, Buffer.alloc(100))],
])('a stranger who %s again and again is cut after a few words', async (_how, words) => {
  const { rtmpPort, lines } = await start()
  const { socket, closed } = call(rtmpPort, Buffer.concat([handshake, connect]))
  repeat(socket, words)
  await closed
  expect(lines.join('\n')).toMatch(/too (many commands|much) before publishing/)
})

test('a stranger hears few answers, and one who reads none of them is cut as well', async () => {
  const { rtmpPort, engine } = await start()
  const reading = call(rtmpPort, handshake)
  const deaf = call(rtmpPort, handshake)
  deaf.socket.pause()
  for (const { socket } of [reading, deaf]) repeat(socket, connect)
  await reading.closed
  expect(count(reading.heard, 'NetConnection.Connect.Success')).toBeLessThanOrEqual(20)
  await until(() => engine.metrics().connections.rtmp === 0)
})

test('a publisher on air is answered no more commands, and cut where they do not end', async () => {
  const { rtmpPort, engine } = await start()
  const others = await publishOne(rtmpPort, 'other-key')
  const one = await publishOne(rtmpPort, 'key')
  const answers = count(one.heard, '_result')
  one.socket.write(connect)
  repeat(one.socket, createStream)
  await one.closed
  expect(engine.metrics().refusals).toEqual({ 'too-much': 1 })
  expect(count(one.heard, '_result')).toBe(answers)
  expect(others.socket.destroyed).toBe(false)
})

test.each([
  ['descriptions', message(18, Buffer.alloc(10))],
  ['acknowledgements', message(3, Buffer.alloc(4))],
  ['pictures without any picture', message(9, Buffer.from([0x17, 2, 0, 0, 0]))],
  ['sounds without any sound', message(8, Buffer.alloc(0))],
  ['sounds that nothing describes', message(8, Buffer.from([0xaf, 1, 0, 0]))],
])('a publisher on air who sends %s without end is cut', async (_what, words) => {
  const { rtmpPort, engine } = await start()
  const { socket, closed } = await publishOne(rtmpPort, 'key')
  repeat(socket, words)
  await closed
  expect(engine.metrics().refusals).toEqual({ 'too-much': 1 })
})

async function publishOne(port: number, key: string) {
  const caller = call(port, Buffer.concat([handshake, connect, publish(secretNamed(key))]))
  await until(() => caller.heard.includes('NetStream.Publish.Start'))
  return caller
}

test('a bug of ours closes the connection that met it, is logged with its stack, and disturbs no other', async () => {
  const { log, lines } = collectingLog()
  const taken: string[] = []
  const lost: string[] = []
  const broken: FrameSink = {
    configure: () => undefined,
    write(frame) {
      if (!frame.key) throw new TypeError('the packager stumbled')
    },
  }
  const sound: FrameSink = {
    configure: () => undefined,
    write: ({ key }) => taken.push(key ? 'key' : 'picture'),
  }
  const ingest = createRtmpIngest({
    ...{ host: here, port: 0, limits: defaultLimits, strangers: strangerLimits, log },
    async admit({ credential, line }) {
      const sink = credential.secret === secretNamed('key') ? broken : sound
      const seat = {
        open: () => Promise.resolve({ sink, resumed: false }),
        leave: (_: PublisherSession, how: object) => void lost.push(JSON.stringify(how)),
      }
      return done(new PublisherSession({ line, seat, limits: defaultLimits, now: Date.now }))
    },
  })
  onTestFinished(() => ingest.stop())
  const listening = await ingest.start()
  if (!listening.ok) throw new Error(listening.reason)
  const [other, unlucky] = [
    await publishOne(listening.value.port, 'other-key'),
    await publishOne(listening.value.port, 'key'),
  ]
  for (const { socket } of [other, unlucky])
    socket.write(Buffer.concat([description, picture(0), picture(2000)]))
  await until(() => taken.length === 2)
  for (const { socket } of [unlucky, other]) socket.write(picture(2040))
  await unlucky.closed
  await until(() => taken.length === 3)
  expect(lines.join('\n')).toMatch(/a bug .*TypeError: the packager stumbled.*rtmp-hostile\.test\.ts/)
  expect(lost).toEqual(['{"orderly":false,"cause":"a bug of the server"}'])
})

const description = message(9, Buffer.concat([Buffer.from([0x17, 0, 0, 0, 0]), avcC]))

/** A key frame each second. */
function picture(at: number): Buffer {
  const key = at % 1000 === 0
  return message(9, Buffer.concat([Buffer.from([key ? 0x17 : 0x27, 1, 0, 0, 0]), accessUnit(key)]), at)
}
