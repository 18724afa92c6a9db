import Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decidePayment, paySession, sweepSessions } from './stripe-sessions.ts'
import { decideRefund } from './stripe-refunds.ts'
import { clientOf, startTestSandbox } from './testing.ts'

type Sandbox = Awaited<ReturnType<typeof startTestSandbox>>

let sandbox: Sandbox
let stripe: Stripe
let slow = false

beforeAll(async () => {
  sandbox = await startTestSandbox({ slowRefunds: () => slow })
  stripe = clientOf(sandbox)
})

afterAll(() => sandbox.stop())

const minutes = 60

function page(
  changes: Partial<Stripe.Checkout.SessionCreateParams> = {},
): Stripe.Checkout.SessionCreateParams {
  return {
    mode: 'payment',
    line_items: [
      {
        quantity: 1,
        price_data: { currency: 'cny', unit_amount: 7800, product_data: { name: '鲜活蛤蜊 & 海蛎子' } },
      },
    ],
    payment_method_options: { wechat_pay: { client: 'web' } },
    expires_at: Math.floor(sandbox.clock.ms / 1000) + 50 * minutes,
    success_url: 'http://localhost:3000/orders/1?from=payment',
    client_reference_id: '1',
    metadata: { order: '1' },
    ...changes,
  }
}

async function refusal(work: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  const error = await work.then(
    () => new Error('was not refused'),
    (reason: unknown) => reason,
  )
  if (error instanceof Stripe.errors.StripeError) return error
  throw error
}

test('a page is made, seen again with its payment once that was made, and is told of', async () => {
  const made = await stripe.checkout.sessions.create(page())
  expect(made).toMatchObject({
    ...{ object: 'checkout.session', status: 'open', payment_status: 'unpaid', amount_total: 7800 },
    ...{ currency: 'cny', metadata: { order: '1' }, payment_intent: null },
    url: `http://localhost:3000/sandbox/pay/${made.id}`,
  })
  expect(made.id).toMatch(/^cs_test_/)
  paySession(sandbox.ledger, { id: made.id, way: 'alipay' })
  const seen = await stripe.checkout.sessions.retrieve(made.id, { expand: ['payment_intent.latest_charge'] })
  expect(seen).toMatchObject({
    ...{ status: 'complete', payment_status: 'paid', url: null },
    payment_intent: {
      ...{ status: 'succeeded', amount_received: 7800 },
      latest_charge: { payment_method_details: { type: 'alipay' }, amount_refunded: 0 },
    },
  })
  const event = sandbox.events().at(-1)
  expect(event).toMatchObject({ type: 'checkout.session.completed', object: { id: made.id } })
  if (!event) throw new Error('no event')
  const { body, signature } = sandbox.sign(event)
  const secret = sandbox.environment.STRIPE_WEBHOOK_SECRET
  expect(stripe.webhooks.constructEvent(body, signature, secret)).toMatchObject({ id: event.id })
  expect(() => stripe.webhooks.constructEvent(body.replace('7800', '1'), signature, secret)).toThrow()
})

test('a page is ended once, and a paid one never', async () => {
  const { id } = await stripe.checkout.sessions.create(page())
  expect(await stripe.checkout.sessions.expire(id)).toMatchObject({ status: 'expired', url: null })
  expect((await refusal(stripe.checkout.sessions.expire(id))).message).toContain('status of expired')
  const { id: paid } = await stripe.checkout.sessions.create(page())
  paySession(sandbox.ledger, { id: paid, way: 'card' })
  expect((await refusal(stripe.checkout.sessions.expire(paid))).statusCode).toBe(400)
  expect(() => paySession(sandbox.ledger, { id: paid, way: 'card' })).toThrow(/status of complete/)
})

test('a page ends by itself when its time is over, and that is told of', async () => {
  const { id } = await stripe.checkout.sessions.create(page())
  sandbox.clock.ms += 50 * minutes * 1000 - 1000
  sweepSessions(sandbox.ledger)
  expect((await stripe.checkout.sessions.retrieve(id)).status).toBe('open')
  sandbox.clock.ms += 1000
  sweepSessions(sandbox.ledger)
  expect(sandbox.events().at(-1)).toMatchObject({ type: 'checkout.session.expired', object: { id } })
  expect((await stripe.checkout.sessions.retrieve(id)).status).toBe('expired')
})

test('a bank that takes its time says yes or no later', async () => {
  for (const yes of [true, false]) {
    const { id } = await stripe.checkout.sessions.create(page())
    paySession(sandbox.ledger, { id, way: 'card', slowly: true })
    const expand = ['payment_intent']
    expect(await stripe.checkout.sessions.retrieve(id, { expand })).toMatchObject({
      ...{ status: 'complete', payment_status: 'unpaid', payment_intent: { status: 'processing' } },
    })
    decidePayment(sandbox.ledger, id, yes)
    expect(await stripe.checkout.sessions.retrieve(id, { expand })).toMatchObject({
      payment_status: yes ? 'paid' : 'unpaid',
      payment_intent: { status: yes ? 'succeeded' : 'requires_payment_method' },
    })
    const type = `checkout.session.async_payment_${yes ? 'succeeded' : 'failed'}`
    expect(sandbox.events().at(-1)).toMatchObject({ type, object: { id } })
  }
})

