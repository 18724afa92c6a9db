import { afterAll, beforeAll, expect, test } from 'vitest'
import { signedInCookie } from '#app/features/identity/testing.server.ts'
import { makePerson, makeStall, orderOf, place } from '#app/features/shop/orders/testing.server.ts'
import type { Disturbance } from '#server/sandbox/stripe-api.ts'
import { startTestSandbox } from '#server/sandbox/testing.ts'
import { loader } from './orders.$order_.pay.ts'

let sandbox: Awaited<ReturnType<typeof startTestSandbox>>
let disturbance: Disturbance = null
let buyer: string
let order: string

beforeAll(async () => {
  sandbox = await startTestSandbox({ disturb: () => disturbance })
  buyer = await makePerson('张三')
  order = await place(orderOf(await makeStall(), { buyerId: buyer }))
})
afterAll(() => sandbox.stop())

async function ask({ by, asked = order }: { by?: string; asked?: string }): Promise<Response> {
  const headers: Record<string, string> = by === undefined ? {} : { Cookie: await signedInCookie(by) }
  const request = new Request(`http://localhost:3000/orders/${asked}/pay`, { headers })
  const context = { cspNonce: '', clientAddress: '127.0.0.1' }
  try {
    return await loader({ request, params: { order: asked }, context })
  } catch (error) {
    if (error instanceof Response) return error
    throw error
  }
}

test('where Stripe is away she comes back to her order, which says so', async () => {
  disturbance = 'away'
  expect((await ask({ by: buyer })).headers.get('Location')).toBe(`/orders/${order}?payment=away`)
  disturbance = null
})

test('her order leads on to where it is paid, past the page’s own router', async () => {
  const { headers } = await ask({ by: buyer })
  expect(headers.get('Location')).toMatch(/^\/sandbox\/pay\/cs_test_/)
  expect(headers.get('X-Remix-Reload-Document')).toBe('true')
})

test('who is not signed in does so first; another’s order is not there', async () => {
  expect((await ask({})).headers.get('Location')).toContain('/sign-in?')
  expect((await ask({ by: await makePerson() })).status).toBe(404)
  expect((await ask({ by: buyer, asked: 'x' })).status).toBe(404)
})
