import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { beforeAll, expect, test } from 'vitest'
import { signedInCookie } from '#app/features/identity/testing.server.ts'
import {
  makePerson,
  makeStall,
  orderOf,
  pay,
  place,
  statusOf,
  type Stall,
} from '#app/features/shop/orders/testing.server.ts'
import * as buyersOrder from './orders.$order.tsx'
import * as sellersCounts from './sell_.orders_.counts.ts'
import * as sellersList from './sell_.orders.tsx'
import * as sellersOrder from './sell_.orders_.$order.tsx'

interface Route {
  loader: (call: LoaderFunctionArgs) => unknown
  action?: (call: ActionFunctionArgs) => unknown
}

let stall: Stall
let buyer: string

beforeAll(async () => {
  stall = await makeStall({ stock: 50 })
  buyer = await makePerson()
})

async function ask(
  route: Route,
  asked: { by: string; order?: string; form?: Record<string, string>; query?: string },
): Promise<unknown> {
  const { by, order, form, query = '' } = asked
  const request = new Request(`http://localhost/asked${query}`, {
    headers: { 'Sec-Fetch-Site': 'same-origin', Cookie: await signedInCookie(by) },
    ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
  })
  const call = { request, params: { order }, context: { cspNonce: '', clientAddress: '127.0.0.1' } }
  try {
    return await (form === undefined ? route.loader(call) : route.action?.(call))
  } catch (error) {
    if (error instanceof Response) return error
    throw error
  }
}

const absent = { status: 404 }
const dispatch = { do: 'dispatch', carrier: 'sf', trackingNumber: 'SF 1234 5678 9012' }
const refund = { do: 'refund', reason: '今天没出海', sure: 'on' }

test('a buyer’s order is there for nobody else: not to see, not to call off', async () => {
  const order = await place(orderOf(stall, { buyerId: buyer }))
  const stranger = await makePerson()
  for (const by of [stranger, stall.sellerId]) {
    expect(await ask(buyersOrder, { by, order })).toMatchObject(absent)
    expect(await ask(buyersOrder, { by, order, form: { do: 'cancel' } })).toMatchObject(absent)
  }
  expect(await statusOf(order)).toBe('awaiting_payment')
  expect(await ask(buyersOrder, { by: buyer, order: 'none' })).toMatchObject(absent)
})

test('the buyer’s page brings her own telephone by its ends', async () => {
  const order = await place(orderOf(stall, { buyerId: buyer }))
  const page = await ask(buyersOrder, { by: buyer, order })
  expect(page).toMatchObject({ order: { to: { phone: '138 **** 8000' } }, payOn: false, bank: null })
  expect(JSON.stringify(page)).not.toContain('13800138000')
})

test('she calls off what is not paid, and is told where it is paid already', async () => {
  const [unpaid, paid] = [
    await place(orderOf(stall, { buyerId: buyer })),
    await place(orderOf(stall, { buyerId: buyer })),
  ]
  await pay(paid)
  const cancel = (order: string) => ask(buyersOrder, { by: buyer, order, form: { do: 'cancel' } })
  expect(await cancel(unpaid)).toMatchObject({ data: { came: 'cancelled' } })
  expect(await cancel(paid)).toMatchObject({ data: { came: 'not-cancelled' }, init: { status: 409 } })
  expect([await statusOf(unpaid), await statusOf(paid)]).toEqual(['closing', 'paid'])
})

test('a seller of another shop finds neither the order nor a way to send it', async () => {
  const order = await place(orderOf(stall, { buyerId: buyer }))
  await pay(order)
  const other = await makeStall()
  for (const by of [other.sellerId, buyer]) {
    expect(await ask(sellersOrder, { by, order })).toMatchObject(absent)
    for (const form of [dispatch, refund])
      expect(await ask(sellersOrder, { by, order, form })).toMatchObject(absent)
  }
  expect(await statusOf(order)).toBe('paid')
  expect(await ask(sellersList, { by: buyer })).toMatchObject(absent)
  expect(await ask(sellersCounts, { by: buyer })).toMatchObject(absent)
})

test('her seller sends it, puts the number right, and gives the money back only when she is sure', async () => {
  const order = await place(orderOf(stall, { buyerId: buyer }))
  await pay(order)
  const by = stall.sellerId
  const send = (form: Record<string, string>) => ask(sellersOrder, { by, order, form })
  expect(await send({ ...dispatch, trackingNumber: '12' })).toMatchObject({
    data: { error: { trackingNumber: ['seller:dispatch.numberWrong'] } },
  })
  expect(await send(dispatch)).toMatchObject({ data: { came: 'dispatched' } })
  expect(await send({ ...dispatch, trackingNumber: 'SF1234567890123' })).toMatchObject({
    data: { came: 'changed' },
  })
  expect(await send({ do: 'refund', reason: '今天没出海' })).toMatchObject({
    data: { error: { sure: ['seller:refund.unsure'] }, initialValue: { reason: '今天没出海' } },
  })
  expect(await statusOf(order)).toBe('dispatched')
  expect(await send(refund)).toMatchObject({ data: { came: 'refunding' } })
  expect(await statusOf(order)).toBe('refunding')
})

test('her list says no more of a buyer than where to, and what is to be sent stands oldest first', async () => {
  const own = await makeStall()
  const placed: string[] = []
  for (const [place_, minute] of [1, 2].entries()) {
    const at = new Date(Date.now() - (60 - minute) * 60_000)
    placed[place_] = await place(orderOf(own, { buyerId: buyer }), at)
    await pay(placed[place_])
  }
  const list = await ask(sellersList, { by: own.sellerId })
  expect(list).toMatchObject({
    counts: { paid: 2 },
    page: { orders: placed.map((id) => ({ id, to: { place: '山东省 青岛市 城阳区' } })) },
    toPrepare: [{ title: '鲜活蛤蜊', grams: 5000, boxes: 2 }],
  })
  expect(JSON.stringify(list)).not.toMatch(/13800138000|12 号|张三/)
  const counts = (await ask(sellersCounts, { by: own.sellerId })) as Response
  expect(await counts.json()).toMatchObject({ paid: 2, refunds: 0 })
})
