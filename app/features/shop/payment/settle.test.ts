import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import type { Disturbance } from '#server/sandbox/stripe-api.ts'
import { decidePayment, paySession } from '#server/sandbox/stripe-sessions.ts'
import { startTestSandbox } from '#server/sandbox/testing.ts'
import { beginClosing } from '../orders/close-order.server.ts'
import {
  makePerson,
  makeStall,
  newsOf,
  orderOf,
  place,
  statusOf,
  stockOf,
  type Stall,
} from '../orders/testing.server.ts'
import { payWithinMs } from '../orders/orders.ts'
import { makePage } from './checkout-page.server.ts'
import { openCheckout } from './checkout.server.ts'
import { findPagedOrder } from './paged-order.server.ts'
import { reconcile } from './reconcile.server.ts'
import { settleOrder } from './settle.server.ts'
import { paymentsOf, runPaymentJobs, sessionOf } from './testing.server.ts'

let sandbox: Awaited<ReturnType<typeof startTestSandbox>>
let disturbance: Disturbance = null
let stall: Stall
let buyerId: string
let orderId: string

beforeAll(async () => {
  sandbox = await startTestSandbox({ disturb: () => disturbance })
})
afterAll(() => sandbox.stop())
beforeEach(async () => {
  disturbance = null
  await freshDatabase()
  stall = await makeStall({ stock: 1 })
  buyerId = await makePerson('张三')
  orderId = await place(orderOf(stall, { buyerId }))
})

async function openPage(): Promise<string> {
  const opened = await openCheckout({ orderId, buyerId })
  if (!opened.ok) throw new Error(opened.reason)
  return sessionOf(orderId)
}

const pay = (id: string, slowly = false) => paySession(sandbox.ledger, { id, way: 'wechat_pay', slowly })
const callOff = () => beginClosing({ orderId, why: 'unwanted', buyerId })
const pageStatus = (id: string) => sandbox.ledger.get('session', id).status
const kept = { amountFen: 8000, way: 'wechat_pay', kept: true, refunds: [] }

test('whoever finds out first that it was paid, it is paid once', async () => {
  pay(await openPage())
  await Promise.all(Array.from({ length: 8 }, () => settleOrder(orderId)))
  await settleOrder(orderId)
  expect(await statusOf(orderId)).toBe('paid')
  expect(await paymentsOf(orderId)).toEqual([kept])
  expect((await newsOf(buyerId)).filter((kind) => kind === 'orders:news.paid')).toHaveLength(1)
  expect(await database().auditEvent.count({ where: { action: 'order.pay' } })).toBe(1)
})

test('an order whose page Stripe does not know, as after a restored backup, is closed all the same', async () => {
  await openPage()
  await database().order.update({
    where: { id: orderId },
    data: { checkoutSession: 'cs_test_of_another_account' },
  })
  await expect(settleOrder(orderId)).rejects.toThrow()
  await callOff()
  await settleOrder(orderId)
  expect(await statusOf(orderId)).toBe('cancelled')
  expect(await stockOf(stall.variantId)).toBe(1)
})

test('an order that its own job forgot to close is closed by the reconciler', async () => {
  const later = new Date(Date.now() + payWithinMs + 2 * 60_000)
  await reconcile(later)
  expect(await statusOf(orderId)).toBe('cancelled')
})

test('an open page changes nothing, nor does an order that is not there', async () => {
  await openPage()
  await settleOrder(orderId)
  await settleOrder('01900000-0000-7000-8000-000000000001')
  expect(await statusOf(orderId)).toBe('awaiting_payment')
})

