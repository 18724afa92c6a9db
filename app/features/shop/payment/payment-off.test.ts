import { beforeEach, expect, test } from 'vitest'
import { freshDatabase } from '#server/database/testing.ts'
import { beginClosing } from '../orders/close-order.server.ts'
import { makePerson, makeStall, orderOf, place, statusOf, stockOf } from '../orders/testing.server.ts'
import { openCheckout } from './checkout.server.ts'
import { reconcile } from './reconcile.server.ts'
import { paymentsAreOn } from './stripe.server.ts'
import { runPaymentJobs } from './testing.server.ts'
import { hearWebhook } from './webhook.server.ts'

beforeEach(freshDatabase)

test('without a key of Stripe’s payment is off, and never pretended', async () => {
  const buyerId = await makePerson()
  const orderId = await place(orderOf(await makeStall(), { buyerId }))
  expect(paymentsAreOn()).toBe(false)
  expect(await openCheckout({ orderId, buyerId })).toEqual({ ok: false, reason: 'off' })
  expect(await hearWebhook({ body: '{}', signature: 't=1,v1=00' })).toBe('off')
  await reconcile()
  expect(await statusOf(orderId)).toBe('awaiting_payment')
})

test('an order that nobody could pay is called off all the same', async () => {
  const stall = await makeStall({ stock: 1 })
  const buyerId = await makePerson()
  const orderId = await place(orderOf(stall, { buyerId }))
  await beginClosing({ orderId, why: 'unwanted', buyerId })
  await runPaymentJobs()
  expect([await statusOf(orderId), await stockOf(stall.variantId)]).toEqual(['cancelled', 1])
})
