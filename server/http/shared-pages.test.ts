import express from 'express'
import { createServer, request as ask, type Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { Registry } from 'prom-client'
import { afterEach, expect, test } from 'vitest'
import { closeServer, listen } from './listen.ts'
import { securityHeaders } from './security.ts'
import { sharedPages } from './shared-pages.ts'

let server: Server | undefined
let made = 0

afterEach(async () => {
  if (server) await closeServer(server, 100)
})

async function serve({ status = 200, takes = 0, keptMs = 60_000 } = {}): Promise<string> {
  made = 0
  const app = express()
  app.use(securityHeaders({ publicUrl: 'http://harbour.example', production: true }))
  app.use(sharedPages(new Registry(), keptMs))
  app.use((_request, response) => {
    const number = ++made
    const nonce = String(response.locals['cspNonce'])
    void sleep(takes).then(() => {
      response.status(status).setHeader('Content-Type', 'text/html; charset=utf-8')
      response.write(`<script nonce="${nonce}">`)
      response.end(`海鲜 ${number}</script>`)
    })
  })
  server = createServer(app)
  return `http://127.0.0.1:${await listen(server, { port: 0, host: '127.0.0.1' })}/product/1`
}

async function read(url: string, headers: Record<string, string> = {}) {
  const answer = await fetch(url, { headers })
  const text = await answer.text()
  const policy = answer.headers.get('content-security-policy') ?? ''
  return {
    text,
    status: answer.status,
    runs: policy.includes(`'nonce-${/nonce="([^"]+)"/.exec(text)?.[1]}'`),
  }
}

test('strangers share a page, and each one’s scripts run by a nonce of her own', async () => {
  const url = await serve()
  const [first, second] = [await read(url), await read(url)]
  expect(second.text).toContain('海鲜 1')
  expect([first.runs, second.runs]).toEqual([true, true])
  expect(second.text).not.toBe(first.text)
})

test('a page is soon made anew', async () => {
  const url = await serve({ keptMs: 50 })
  await read(url)
  await sleep(60)
  expect((await read(url)).text).toContain('海鲜 2')
})

test('those who ask while it is made wait for it', async () => {
  const url = await serve({ takes: 100 })
  const pages = await Promise.all(Array.from({ length: 20 }, () => read(url)))
  expect(new Set(pages.map(({ text }) => text)).size).toBe(20)
  expect(pages.every(({ runs, text }) => runs && text.includes('海鲜 1'))).toBe(true)
  expect(made).toBe(1)
})

test('another address, language or size of type is another page', async () => {
  const url = await serve()
  const one = await read(url)
  const others: Record<string, string>[] = [{ 'Accept-Language': 'en' }, { Cookie: 'preferences=elder' }]
  for (const headers of others) expect((await read(url, headers)).text).not.toBe(one.text)
  await read(`${url}?room=demo`)
  expect(made).toBe(4)
  await read(url, { 'Accept-Language': 'zh-CN,zh;q=0.9' })
  expect(made).toBe(4)
})

test('whoever is signed in is answered by herself, and never with what a stranger saw', async () => {
  const url = await serve()
  await read(url)
  const hers = await read(url, { Cookie: 'preferences=elder; session=hers' })
  expect(hers.text).toContain('海鲜 2')
  expect((await read(url)).text).toContain('海鲜 1')
})

test('a refusal is shared with nobody', async () => {
  const url = await serve({ status: 404, takes: 20 })
  const pages = await Promise.all([read(url), read(url), read(url)])
  expect(pages.map(({ status }) => status)).toEqual([404, 404, 404])
  expect(made).toBe(3)
})

test('whoever leaves before the page is made leaves the others a page', async () => {
  const url = await serve({ takes: 200 })
  const leaving = ask(url)
  leaving.on('error', () => {})
  leaving.end()
  await sleep(50)
  const staying = read(url)
  await sleep(50)
  leaving.destroy()
  expect((await staying).text).toContain('海鲜 2')
  expect((await read(url)).text).toContain('海鲜 2')
})
