import express from 'express'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { Registry } from 'prom-client'
import { afterEach, expect, test } from 'vitest'
import { healthz, metricsPage, readyz } from './health.ts'

let server: Server | undefined

afterEach(() => {
  server?.close()
})

async function serve(route: express.RequestHandler): Promise<string> {
  const app = express()
  app.get('/', route)
  server = createServer(app)
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

const ready = { database: () => Promise.resolve(1), media: () => true, dataDir: tmpdir() }

test('the process says that it is alive', async () => {
  expect(await (await fetch(await serve(healthz))).text()).toBe('ok')
})

test('the server is ready when database, disk and media are', async () => {
  const answer = await fetch(await serve(readyz(ready)))
  expect(answer.status).toBe(200)
  expect(await answer.json()).toEqual({ ready: true, database: true, disk: true, media: true })
})

test('a part that fails is named and the server is not ready', async () => {
  const answer = await fetch(
    await serve(
      readyz({
        database: () => Promise.reject(new Error('away')),
        media: () => false,
        dataDir: '/nowhere/at/all',
      }),
    ),
  )
  expect(answer.status).toBe(503)
  expect(await answer.json()).toEqual({ ready: false, database: false, disk: false, media: false })
})

test('a database that does not answer within two seconds is not ready', async () => {
  const answer = await fetch(await serve(readyz({ ...ready, database: () => new Promise(() => undefined) })))
  expect(await answer.json()).toMatchObject({ ready: false, database: false })
})

test('figures are for this machine, and behind a proxy for the token alone', async () => {
  const registry = new Registry()
  const url = await serve(metricsPage({ registry, token: 'right' }))
  const behindProxy = { 'x-forwarded-for': '203.0.113.9' }
  expect((await fetch(url)).status).toBe(200)
  expect((await fetch(url, { headers: behindProxy })).status).toBe(404)
  expect((await fetch(url, { headers: { ...behindProxy, authorization: 'Bearer wrong' } })).status).toBe(404)
  expect((await fetch(url, { headers: { ...behindProxy, authorization: 'Bearer right' } })).status).toBe(200)
})
