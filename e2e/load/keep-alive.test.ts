import { createServer, type RequestListener } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { answersPerSecond } from './keep-alive.ts'

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

test('the client counts as many answers as the server gave, however they are cut into packets', async () => {
  let given = 0
  const port = await serve((_request, response) => {
    given++
    response.writeHead(200, { 'content-length': 300_000 })
    response.end(Buffer.alloc(300_000))
  })
  const perSecond = await answersPerSecond({ port, target: '/', connections: 3, seconds: 0.3 })
  expect(given).toBeGreaterThan(10)
  expect(Math.abs(perSecond * 0.3 - given)).toBeLessThan(given * 0.3 + 6)
})

test('an answer other than 200 fails the measurement instead of counting as fast', async () => {
  const port = await serve((_request, response) => response.writeHead(404, { 'content-length': 0 }).end())
  await expect(answersPerSecond({ port, target: '/', connections: 1, seconds: 0.2 })).rejects.toThrow(/404/)
})