describe('an order that is called off', () => {
  test('goes back at once where no page was ever asked for, whether Stripe is there or not', async () => {
    disturbance = 'away'
    await callOff()
    await runPaymentJobs()
    expect([await statusOf(orderId), await stockOf(stall.variantId)]).toEqual(['cancelled', 1])
  })

  test('goes back once Stripe has ended its page', async () => {
    const session = await openPage()
    await callOff()
    expect(await stockOf(stall.variantId)).toBe(0)
    await runPaymentJobs()
    expect(pageStatus(session)).toBe('expired')
    expect([await statusOf(orderId), await stockOf(stall.variantId)]).toEqual(['cancelled', 1])
    await settleOrder(orderId)
    expect(await stockOf(stall.variantId)).toBe(1)
  })

  test('is kept while Stripe is away, and tried again', async () => {
    await openPage()
    await callOff()
    disturbance = 'away'
    await expect(runPaymentJobs()).rejects.toThrow()
    expect([await statusOf(orderId), await stockOf(stall.variantId)]).toEqual(['closing', 0])
    // Ended, and the answer lost: found ended the next time.
    disturbance = 'lost'
    await expect(runPaymentJobs()).rejects.toThrow()
    disturbance = null
    await runPaymentJobs()
    expect([await statusOf(orderId), await stockOf(stall.variantId)]).toEqual(['cancelled', 1])
  })

  test('is paid all the same where she paid before its page was ended', async () => {
    const session = await openPage()
    await callOff()
    pay(session)
    await runPaymentJobs()
    expect([await statusOf(orderId), await stockOf(stall.variantId)]).toEqual(['paid', 0])
    expect(await paymentsOf(orderId)).toEqual([kept])
  })

  test('waits for a bank that takes its time, whatever it says', async () => {
    const session = await openPage()
    pay(session, true)
    await callOff()
    await runPaymentJobs()
    expect(await statusOf(orderId)).toBe('closing')
    decidePayment(sandbox.ledger, session, false)
    await settleOrder(orderId)
    expect([await statusOf(orderId), await stockOf(stall.variantId)]).toEqual(['cancelled', 1])
  })

  test('has a page that was made and never noted ended too', async () => {
    const order = await findPagedOrder(orderId)
    if (order === null) throw new Error('no order')
    await database().order.update({ where: { id: orderId }, data: { checkoutAskedAt: new Date() } })
    const { id } = await makePage(order)
    await callOff()
    await Promise.all([settleOrder(orderId), settleOrder(orderId)])
    await runPaymentJobs()
    expect(pageStatus(id)).toBe('expired')
    expect([await statusOf(orderId), await stockOf(stall.variantId)]).toEqual(['cancelled', 1])
  })

  test('goes back though no page was made, when it is too late to make one', async () => {
    await database().order.update({ where: { id: orderId }, data: { checkoutAskedAt: new Date() } })
    await callOff()
    const hours = 3_600_000
    sandbox.clock.ms += hours
    await runPaymentJobs()
    expect(await statusOf(orderId)).toBe('cancelled')
    sandbox.clock.ms -= hours
  })
})

test('a bank that takes its time and says yes has the order paid', async () => {
  const session = await openPage()
  pay(session, true)
  await settleOrder(orderId)
  expect(await statusOf(orderId)).toBe('awaiting_payment')
  decidePayment(sandbox.ledger, session, true)
  await settleOrder(orderId)
  expect(await paymentsOf(orderId)).toEqual([kept])
})

describe('money that comes when the order was called off already', () => {
  /** What Stripe promises never to do, done all the same: an ended page is paid. */
  async function payTooLate(): Promise<void> {
    const session = await openPage()
    await callOff()
    await runPaymentJobs()
    const row = sandbox.ledger.get('session', session)
    sandbox.ledger.store.commit([{ kind: 'session', row: { ...row, status: 'open' } }])
    pay(session)
  }

  test('is kept where the box is still there', async () => {
    await payTooLate()
    await settleOrder(orderId)
    expect([await statusOf(orderId), await stockOf(stall.variantId)]).toEqual(['paid', 0])
  })

  test('goes back where it is sold', async () => {
    await payTooLate()
    await place(orderOf(stall, { buyerId: await makePerson() }))
    await settleOrder(orderId)
    await runPaymentJobs()
    expect(await statusOf(orderId)).toBe('cancelled')
    expect(await paymentsOf(orderId)).toEqual([{ ...kept, kept: false, refunds: ['done'] }])
  })
})
