import express from 'express'
import { createServer } from 'node:http'
import { expect, test } from 'vitest'
import { closeServer, listen } from './listen.ts'
import { nonceOf, securityHeaders } from './security.ts'

async function headersOf(options: { https: boolean; production: boolean }) {
  const app = express()
  app.use(securityHeaders(options))
  app.get('/', (_request, response) => response.send(nonceOf(response)))
  const server = createServer(app)
  const port = await listen(server, { port: 0, host: '127.0.0.1' })
  const answer = await fetch(`http://127.0.0.1:${port}/`)
  const page = { headers: answer.headers, nonce: await answer.text() }
  await closeServer(server, 100)
  return page
}

test('a script runs only with the nonce of its own page', async () => {
  const first = await headersOf({ https: false, production: true })
  const second = await headersOf({ https: false, production: true })
  expect(first.headers.get('content-security-policy')).toContain(`'nonce-${first.nonce}'`)
  expect(first.nonce).not.toBe(second.nonce)
})

test('https is asked for again only where the server has it', async () => {
  expect(
    (await headersOf({ https: false, production: true })).headers.get('strict-transport-security'),
  ).toBeNull()
  expect(
    (await headersOf({ https: true, production: true })).headers.get('strict-transport-security'),
  ).toContain('max-age')
})

test('the camera is for our own pages, and nothing may be embedded as an object', async () => {
  const { headers } = await headersOf({ https: true, production: true })
  expect(headers.get('permissions-policy')).toContain('camera=(self)')
  expect(headers.get('content-security-policy')).toContain("object-src 'none'")
})
