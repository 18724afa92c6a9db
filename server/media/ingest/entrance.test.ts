import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { refusalCodes } from '#app/kernel/ingest-wire.ts'
import { done } from '#app/kernel/outcome.ts'
import { strangerLimits } from './admission.ts'
import { defaultLimits } from './gate.ts'
import { PublisherSession, SeatUnavailable } from './session.ts'
import { collectingLog, secretNamed, startMessage, until } from './testing.ts'
import { createBrowserIngest } from './websocket.ts'

/** The entrance alone, which pings often; whoever comes is let in, and what it sends is passed over. */
async function openEntrance(Session = PublisherSession) {
  const { log, lines } = collectingLog()
  const entrance = createBrowserIngest({
    ...{ allowedOrigins: [], limits: defaultLimits, strangers: strangerLimits, pingMs: 300, log },
    addressOf: () => undefined,
    admit: ({ line }) => {
      const seat = { open: () => Promise.reject(new SeatUnavailable('no broadcast')), leave: () => undefined }
      return Promise.resolve(done(new Session({ line, seat, limits: defaultLimits, now: Date.now })))
    },
  })
  const server = createServer()
  server.on('upgrade', entrance.handleUpgrade)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    await entrance.stop()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { lines, url: `ws://127.0.0.1:${port}/ingest?ticket=${secretNamed('t1')}` }
}

test('a line whose pongs are held up stays as long as anything comes, and one from which nothing comes is dropped', async () => {
  const { url } = await openEntrance()
  const [busy, dead] = [new WebSocket(url, { autoPong: false }), new WebSocket(url, { autoPong: false })]
  let pings = 0
  busy.on('ping', () => {
    pings += 1
    busy.send(JSON.stringify(startMessage))
  })
  await Promise.all([once(dead, 'close'), until(() => pings === 4)])
  expect(busy.readyState).toBe(WebSocket.OPEN)
  busy.terminate()
})

test('a bug in what handles a message costs that publisher the line, and is logged with its place', async () => {
  class BrokenSession extends PublisherSession {
    override describe(): void {
      throw new TypeError('no such thing')
    }
  }
  const { url, lines } = await openEntrance(BrokenSession)
  const publisher = new WebSocket(url)
  await once(publisher, 'open')
  publisher.send(JSON.stringify(startMessage))
  const [code] = (await once(publisher, 'close')) as [number]
  expect(code).toBe(refusalCodes['try-again'])
  expect(lines.join()).toMatch(/could not be handled.*TypeError: no such thing.*entrance\.test/)
})