describe('the same idempotency key', () => {
  test('is answered the same, as it was then', async () => {
    const [params, options] = [page(), { idempotencyKey: 'checkout-1' }]
    const first = await stripe.checkout.sessions.create(params, options)
    await stripe.checkout.sessions.expire(first.id)
    const again = await stripe.checkout.sessions.create(params, options)
    expect(again).toMatchObject({ id: first.id, status: 'open' })
    expect(again.lastResponse.headers['idempotent-replayed']).toBe('true')
  })

  test('with other parameters is refused', async () => {
    const options = { idempotencyKey: 'checkout-2' }
    await stripe.checkout.sessions.create(page(), options)
    const error = await refusal(stripe.checkout.sessions.create(page({ locale: 'en' }), options))
    expect(error).toBeInstanceOf(Stripe.errors.StripeIdempotencyError)
    expect(error).toMatchObject({ statusCode: 400, rawType: 'idempotency_error' })
    expect(error.requestId).toMatch(/^req_/)
  })

  test('is free again after what was refused by its form alone, and after a day', async () => {
    const options = { idempotencyKey: 'checkout-3' }
    await refusal(stripe.checkout.sessions.create(page({ success_url: 'nowhere' }), options))
    const { id } = await stripe.checkout.sessions.create(page(), options)
    sandbox.clock.ms += 25 * 3600 * 1000
    expect((await stripe.checkout.sessions.create(page(), options)).id).not.toBe(id)
  })
})

describe('Stripe’s limits hold:', () => {
  const now = () => Math.floor(sandbox.clock.ms / 1000)
  const costing = (unit_amount: number) => {
    const product_data = { name: 'x' }
    return [{ quantity: 1, price_data: { currency: 'cny', unit_amount, product_data } }]
  }

  test.each<[string, () => object, object]>([
    ['a page of less than 30 minutes', () => ({ expires_at: now() + 29 * minutes }), { param: 'expires_at' }],
    ['of more than a day', () => ({ expires_at: now() + 25 * 3600 }), { param: 'expires_at' }],
    ['less than half a dollar', () => ({ line_items: costing(399) }), { code: 'amount_too_small' }],
    ['more than eight digits', () => ({ line_items: costing(100_000_000) }), { code: 'amount_too_large' }],
    ['nothing to pay for', () => ({ line_items: [] }), { code: 'parameter_missing' }],
    [
      'a parameter that was taken away',
      () => ({ payment_method_types: ['card'] }),
      { param: 'payment_method_types' },
    ],
    ['a parameter that there never was', () => ({ colour: 'coral' }), { code: 'parameter_unknown' }],
    ['WeChat without its client', () => ({ payment_method_options: {} }), { code: 'parameter_missing' }],
    ['a place that is none', () => ({ success_url: 'nowhere' }), { code: 'url_invalid' }],
    [
      'an endless reference',
      () => ({ client_reference_id: 'x'.repeat(201) }),
      { param: 'client_reference_id' },
    ],
  ])('%s is refused', async (_what, changes, error) => {
    const made = stripe.checkout.sessions.create(page(changes()))
    expect(await refusal(made)).toMatchObject({
      statusCode: 400,
      type: 'StripeInvalidRequestError',
      ...error,
    })
  })

  test('a stranger’s key, an address and a thing that are not there', async () => {
    const stranger = clientOf({ environment: { ...sandbox.environment, STRIPE_SECRET_KEY: 'sk_test_x' } })
    expect((await refusal(stranger.checkout.sessions.create(page()))).statusCode).toBe(401)
    expect((await refusal(stripe.customers.list())).statusCode).toBe(404)
    expect(await refusal(stripe.paymentIntents.retrieve('pi_none'))).toMatchObject({
      code: 'resource_missing',
    })
    expect(await refusal(stripe.events.retrieve('evt_none'))).toMatchObject({ code: 'resource_missing' })
  })
})

describe('a refund', () => {
  async function paid(): Promise<string> {
    const { id } = await stripe.checkout.sessions.create(page())
    return paySession(sandbox.ledger, { id, way: 'card' }).intent ?? ''
  }

  test('goes back in whole or in parts, never more than was paid', async () => {
    const payment_intent = await paid()
    expect(await stripe.refunds.create({ payment_intent, amount: 800 })).toMatchObject({
      status: 'succeeded',
    })
    expect((await refusal(stripe.refunds.create({ payment_intent, amount: 7001 }))).param).toBe('amount')
    expect((await stripe.refunds.create({ payment_intent })).amount).toBe(7000)
    const more = await refusal(stripe.refunds.create({ payment_intent }))
    expect(more.code).toBe('charge_already_refunded')
    expect((await stripe.refunds.list({ payment_intent })).data.map(({ amount }) => amount)).toEqual([
      7000, 800,
    ])
  })

  test('may take its time, and may fail: then the money is there to be refunded', async () => {
    slow = true
    const payment_intent = await paid()
    const { id, status } = await stripe.refunds.create({ payment_intent, metadata: { refund: 'x' } })
    expect(status).toBe('pending')
    decideRefund(sandbox.ledger, id, false)
    expect(await stripe.refunds.retrieve(id)).toMatchObject({ status: 'failed', metadata: { refund: 'x' } })
    expect(sandbox.events().at(-1)).toMatchObject({ type: 'refund.failed', object: { id } })
    slow = false
    expect((await stripe.refunds.create({ payment_intent })).amount).toBe(7800)
  })
})
