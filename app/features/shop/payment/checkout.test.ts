import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import type { Disturbance } from '#server/sandbox/stripe-api.ts'
import { paySession } from '#server/sandbox/stripe-sessions.ts'
import { startTestSandbox } from '#server/sandbox/testing.ts'
import { beginClosing } from '../orders/close-order.server.ts'
import { payWithinMs } from '../orders/orders.ts'
import { makePerson, makeStall, orderOf, place, statusOf } from '../orders/testing.server.ts'
import { makePage } from './checkout-page.server.ts'
import { openCheckout } from './checkout.server.ts'
import { findPagedOrder } from './paged-order.server.ts'
import { paymentsAreOn } from './stripe.server.ts'
import { sessionOf } from './testing.server.ts'

let sandbox: Awaited<ReturnType<typeof startTestSandbox>>
let disturbance: Disturbance = null
let buyerId: string
let orderId: string

beforeAll(async () => {
  sandbox = await startTestSandbox({ disturb: () => disturbance })
})
afterAll(() => sandbox.stop())
beforeEach(async () => {
  disturbance = null
  await freshDatabase()
  buyerId = await makePerson('张三')
  orderId = await place(orderOf(await makeStall(), { buyerId }))
})

const open = () => openCheckout({ orderId, buyerId })
const pages = () => [...sandbox.ledger.store.all('session')].filter(({ reference }) => reference === orderId)

test('her page takes the order’s total in yuan, outlives her time to pay, and leads back to the order', async () => {
  expect(paymentsAreOn()).toBe(true)
  const opened = await open()
  const { totalFen, payUntil, number } = await database().order.findUniqueOrThrow({ where: { id: orderId } })
  const back = `http://localhost:3000/orders/${orderId}?from=payment`
  expect(pages()).toMatchObject([
    {
      ...{ amount: totalFen, currency: 'cny', successUrl: back, cancelUrl: back },
      ...{ ways: ['card', 'alipay', 'wechat_pay'], metadata: { order: orderId, number } },
      expiresAt: Math.floor(payUntil.getTime() / 1000) + 35 * 60,
    },
  ])
  expect(opened).toEqual({ ok: true, value: { url: `http://localhost:3000/sandbox/pay/${pages()[0]?.id}` } })
})

test('asked again, at once, and after a crash before it was noted, it is the same page', async () => {
  const order = await findPagedOrder(orderId)
  if (order === null) throw new Error('no order')
  await database().order.update({ where: { id: orderId }, data: { checkoutAskedAt: new Date() } })
  const { url } = await makePage(order)
  const opened = [...(await Promise.all([open(), open(), open(), open()])), await open()]
  for (const each of opened) expect(each).toEqual({ ok: true, value: { url } })
  expect(pages()).toHaveLength(1)
})

test('until the last moment of her time it opens, and then no more', async () => {
  const { payUntil } = await database().order.findUniqueOrThrow({ where: { id: orderId } })
  const { ms } = sandbox.clock
  sandbox.clock.ms = payUntil.getTime() - 1000
  expect(await openCheckout({ orderId, buyerId }, payUntil)).toEqual({ ok: false, reason: 'not-payable' })
  const late = new Date(payUntil.getTime() - 1000)
  expect((await openCheckout({ orderId, buyerId }, late)).ok).toBe(true)
  expect(payWithinMs).toBe(15 * 60_000)
  sandbox.clock.ms = ms
})

test('another’s order is not there, nor one that never was', async () => {
  expect(await openCheckout({ orderId, buyerId: await makePerson() })).toEqual({ ok: false, reason: 'gone' })
  expect(await openCheckout({ orderId: 'x', buyerId })).toEqual({ ok: false, reason: 'gone' })
})

test('where Stripe is away she is told so, and it opens once Stripe is back', async () => {
  disturbance = 'away'
  expect(await open()).toEqual({ ok: false, reason: 'away' })
  disturbance = 'lost'
  expect(await open()).toEqual({ ok: false, reason: 'away' })
  disturbance = null
  expect((await open()).ok).toBe(true)
  expect(pages()).toHaveLength(1)
})

test('an order called off opens no page, also when that crosses her tap', async () => {
  const [opened] = await Promise.all([open(), beginClosing({ orderId, why: 'unwanted', buyerId })])
  if (!opened.ok) expect(opened.reason).toBe('not-payable')
  expect(await statusOf(orderId)).toBe('closing')
  expect(await open()).toEqual({ ok: false, reason: 'not-payable' })
  const noted = await database().order.findUniqueOrThrow({ where: { id: orderId } })
  // What was not noted was ended, for nobody has seen it.
  for (const { id, status } of pages()) if (id !== noted.checkoutSession) expect(status).toBe('expired')
})

test('an order that was paid on another device is found paid when the page is asked for again', async () => {
  await open()
  paySession(sandbox.ledger, { id: await sessionOf(orderId), way: 'card' })
  expect(await open()).toEqual({ ok: false, reason: 'not-payable' })
  expect(await statusOf(orderId)).toBe('paid')
})
