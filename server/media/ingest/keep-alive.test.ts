import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { done } from '#app/kernel/outcome.ts'
import { strangerLimits } from './admission.ts'
import { defaultLimits } from './gate.ts'
import { PublisherSession, SeatUnavailable } from './session.ts'
import { secretNamed, startMessage, until } from './testing.ts'
import { createBrowserIngest } from './websocket.ts'

/** The entrance alone, which pings often; whoever comes is let in, and what it sends is passed over. */
async function pingingEntrance() {
  const entrance = createBrowserIngest({
    ...{ allowedOrigins: [], limits: defaultLimits, strangers: strangerLimits, pingMs: 300 },
    addressOf: () => undefined,
    admit: ({ line }) => {
      const seat = { open: () => Promise.reject(new SeatUnavailable('no broadcast')), leave: () => undefined }
      return Promise.resolve(done(new PublisherSession({ line, seat, limits: defaultLimits, now: Date.now })))
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
  return { port: (server.address() as AddressInfo).port }
}

test('a line whose pongs are held up stays as long as anything comes, and one from which nothing comes is dropped', async () => {
  const { port } = await pingingEntrance()
  const url = `ws://127.0.0.1:${port}/ingest?ticket=${secretNamed('t1')}`
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
