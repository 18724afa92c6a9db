import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import type { Disturbance } from '#server/sandbox/stripe-api.ts'
import { decideRefund } from '#server/sandbox/stripe-refunds.ts'
import { paySession } from '#server/sandbox/stripe-sessions.ts'
import { startTestSandbox } from '#server/sandbox/testing.ts'
import { askRefund } from '../orders/refund-order.server.ts'
import {
  makePerson,
  makeStall,
  orderOf,
  place,
  statusOf,
  stockOf,
  type Stall,
} from '../orders/testing.server.ts'
import { openCheckout } from './checkout.server.ts'
import { reconcile } from './reconcile.server.ts'
import { sendRefund } from './refund-money.server.ts'
import { paymentsOf, runPaymentJobs, sessionOf } from './testing.server.ts'
import { hearWebhook } from './webhook.server.ts'

let sandbox: Awaited<ReturnType<typeof startTestSandbox>>
let disturbance: Disturbance = null
let slow = false
let calls = 0
let stall: Stall
let orderId: string

beforeAll(async () => {
  sandbox = await startTestSandbox({ disturb: () => ((calls += 1), disturbance), slowRefunds: () => slow })
})
afterAll(() => sandbox.stop())
beforeEach(async () => {
  disturbance = null
  slow = false
  sandbox.clock.ms = Date.now()
  await freshDatabase()
  // What earlier tests left undelivered is not this one's.
  for (const event of sandbox.events())
    sandbox.ledger.store.commit([{ kind: 'event', row: { ...event, nextAt: null } }])
  stall = await makeStall({ stock: 1 })
  const buyerId = await makePerson('张三')
  orderId = await place(orderOf(stall, { buyerId }))
  await openCheckout({ orderId, buyerId })
  paySession(sandbox.ledger, { id: await sessionOf(orderId), way: 'alipay' })
})

const hear = (told: { body: string; signature: string | null }) => hearWebhook(told)

function lastEvent() {
  const event = sandbox.events().at(-1)
  if (event === undefined) throw new Error('no event')
  return sandbox.sign(event)
}

const later = () => new Date(Date.now() + 2 * 60_000)

describe('a webhook', () => {
  test('that Stripe did not sign is refused, and nothing is kept', async () => {
    const { body, signature } = lastEvent()
    expect(await hear({ body, signature: null })).toBe('unsigned')
    expect(await hear({ body, signature: 't=1,v1=00' })).toBe('unsigned')
    expect(await hear({ body: body.replace('alipay', 'card'), signature: signature + '0' })).toBe('unsigned')
    expect(await database().stripeEvent.count()).toBe(0)
  })

  test('has the order paid, and changes nothing when it comes again, at once or later', async () => {
    const event = lastEvent()
    expect(await Promise.all([hear(event), hear(event), hear(event)])).toEqual(['heard', 'heard', 'heard'])
    expect(await database().stripeEvent.count()).toBe(1)
    await runPaymentJobs()
    expect(await statusOf(orderId)).toBe('paid')
    expect(await hear(event)).toBe('heard')
    await runPaymentJobs()
    expect(await paymentsOf(orderId)).toHaveLength(1)
    expect(await database().stripeEvent.findMany()).toMatchObject([
      { type: 'checkout.session.completed', handledAt: expect.any(Date) },
    ])
  })

  test('about something else is taken and forgotten', async () => {
    const event = sandbox.events().at(-1)
    if (event === undefined) throw new Error('no event')
    expect(await hear(sandbox.sign({ ...event, type: 'customer.created' }))).toBe('heard')
    expect(await database().stripeEvent.count()).toBe(0)
  })

  test('about what Stripe does not know, as of another account, is put aside', async () => {
    const event = sandbox.events().at(-1)
    if (event === undefined) throw new Error('no event')
    await hear(sandbox.sign({ ...event, object: { id: 'cs_test_of_another' } }))
    await runPaymentJobs()
    expect(await database().stripeEvent.count({ where: { handledAt: null } })).toBe(0)
    expect(await statusOf(orderId)).toBe('awaiting_payment')
  })

  test('that comes while Stripe’s API is away is kept until it can be looked into', async () => {
    await hear(lastEvent())
    disturbance = 'away'
    await expect(runPaymentJobs()).rejects.toThrow()
    disturbance = null
    await reconcile(later())
    expect(await statusOf(orderId)).toBe('paid')
    expect(await database().stripeEvent.count({ where: { handledAt: null } })).toBe(0)
  })
})

test('a payment whose webhook was lost is found by the reconciler', async () => {
  await reconcile(later())
  expect(await statusOf(orderId)).toBe('paid')
})

test('a webhook that was lost is heard from Stripe’s own list, whatever it speaks of', async () => {
  await reconcile()
  await runPaymentJobs()
  expect(await statusOf(orderId)).toBe('paid')
  await reconcile()
  expect(await database().stripeEvent.count()).toBe(1)
})

test('while Stripe is away the reconciler gives up after a few calls, and finds everything the next time', async () => {
  const buyerId = await makePerson()
  const more = await makeStall({ stock: 5 })
  for (let count = 0; count < 5; count += 1) {
    const id = await place(orderOf(more, { buyerId }))
    await openCheckout({ orderId: id, buyerId })
    paySession(sandbox.ledger, { id: await sessionOf(id), way: 'card' })
  }
  disturbance = 'away'
  calls = 0
  await reconcile(later())
  expect(calls).toBe(4)
  disturbance = null
  await reconcile(later())
  expect(await database().order.count({ where: { status: 'paid' } })).toBe(6)
})

describe('a refund', () => {
  beforeEach(async () => {
    await hear(lastEvent())
    await runPaymentJobs()
    await askRefund({ orderId, reason: '蛤蜊死了', byPersonId: stall.sellerId })
  })

  const refunds = async () => (await paymentsOf(orderId)).flatMap((payment) => payment.refunds)
  const sent = async () => {
    const [payment] = await database().payment.findMany()
    return sandbox.ledger.refundedOf(payment?.paymentIntent ?? '')
  }

  test('is sent once, however often its job runs, and the box comes back', async () => {
    const [{ id = '' } = {}] = await database().refund.findMany()
    await Promise.all([sendRefund(id), sendRefund(id), sendRefund(id)])
    await runPaymentJobs()
    await hear(lastEvent())
    await runPaymentJobs()
    expect([await statusOf(orderId), await refunds(), await sent()]).toEqual(['refunded', ['done'], 8000])
    expect(await stockOf(stall.variantId)).toBe(1)
  })

  test('whose answer was lost is the same refund when it is asked for again, also after a day', async () => {
    disturbance = 'lost'
    await expect(runPaymentJobs()).rejects.toThrow()
    disturbance = null
    sandbox.clock.ms += 25 * 3_600_000
    await reconcile(later())
    expect([await statusOf(orderId), await refunds(), await sent()]).toEqual(['refunded', ['done'], 8000])
  })

  test.each([
    [true, 'refunded', 'done', 8000],
    [false, 'refunding', 'failed', 0],
  ])('that takes its time is done when the bank says so (%s)', async (yes, status, refund, amount) => {
    slow = true
    await runPaymentJobs()
    expect([await statusOf(orderId), await refunds()]).toEqual(['refunding', ['asked']])
    const { stripeRefund } = await database().refund.findFirstOrThrow()
    decideRefund(sandbox.ledger, stripeRefund ?? '', yes)
    await hear(lastEvent())
    await runPaymentJobs()
    expect([await statusOf(orderId), await refunds(), await sent()]).toEqual([status, [refund], amount])
  })
})
