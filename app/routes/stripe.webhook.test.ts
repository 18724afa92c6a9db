import { afterAll, beforeAll, expect, test } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { newId } from '#server/sandbox/stripe-ledger.ts'
import { startTestSandbox } from '#server/sandbox/testing.ts'
import { action, loader } from './stripe.webhook.ts'

let sandbox: Awaited<ReturnType<typeof startTestSandbox>>

beforeAll(async () => {
  sandbox = await startTestSandbox()
})
afterAll(() => sandbox.stop())

async function post(body: string, signature?: string): Promise<number> {
  const headers: Record<string, string> = signature === undefined ? {} : { 'Stripe-Signature': signature }
  const request = new Request('http://localhost/stripe/webhook', { method: 'POST', headers, body })
  const context = { cspNonce: '', clientAddress: '127.0.0.1' }
  return (await action({ request, params: {}, context })).status
}

function signedEvent() {
  const now = Date.now()
  return sandbox.sign({
    ...{ id: newId('evt'), type: 'refund.updated', created: Math.floor(now / 1000), object: { id: 're_1' } },
    ...{ attempts: 0, nextAt: now },
  })
}

test('what Stripe signed is taken, byte for byte as it came; all else is refused', async () => {
  const { body, signature } = signedEvent()
  expect(await post(body)).toBe(400)
  expect(await post(body.replaceAll('\n', ''), signature)).toBe(400)
  expect(await post('', signature)).toBe(400)
  expect(await database().stripeEvent.count()).toBe(0)
  expect(await post(body, signature)).toBe(200)
  expect(await post(body, signature)).toBe(200)
  expect(await database().stripeEvent.findMany()).toMatchObject([
    { type: 'refund.updated', objectId: 're_1', handledAt: null },
  ])
})

test('there is nothing to read', () => {
  expect(() => loader()).toThrow(expect.objectContaining({ status: 404 }))
})
