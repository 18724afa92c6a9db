import { once } from 'node:events'
import { createServer, get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { clientAddress } from './client-address.ts'

async function addressOf(
  trustProxy: false | number | string,
  forwarded?: string,
): Promise<string | undefined> {
  const read = clientAddress(trustProxy)
  let address: string | undefined
  const server = createServer().listen(0, '127.0.0.1')
  server.on('upgrade', (request, socket) => {
    address = read(request)
    socket.destroy()
  })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const headers = { Connection: 'Upgrade', Upgrade: 'websocket' }
  const request = get({
    port,
    host: '127.0.0.1',
    headers: forwarded === undefined ? headers : { ...headers, 'X-Forwarded-For': forwarded },
  })
  await once(request, 'error')
  server.close()
  return address
}

test('without a trusted proxy the socket alone says where an upgrade comes from', async () => {
  expect(await addressOf(false)).toBe('127.0.0.1')
  expect(await addressOf(false, '192.0.2.1')).toBe('127.0.0.1')
})

test('a trusted proxy is believed, and what a stranger wrote before it is not', async () => {
  expect(await addressOf(1, '192.0.2.1')).toBe('192.0.2.1')
  expect(await addressOf(1, '203.0.113.5, 192.0.2.1')).toBe('192.0.2.1')
  expect(await addressOf(2, '203.0.113.5, 192.0.2.1')).toBe('203.0.113.5')
  expect(await addressOf('loopback, 192.0.2.0/24', '203.0.113.5, 192.0.2.1')).toBe('203.0.113.5')
  expect(await addressOf('10.0.0.1', '192.0.2.1')).toBe('127.0.0.1')
})
