import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { isFollowing } from '#app/features/identity/index.server.ts'
import { signedInCookie } from '#app/features/identity/testing.server.ts'
import { stopCoupon } from '#app/features/shop/coupons/coupons.server.ts'
import { claimedOf, makeCoupon } from '#app/features/shop/coupons/testing.server.ts'
import { makePerson, makeStall, type Stall } from '#app/features/shop/orders/testing.server.ts'
import { action, loader } from './claim.$coupon.tsx'

let stall: Stall
let buyer: string

beforeAll(async () => {
  stall = await makeStall()
  buyer = await makePerson()
})

interface Asked {
  by?: string
  form?: Record<string, string>
  headers?: Record<string, string>
}

const context = { cspNonce: '', clientAddress: '127.0.0.1' }

async function answerOf(work: () => Promise<unknown>): Promise<unknown> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Response) return error
    throw error
  }
}

async function press(coupon: string, { by, form = {}, headers = {} }: Asked = {}): Promise<unknown> {
  const cookie: Record<string, string> = by === undefined ? {} : { Cookie: await signedInCookie(by) }
  const request = new Request(`http://localhost/claim/${coupon}`, {
    method: 'POST',
    headers: { 'Sec-Fetch-Site': 'same-origin', ...cookie, ...headers },
    body: new URLSearchParams(form),
  })
  return answerOf(() => action({ request, params: { coupon }, context }))
}

async function look(coupon: string, by?: string): Promise<unknown> {
  const headers: Record<string, string> = by === undefined ? {} : { Cookie: await signedInCookie(by) }
  const request = new Request(`http://localhost/claim/${coupon}?back=/product/5`, { headers })
  return answerOf(() => loader({ request, params: { coupon }, context }))
}

const placeOf = (answer: unknown) => (answer as Response).headers.get('Location')

test('a press claims, follows and leads back to where it came from, and to no other site', async () => {
  const { id } = await makeCoupon(stall, { mustFollow: true, perPerson: 2 })
  const form = { key: randomUUID(), back: '/product/5?weight=2500' }
  expect(placeOf(await press(id, { by: buyer, form }))).toBe('/product/5?weight=2500')
  expect(await isFollowing({ followerId: buyer, followedId: stall.sellerId })).toBe(true)
  const elsewhere = { key: randomUUID(), back: 'https://evil.example/' }
  expect(placeOf(await press(id, { by: buyer, form: elsewhere }))).not.toContain('evil')
})

test('the same form sent twice is one claim, and leads back both times', async () => {
  const { id } = await makeCoupon(stall, { perPerson: 3 })
  const form = { key: randomUUID() }
  for (const answer of [await press(id, { by: buyer, form }), await press(id, { by: buyer, form })])
    expect(placeOf(answer)).toBe(`/claim/${id}`)
  expect(await claimedOf(id)).toBe(1)
})

test('a stranger signs in first and comes back to the ticket, which leads on to where she was', async () => {
  const { id } = await makeCoupon(stall)
  const place = placeOf(await press(id, { form: { key: randomUUID(), back: '/live/demo' } }))
  const back = new URL(place ?? '', 'http://localhost').searchParams.get('back')
  expect(back).toBe(`/claim/${id}?back=%2Flive%2Fdemo`)
  expect(await claimedOf(id)).toBe(0)
})

test('a refusal is answered with its reason, where she stays', async () => {
  const { id } = await makeCoupon(stall)
  await press(id, { by: buyer, form: { key: randomUUID() } })
  const again = await press(id, { by: buyer, form: { key: randomUUID() } })
  expect(again).toMatchObject({ data: { refusal: 'had-it' }, init: { status: 409 } })
  await stopCoupon({ couponId: id, sellerId: stall.sellerId })
  const late = await press(id, { by: await makePerson(), form: { key: randomUUID() } })
  expect(late).toMatchObject({ data: { refusal: 'stopped' } })
  expect(await press(id, { by: stall.sellerId })).toMatchObject({ data: { refusal: 'own-shop' } })
})

test('a coupon that does not exist is no page and no claim, whatever it is called', async () => {
  for (const coupon of [randomUUID(), 'no-id', '']) expect(await look(coupon)).toMatchObject({ status: 404 })
  expect(await press('no-id', { by: buyer })).toMatchObject({ status: 404 })
  expect(await press(randomUUID(), { by: buyer })).toMatchObject({ data: { refusal: 'unknown' } })
})

test('another site claims nothing for her', async () => {
  const { id } = await makeCoupon(stall)
  const answer = await press(id, { by: buyer, headers: { 'Sec-Fetch-Site': 'cross-site' } })
  expect(answer).toMatchObject({ status: 403 })
  expect(await claimedOf(id)).toBe(0)
})

test('whoever looks is shown what is hers', async () => {
  const { id } = await makeCoupon(stall)
  expect(await look(id)).toMatchObject({ stranger: true, back: '/product/5', ticket: { had: 0 } })
  await press(id, { by: buyer, form: { key: randomUUID() } })
  expect(await look(id, buyer)).toMatchObject({ stranger: false, ticket: { held: 1, had: 1 } })
})
