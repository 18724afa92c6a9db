import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { signedInCookie } from '#app/features/identity/testing.server.ts'
import { makeCoupon } from '#app/features/shop/coupons/testing.server.ts'
import { makePerson, makeStall, type Stall } from '#app/features/shop/orders/testing.server.ts'
import { database } from '#app/kernel/database.server.ts'
import { action, loader } from './sell_.coupons.tsx'

const context = { cspNonce: '', clientAddress: '127.0.0.1' }
let stall: Stall

beforeEach(async () => {
  stall = await makeStall()
})

/** What the route answers, thrown or returned; without a form the page itself. */
async function ask(form: Record<string, string> | null, by = stall.sellerId): Promise<unknown> {
  const headers = { 'Sec-Fetch-Site': 'same-origin', Cookie: await signedInCookie(by) }
  const sent = form === null ? {} : { method: 'POST', body: new URLSearchParams(form) }
  const request = new Request('http://localhost/sell/coupons', { headers, ...sent })
  const call = { request, params: {}, context }
  try {
    return await (form === null ? loader(call) : action(call))
  } catch (error) {
    if (error instanceof Response) return error
    throw error
  }
}

const filled = () => ({
  ...{ deed: 'drop', key: randomUUID(), amountFen: '20', thresholdFen: '99', total: '50', perPerson: '1' },
  ...{ minutes: '60', hours: '24' },
})
const couponsOf = ({ shopId }: Stall) => database().coupon.findMany({ where: { shopId } })

test('what she fills in is a coupon of her shop, also when the form is sent twice', async () => {
  const form = { ...filled(), mustFollow: 'on' }
  for (const answer of [await ask(form), await ask(form)])
    expect((answer as Response).headers.get('Location')).toBe('/sell/coupons?dropped')
  expect(await couponsOf(stall)).toMatchObject([
    { amountFen: 2000, thresholdFen: 9900, total: 50, perPerson: 1, mustFollow: true },
  ])
  expect(await ask(null)).toMatchObject({ coupons: [{ claimed: 0, used: 0 }], more: false })
})

test('what is wrong is said at its field, and what she typed is kept', async () => {
  const answer = await ask({ ...filled(), amountFen: '120' })
  expect(answer).toMatchObject({
    data: {
      error: { thresholdFen: ['coupons:form.thresholdTooLow'] },
      initialValue: { amountFen: '120', total: '50' },
    },
    init: { status: 422 },
  })
  expect(await couponsOf(stall)).toEqual([])
})

test('she stops her own coupon, and nobody another’s', async () => {
  const { id } = await makeCoupon(stall)
  const other = await makeStall()
  expect(await ask({ deed: 'stop', coupon: id }, other.sellerId)).toMatchObject({ status: 404 })
  expect(await couponsOf(stall)).toMatchObject([{ stoppedAt: null }])
  const answer = await ask({ deed: 'stop', coupon: id })
  expect((answer as Response).headers.get('Location')).toBe('/sell/coupons?stopped')
  expect(await couponsOf(stall)).toMatchObject([{ stoppedAt: expect.any(Date) }])
})

test('who has no shop has no such page', async () => {
  const stranger = await makePerson()
  expect(await ask(null, stranger)).toMatchObject({ status: 404 })
  expect(await ask(filled(), stranger)).toMatchObject({ status: 404 })
})
