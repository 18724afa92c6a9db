import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { io, type Socket } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { serveSockets } from './testing.ts'

const lines: Socket[] = []
const deaf: { destroy: () => void }[] = []
const logged: string[] = []
const log = pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) })
const gone: string[] = []
let served: Awaited<ReturnType<typeof serveSockets>>

beforeAll(async () => {
  served = await serveSockets({
    log,
    limits: { perAddress: 3 },
    answers: () => ({
      connected: (connection) => connection.join('everyone'),
      disconnected: ({ id }) => void gone.push(id),
      async answer(_connection, event, input) {
        if (event === 'much') return 'a'.repeat(150_000)
        if (event === 'bug') throw new Error('a bug of ours')
        return { event, input: typeof input }
      },
    }),
  })
})

afterEach(async () => {
  for (const line of lines.splice(0)) line.disconnect()
  for (const socket of deaf.splice(0)) socket.destroy()
  await until(() => served.sockets.connections() === 0, 'all are gone')
  logged.length = 0
})

afterAll(() => served.stop())

function open(headers: Record<string, string> = {}): Socket {
  const line = io(`http://127.0.0.1:${served.port}`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: headers,
  })
  lines.push(line)
  return line
}

async function isLetIn(headers: Record<string, string> = {}): Promise<boolean> {
  const line = open(headers)
  return new Promise((resolve) => {
    line.once('connect', () => resolve(true))
    line.once('connect_error', () => resolve(false))
  })
}

async function until(holds: () => boolean, what: string): Promise<void> {
  for (let tries = 0; tries < 320; tries++) {
    if (holds()) return
    await sleep(25)
  }
  throw new Error(`not within eight seconds: ${what}`)
}

/** The page's side takes nothing any more, and its kernel only what it has room for. */
function goDeaf(line: Socket): void {
  const engine = line.io.engine as unknown as {
    transport: { ws: { _socket: { pause: () => void; destroy: () => void } } }
  }
  const socket = engine.transport.ws._socket
  socket.pause()
  deaf.push(socket)
}

test('a page of ours is let in, a page of another site is not', async () => {
  expect(await isLetIn()).toBe(true)
  expect(await isLetIn({ origin: `http://127.0.0.1:${served.port}` })).toBe(true)
  expect(await isLetIn({ origin: 'https://hongdao.example' })).toBe(true)
  for (const origin of ['https://evil.example', 'null', 'https://hongdao.example.evil.example'])
    expect(await isLetIn({ origin })).toBe(false)
})

test('an address has its places, and gets them back', async () => {
  const from = { 'x-address': '10.0.0.1' }
  for (const _place of [1, 2, 3]) expect(await isLetIn(from)).toBe(true)
  expect(await isLetIn(from)).toBe(false)
  expect(await isLetIn({ 'x-address': '10.0.0.2' })).toBe(true)
  lines[0]?.disconnect()
  await until(() => gone.length > 0 && served.sockets.connections() === 3, 'one has gone')
  expect(await isLetIn(from)).toBe(true)
})

test('a line that never greets takes a place as well', async () => {
  const address = { 'x-address': '10.0.0.3' }
  const url = `ws://127.0.0.1:${served.port}/socket.io/?EIO=4&transport=websocket`
  const silent = [1, 2, 3].map(() => new WebSocket(url, { headers: address }))
  await until(() => served.sockets.connections() === 3, 'they are there')
  expect(await isLetIn(address)).toBe(false)
  for (const line of silent) line.close()
})

test('who asks too fast is told so, and who goes on is cut', async () => {
  const line = open()
  const answers: unknown[] = []
  await until(() => line.connected, 'it is there')
  const ask = (times: number) => {
    for (let sent = 0; sent < times; sent++) line.emit('ask', {}, (answer: unknown) => answers.push(answer))
  }
  ask(100)
  await until(() => answers.length === 100, 'all were answered')
  expect(answers.slice(0, 40)).toEqual(Array(40).fill({ event: 'ask', input: 'object' }))
  const refused = answers.filter((answer) => !('event' in (answer as object)))
  expect(refused).toEqual(Array(refused.length).fill({ ok: false, reason: 'too-often', retryAfter: 1000 }))
  expect(refused.length).toBeGreaterThan(0)
  ask(250)
  await until(() => !line.connected, 'it was cut')
  expect(logged).toEqual([])
})

test.each([
  ['bytes', (line: Socket) => line.emit('ask', Buffer.alloc(10))],
  ['more than a page ever says', (line: Socket) => line.emit('ask', 'a'.repeat(20_000))],
  ['an event that is called an error', (line: Socket) => line.emit('error', 'x')],
  [
    'more than can be counted, whatever it is',
    (line: Socket) => {
      const { engine } = line.io as unknown as { engine: { write: (text: string) => void } }
      for (let sent = 0; sent < 500; sent++) engine.write(`0/nowhere${sent},`)
    },
  ],
])('who sends %s is cut, and nobody else is', async (_what, send) => {
  const [line, other] = [open(), open()]
  await until(() => line.connected && other.connected, 'both are there')
  send(line)
  await until(() => !line.connected, 'it was cut')
  expect(await other.timeout(5000).emitWithAck('ask', {})).toEqual({ event: 'ask', input: 'object' })
  expect(logged).toEqual([])
})

test('a bug of ours is logged once, and the line goes on', async () => {
  const line = open()
  expect(await line.timeout(5000).emitWithAck('bug', {})).toEqual({ ok: false, reason: 'failed' })
  expect(await line.timeout(5000).emitWithAck('ask')).toEqual({ event: 'ask', input: 'function' })
  expect(logged).toHaveLength(1)
})

test('for a page that never reads little waits, and the others hear all the same', async () => {
  const [viewer, still] = [open(), open()]
  await until(() => viewer.connected && still.connected, 'both are there')
  let heard = 0
  viewer.on('flood', () => heard++)
  await viewer.timeout(5000).emitWithAck('ask')
  goDeaf(still)
  // Far more than the kernel itself keeps for one connection.
  for (let sent = 0; sent < 300; sent++) {
    served.sockets.tellGroup('everyone', 'flood', '海'.repeat(20_000))
    await sleep(4)
  }
  await until(() => heard > 250, 'the other hears it')
  expect(served.sockets.skipped()).toBeGreaterThan(0)
  expect(served.sockets.mostBuffered()).toBeGreaterThan(0)
  expect(served.sockets.mostBuffered()).toBeLessThan(256 * 1024)
})

test('a page that asks and never takes the answers is refused, then cut, before much waits for it', async () => {
  const line = open()
  await line.timeout(5000).emitWithAck('ask')
  goDeaf(line)
  let most = 0
  for (let sent = 1; served.sockets.connections() > 0; sent++) {
    line.emit('much', {}, () => {})
    await sleep(sent % 38 === 0 ? 4100 : 5)
    most = Math.max(most, served.sockets.mostBuffered())
  }
  expect(most).toBeGreaterThan(0)
  expect(most).toBeLessThan(256 * 1024)
})
