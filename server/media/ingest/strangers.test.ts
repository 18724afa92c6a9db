import { once } from 'node:events'
import { get } from 'node:http'
import type { ClientRequest, IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import type { MediaEngineOptions } from '../engine.ts'
import { askToPublish, callFrom, connect, handshake, publish } from './testing-rtmp.ts'
import { collectingLog, memoryHooks, secretNamed, startTestEngine, TestPublisher, until } from './testing.ts'
import type { TestEngine } from './testing.ts'

const here = '127.0.0.1'
const elsewhere = '127.0.0.2'
const rooms = { t1: 'harbour', t2: 'stall', key: 'harbour', 'other-key': 'stall' }
const started: TestEngine[] = []
const callers: Socket[] = []

afterEach(async () => {
  for (const caller of callers.splice(0)) caller.destroy()
  for (const engine of started.splice(0)) await engine.close()
})

/** Questions about strangers stay open until they are answered: as where the database is slow. */
async function start(over: Partial<MediaEngineOptions> = {}, { answering = true } = {}) {
  const feature = memoryHooks(rooms)
  const known = new Set(Object.keys(rooms).map(secretNamed))
  let answer: () => void = () => undefined
  const answered = new Promise<void>((resolve) => (answer = resolve))
  if (answering) answer()
  const { log, lines } = collectingLog()
  const hooks: MediaEngineOptions['hooks'] = () => ({
    ...feature.hooks,
    async identifyPublisher(credential) {
      const outcome = await feature.hooks.identifyPublisher(credential)
      if (!known.has(credential.secret)) await answered
      return outcome
    },
  })
  const server = await startTestEngine({ hooks, log, ...over })
  started.push(server)
  const rtmp = await server.engine.startRtmp()
  if (!rtmp.ok) throw new Error(rtmp.reason)
  const connections = () => server.engine.metrics().connections
  const bogus = () => feature.asked.filter((secret) => !known.has(secret))
  return { ...server, ...feature, lines, answer, connections, bogus, rtmpPort: rtmp.value.port }
}

/** Connections of a client that says `words` and then neither reads nor answers nor closes. */
async function crowd(count: number, port: number, words: (index: number) => Buffer | string) {
  const all = Array.from({ length: count }, (_, index) => callFrom(here, port, words(index)).pause())
  callers.push(...all)
  await Promise.all(all.map((one) => once(one, 'connect')))
}

function upgrade(ticket: string): string {
  const fields = ['Host: ours', 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13']
  const head = [
    `GET /ingest?ticket=${ticket} HTTP/1.1`,
    ...fields,
    'Sec-WebSocket-Key: AQIDBAUGBwgJCgsMDQ4PEA==',
  ]
  return `${head.join('\r\n')}\r\n\r\n`
}

async function goOnAir(port: number, ticket: string, localAddress: string): Promise<TestPublisher> {
  const publisher = await TestPublisher.connect(port, ticket, { localAddress })
  publisher.start()
  publisher.seconds(1)
  await Promise.race([publisher.closed, until(() => publisher.heard.length > 0)])
  return publisher
}

test('three hundred bogus tickets at once keep no publisher out who comes from elsewhere', async () => {
  const { port, engine, bogus, answer, connections } = await start({}, { answering: false })
  await crowd(300, port, (index) => upgrade(secretNamed(`bogus ${index}`)))
  const publisher = await goOnAir(port, 't1', elsewhere)
  expect(publisher.heard).toEqual([{ type: 'ready', resumed: false }])
  // At one address so many are asked about and no more; of those refused only so many stay to hear it.
  await until(() => connections().browser <= 21)
  expect(bogus()).toHaveLength(10)

  // The page tries again by itself, with a new ticket.
  expect((await goOnAir(port, 't2', here)).heard).toEqual([{ type: 'refused', reason: 'try-again' }])
  answer()
  await until(() => connections().browser === 1)
  expect((await goOnAir(port, 't2', here)).heard).toEqual([{ type: 'ready', resumed: false }])
  expect(engine.metrics().publishers).toBe(2)
})

test('from the crowded address itself a publisher gets in as soon as the crowd is answered', async () => {
  const { port, connections } = await start()
  await crowd(300, port, (index) => upgrade(secretNamed(`bogus ${index}`)))
  let said: string | undefined
  while (said !== 'ready') said = (await goOnAir(port, 't1', here)).heard[0]?.type
  await until(() => connections().browser === 1)
})

test('a refused client that never reads and never answers the close is gone all the same', async () => {
  const { port, rtmpPort, connections, engine } = await start()
  await crowd(1, port, () => upgrade(secretNamed('bogus')))
  await crowd(1, rtmpPort, () => Buffer.concat([handshake, connect, publish(secretNamed('bogus'))]))
  await until(() => engine.metrics().refusals['unknown-publisher'] === 2)
  await until(() => connections().browser + connections().rtmp === 0)
})

test('who cannot be identified in time is closed, although the question is still open', async () => {
  const strangers = { identifyMs: 200 }
  const { port, rtmpPort, connections, bogus } = await start({ strangers }, { answering: false })
  const publisher = await TestPublisher.connect(port, 'bogus')
  expect((await publisher.closed).reason).toBe('try-again')
  expect(await askToPublish(here, rtmpPort, secretNamed('bogus'))).toBe('NetStream.Publish.BadName')
  expect(bogus()).toHaveLength(2)
  await until(() => connections().browser + connections().rtmp === 0)
})

const malformed = [
  '',
  'short',
  secretNamed('one').slice(1),
  `${secretNamed('one')}a`,
  secretNamed('one').toUpperCase(),
  `${secretNamed('one').slice(1)}o`,
  `${secretNamed('one').slice(1)}${encodeURIComponent('é')}`,
  "' or 1=1 --",
]

test('a ticket or key that cannot be ours is refused, and nobody is asked about it', async () => {
  const { port, rtmpPort, asked, connections } = await start()
  for (const secret of malformed) {
    const request = get({
      port,
      host: here,
      path: `/ingest?ticket=${encodeURIComponent(secret)}`,
      headers: upgrading,
    })
    expect((await responseTo(request)).statusCode, secret).toBe(401)
    if (secret !== '')
      expect(await askToPublish(here, rtmpPort, secret), secret).toBe('NetStream.Publish.BadName')
  }
  expect(asked).toEqual([])
  await until(() => connections().browser + connections().rtmp === 0)
})

const upgrading = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'AQIDBAUGBwgJCgsMDQ4PEA==',
}

async function responseTo(request: ClientRequest): Promise<IncomingMessage> {
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  response.resume()
  return response
}

test.each([
  ['silent', () => Buffer.alloc(0)],
  ['halfway', () => Buffer.concat([handshake, connect])],
  ['wrong', (index: number) => Buffer.concat([handshake, connect, publish(secretNamed(`bogus ${index}`))])],
])('three hundred %s RTMP connections keep no publisher out, of whatever address', async (_how, words) => {
  const { rtmpPort, connections, engine } = await start({ strangers: { identifyMs: 2_000 } })
  await crowd(300, rtmpPort, words)
  expect(await askToPublish(elsewhere, rtmpPort, secretNamed('key'))).toBe('NetStream.Publish.Start')
  await askUntilAdmitted(rtmpPort, secretNamed('other-key'))
  expect(engine.metrics().publishers).toBe(2)
  await until(() => connections().rtmp === 2, 10_000)
})

/** As OBS does that is told to try again. */
async function askUntilAdmitted(port: number, key: string): Promise<void> {
  for (let attempt = 1; attempt <= 20; attempt += 1) {
    if ((await askToPublish(here, port, key)) === 'NetStream.Publish.Start') return
  }
  throw new Error('it was not let in')
}

test('the log names no stranger: neither address nor ticket nor key', async () => {
  const { port, rtmpPort, lines, connections } = await start({ strangers: { identifyMs: 300 } })
  const secret = secretNamed('bogus')
  await crowd(30, port, () => upgrade(secret))
  await crowd(30, rtmpPort, () => Buffer.concat([handshake, connect, publish(secret)]))
  await crowd(30, rtmpPort, () => Buffer.alloc(0))
  await until(() => connections().browser + connections().rtmp === 0)
  const said = lines.join('\n')
  expect(said).toContain('unknown-publisher')
  for (const name of [here, secret, secret.slice(0, 12)]) expect(said).not.toContain(name)
})

test('however many are refused, the log has a line for the first and one for all others', async () => {
  const { port, lines, engine } = await start()
  await crowd(300, port, (index) => upgrade(secretNamed(`bogus ${index}`)))
  const refusals = () => Object.values(engine.metrics().refusals).reduce((sum, count) => sum + count, 0)
  await until(() => refusals() === 300)
  const reasons = Object.keys(engine.metrics().refusals)
  const said = () => lines.filter((line) => /^publishers? refused/.test(line))
  expect(said()).toHaveLength(reasons.length)
  await engine.stop()
  const sums = said().map((line) => Number(/"count":(\d+)/.exec(line)?.[1] ?? 1))
  expect(sums.reduce((sum, count) => sum + count, 0)).toBe(300)
  expect(sums.length).toBeLessThanOrEqual(2 * reasons.length)
})

test('where nobody can be identified, the log says why once', async () => {
  const { log, lines } = collectingLog()
  const hooks = () => Promise.reject(new Error('the database is away'))
  const { port, engine } = await start({ hooks, log })
  await crowd(30, port, (index) => upgrade(secretNamed(`bogus ${index}`)))
  await until(() => engine.metrics().refusals['try-again'] === 30)
  expect(lines.filter((line) => line.includes('could not be identified'))).toHaveLength(1)
})
