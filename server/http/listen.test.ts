import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { CannotListenError, closeServer, createWebServer, listen } from './listen.ts'

test('a taken port is answered in one line that names another', async () => {
  const first = createServer()
  const port = await listen(first, { port: 0, host: '127.0.0.1' })
  const attempt = listen(createServer(), { port, host: '127.0.0.1' })
  await expect(attempt).rejects.toThrow(CannotListenError)
  await expect(attempt).rejects.toThrow(new RegExp(`^.*${port}.*PORT=${port + 1} npm start$`))
  await closeServer(first, 100)
})

test('a request under way is finished before the server closes', async () => {
  const server = createWebServer(undefined, (_request, response) => {
    setTimeout(() => response.end('done'), 150)
  })
  await listen(server, { port: 0, host: '127.0.0.1' })
  const answer = fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  await new Promise((resolve) => setTimeout(resolve, 50))
  await closeServer(server, 2000)
  expect(await (await answer).text()).toBe('done')
})

test('a request that never ends is cut after the grace', async () => {
  const server = createWebServer(undefined, () => undefined)
  await listen(server, { port: 0, host: '127.0.0.1' })
  const answer = fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  const cut = expect(answer).rejects.toThrow()
  await new Promise((resolve) => setTimeout(resolve, 50))
  await closeServer(server, 100)
  await cut
})
