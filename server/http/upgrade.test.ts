import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterEach, expect, test } from 'vitest'
import { closeServer, listen } from './listen.ts'
import { routeUpgrades } from './upgrade.ts'

let server: Server | undefined

afterEach(async () => {
  if (server) await closeServer(server, 100)
})

/** A server whose media engine takes `/ingest` alone; `taken` are its sockets. */
async function serve({ vite }: { vite: boolean }) {
  const taken: Duplex[] = []
  server = createServer((_request, response) => response.end('still here'))
  routeUpgrades(server, {
    vite,
    takers: [({ url }, socket) => url === '/ingest' && taken.push(socket) > 0],
  })
  const port = await listen(server, { port: 0, host: '127.0.0.1' })
  return { taken, port }
}

async function upgrade(port: number, path: string, protocol = 'x'): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  const lines = [`GET ${path} HTTP/1.1`, 'Host: a', 'Connection: Upgrade', 'Upgrade: websocket']
  socket.write([...lines, `Sec-WebSocket-Protocol: ${protocol}`, '', ''].join('\r\n'))
  const reached = server ? once(server, 'upgrade') : undefined
  await reached
  return socket
}

test.each([
  ['nobody', '/elsewhere', 'vite-hmr', false],
  ['the media engine', '/ingest', 'x', false],
  ['Vite', '/', 'vite-hmr', true],
])('a socket for %s that is reset does not end the server', async (_whom, path, protocol, vite) => {
  const { port } = await serve({ vite })
  const socket = await upgrade(port, path, protocol)
  socket.resetAndDestroy()
  await once(socket, 'close')
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('still here')
})

test('a socket that is for nobody is told so and closed, also where it claims to be Vite’s on a real server', async () => {
  const { port, taken } = await serve({ vite: false })
  const socket = await upgrade(port, '/', 'vite-hmr')
  expect(await text(socket)).toMatch(/^HTTP\/1.1 400 /)
  expect(taken).toEqual([])
})
