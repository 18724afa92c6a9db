import { appendFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { createLog } from '#app/kernel/log.server.ts'
import { temporaryFolder } from '#server/database/testing.ts'
import { listen } from '../http/listen.ts'
import { startStripeSandbox, type StripeSandbox } from './stripe-sandbox.ts'
import { paySession } from './stripe-sessions.ts'
import { clientOf } from './testing.ts'

const running: (() => Promise<unknown> | unknown)[] = []

afterEach(async () => {
  for (const stop of running.splice(0)) await stop()
})

async function start(dataDir: string | null = null): Promise<StripeSandbox> {
  const log = createLog({ level: 'silent' })
  const sandbox = await startStripeSandbox({ dataDir, publicUrl: 'http://localhost:3000', log })
  running.push(() => sandbox.stop())
  return sandbox
}

const session = {
  mode: 'payment' as const,
  line_items: [
    { quantity: 1, price_data: { currency: 'cny', unit_amount: 7800, product_data: { name: 'x' } } },
  ],
  payment_method_options: { wechat_pay: { client: 'web' as const } },
  success_url: 'http://localhost:3000/orders/1',
}

interface Heard {
  id: string
  type: string
}

/** A shop's ear that says no so many times before it listens. */
async function ear({ deaf = 0 } = {}) {
  const heard: Heard[] = []
  let refused = 0
  const server: Server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      const listens = refused >= deaf
      if (listens) heard.push(JSON.parse(body) as Heard)
      else refused += 1
      response.writeHead(listens ? 200 : 503).end()
    })
  })
  const port = await listen(server, { port: 0, host: '127.0.0.1' })
  running.push(() => server.close())
  return { heard, url: `http://127.0.0.1:${port}/stripe/webhook`, refusals: () => refused }
}

async function until(holds: () => boolean): Promise<void> {
  const end = Date.now() + 10_000
  while (!holds()) {
    if (Date.now() > end) throw new Error('waited in vain')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

test('an event is sent until it is taken, and then no more', async () => {
  const sandbox = await start()
  const shop = await ear({ deaf: 1 })
  const client = clientOf(sandbox)
  const { id } = await client.checkout.sessions.create(session)
  paySession(sandbox.ledger, { id, way: 'card' })
  const undelivered = { types: ['checkout.session.completed'], delivery_success: false }
  expect((await client.events.list(undelivered)).data).toMatchObject([{ data: { object: { id } } }])
  expect((await client.events.list({ types: ['refund.failed'] })).data).toEqual([])
  sandbox.deliverTo(shop.url)
  await until(() => shop.heard.length > 0)
  expect(shop.heard).toMatchObject([{ type: 'checkout.session.completed' }])
  await until(() => sandbox.events().every(({ nextAt }) => nextAt === null))
  expect(sandbox.events()).toMatchObject([{ attempts: 2, nextAt: null }])
  expect((await client.events.list(undelivered)).data).toEqual([])
})

test('what was there before a kill is there after it: pages, answers by their key, events on their way', async () => {
  const dataDir = await temporaryFolder('sandbox')
  const before = await start(dataDir)
  const options = { idempotencyKey: 'checkout-1' }
  const open = await clientOf(before).checkout.sessions.create(session, options)
  const { id } = await clientOf(before).checkout.sessions.create(session)
  const { intent } = paySession(before.ledger, { id, way: 'card' })
  // Killed in the midst of a line: it never happened.
  appendFileSync(path.join(dataDir, 'sandbox', 'stripe.jsonl'), '[{"kind":"session","row":{"id":"cs_te')

  const after = await start(dataDir)
  const client = clientOf(after)
  expect((await client.checkout.sessions.create(session, options)).id).toBe(open.id)
  expect(await client.checkout.sessions.retrieve(id)).toMatchObject({
    status: 'complete',
    payment_intent: intent,
  })
  const shop = await ear()
  after.deliverTo(shop.url)
  await until(() => shop.heard.length === 1)
  expect(shop.heard).toMatchObject([{ type: 'checkout.session.completed' }])
  await until(() => after.events().every(({ nextAt }) => nextAt === null))
  const third = await start(dataDir)
  expect(third.events()).toMatchObject([{ attempts: 1, nextAt: null }])
})
