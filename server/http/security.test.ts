import express from 'express'
import { createServer } from 'node:http'
import { expect, test } from 'vitest'
import { closeServer, listen } from './listen.ts'
import { nonceOf, securityHeaders } from './security.ts'

async function headersOf({ https }: { https: boolean }) {
  const app = express()
  app.use(securityHeaders({ publicUrl: `${https ? 'https' : 'http'}://harbour.example`, production: true }))
  app.get('/', (_request, response) => response.send(nonceOf(response)))
  const server = createServer(app)
  const port = await listen(server, { port: 0, host: '127.0.0.1' })
  const answer = await fetch(`http://127.0.0.1:${port}/`)
  const page = { headers: answer.headers, nonce: await answer.text(), port }
  await closeServer(server, 100)
  return page
}

test('a script runs only with the nonce of its own page', async () => {
  const first = await headersOf({ https: false })
  const second = await headersOf({ https: false })
  expect(first.headers.get('content-security-policy')).toContain(`'nonce-${first.nonce}'`)
  expect(first.nonce).not.toBe(second.nonce)
})

test('https is asked for again only where the server has it', async () => {
  expect((await headersOf({ https: false })).headers.get('strict-transport-security')).toBeNull()
  expect((await headersOf({ https: true })).headers.get('strict-transport-security')).toContain('max-age')
})

test('the camera is for our own pages, and nothing may be embedded as an object', async () => {
  const { headers } = await headersOf({ https: true })
  expect(headers.get('permissions-policy')).toContain('camera=(self)')
  expect(headers.get('content-security-policy')).toContain("object-src 'none'")
})

test('sockets lead to our own host alone, as she wrote it and as the world knows it', async () => {
  const { headers, port } = await headersOf({ https: false })
  expect(headers.get('content-security-policy')).toContain(
    `connect-src 'self' ws://127.0.0.1:${port} ws://harbour.example blob:;`,
  )
})

test('a form leads to our own pages, or on to where an order is paid', async () => {
  const { headers } = await headersOf({ https: true })
  expect(headers.get('content-security-policy')).toContain("form-action 'self' https://checkout.stripe.com;")
})
