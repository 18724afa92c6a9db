import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { signedInCookie } from '#app/features/identity/testing.server.ts'
import { createRoom, mediaHooks } from '#app/features/live/index.server.ts'
import type { BuyReply } from '#app/features/shop/orders/buy.ts'
import {
  makePerson,
  makeStall,
  orderOf,
  place,
  stockOf,
  type Stall,
} from '#app/features/shop/orders/testing.server.ts'
import { database } from '#app/kernel/database.server.ts'
import { action, loader } from './buy.$variant.tsx'

const context = { cspNonce: '', clientAddress: '127.0.0.1' }
let stall: Stall
let buyer: string
let cookie: string

beforeEach(async () => {
  stall = await makeStall({ stock: 5, mostAtOnce: 4 })
  buyer = await makePerson()
  cookie = await signedInCookie(buyer)
})

/** What the route answers, thrown or returned, at the page's address with this query. */
async function ask(
  form: Record<string, string> | null,
  { query = '', variant = stall.variantId, by = cookie } = {},
): Promise<unknown> {
  const headers = { 'Sec-Fetch-Site': 'same-origin', ...(by === '' ? {} : { Cookie: by }) }
  const request = new Request(`http://localhost/buy/${variant}${query}`, {
    headers,
    ...(form === null ? {} : { method: 'POST', body: new URLSearchParams(form) }),
  })
  const call = { request, params: { variant }, context } as LoaderFunctionArgs & ActionFunctionArgs
  try {
    return await (form === null ? loader(call) : action(call))
  } catch (error) {
    if (error instanceof Response) return error
    throw error
  }
}

const address = { recipient: '李桂兰', phone: '13800138000', division: '370214', detail: '正阳路 88 号' }

/** What the page sends for so many boxes. */
function formOf({ quantity = 1, ...more }: { quantity?: number } & Record<string, string | number> = {}) {
  const typed = {
    ...{ step: 'place', key: randomUUID(), quantity, shown: stall.priceFen * quantity + stall.freightFen },
    ...{ to: 'new', ...address, wish: '周六送', ...more },
  }
  return Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, String(value)]))
}

/** A refused form's answer, and how many orders there are. */
async function refusedBy(form: Record<string, string>): Promise<BuyReply> {
  const before = await countOrders()
  const answer = (await ask(form)) as { data: BuyReply; init: ResponseInit }
  expect(answer.init.status).toBe(409)
  expect(await countOrders()).toBe(before)
  return answer.data
}

function countOrders(): Promise<number> {
  return database().order.count({ where: { buyerId: buyer } })
}

describe('who comes to buy', () => {
  test('is sent to sign in, and back with all that the address says', async () => {
    const answer = (await ask(null, { query: '?quantity=2&room=harbour', by: '' })) as Response
    const back = new URL(answer.headers.get('Location') ?? '', 'http://localhost').searchParams.get('back')
    expect(back).toBe(`/buy/${stall.variantId}?quantity=2&room=harbour`)
  })

  test('finds nothing under what is no variant', async () => {
    for (const variant of [randomUUID(), 'clams'])
      expect(await ask(null, { variant })).toMatchObject({ status: 404 })
  })

  test('is shown what can be had, where an old link asks for more', async () => {
    expect(await ask(null, { query: '?quantity=50' })).toMatchObject({
      view: { quote: { quantity: 4, objection: null }, most: 4, last: null },
    })
  })
})

describe('ordering', () => {
  test('leads to the order, and sent twice at once is one order', async () => {
    const form = formOf({ quantity: 2 })
    const answers = (await Promise.all([ask(form), ask(form)])) as Response[]
    const [order] = await database().order.findMany({ where: { buyerId: buyer } })
    expect(await countOrders()).toBe(1)
    // Without a key of Stripe's nothing is paid online: the order's own page says so.
    expect(answers.map(({ headers }) => headers.get('Location'))).toEqual(
      Array.from({ length: 2 }, () => `/orders/${order?.id}`),
    )
    expect(order).toMatchObject({ wish: '周六送', divisionCode: '370214', broadcastId: null })
    expect(await stockOf(stall.variantId)).toBe(3)
  })

  test('an address that is none yet is said field by field, and all that was typed stays', async () => {
    const reply = await refusedBy(formOf({ phone: '12', division: '', detail: '' }))
    expect(Object.keys(reply.error ?? {}).sort()).toEqual(['', 'detail', 'division', 'phone'])
    expect(reply.error?.['division']).toEqual(['orders:buy.refusals.unknown-division'])
    expect(reply.initialValue).toMatchObject({ recipient: '李桂兰', phone: '12', wish: '周六送' })
    expect(reply.view?.quote.totalFen).toBe(stall.priceFen + stall.freightFen)
  })

  test('at another price nothing is ordered, and the new total is asked about', async () => {
    const form = formOf()
    await database().variant.update({ where: { id: stall.variantId }, data: { priceFen: 7000 } })
    const reply = await refusedBy(form)
    expect(reply.error?.['']).toEqual(['orders:buy.refusals.price-changed|{"total":82}'])
    expect(reply.view?.quote.totalFen).toBe(8200)
    // Agreed to, the same page orders.
    expect(await ask({ ...form, shown: '8200' })).toBeInstanceOf(Response)
  })

  test('of what another took meanwhile, so many are offered as are left', async () => {
    const form = formOf({ quantity: 4 })
    await place(orderOf(stall, { buyerId: await makePerson(), quantity: 3 }))
    const reply = await refusedBy(form)
    expect(reply.error?.['']).toEqual(['orders:buy.refusals.sold-out-left|{"boxes":2}'])
    expect(reply.initialValue).toMatchObject({ quantity: 2, key: form['key'] })
  })

  test('her last address is used as the page showed it, or asked about again', async () => {
    await ask(formOf())
    const last = await database().address.findFirstOrThrow({ where: { personId: buyer } })
    const toLast = { ...formOf(), to: 'last', recipient: '', phone: '', division: '', detail: '' }
    const reply = await refusedBy({ ...toLast, last: randomUUID() })
    expect(reply.error?.['']).toEqual(['orders:buy.refusals.address-changed'])
    expect(reply.view?.last).toMatchObject({ recipient: '李桂兰', phone: '138 **** 8000' })
    await ask({ ...toLast, last: last.id })
    expect(await countOrders()).toBe(2)
  })

  test('the seller’s own goods are not for her', async () => {
    const by = await signedInCookie(stall.sellerId)
    expect(await ask(null, { by })).toMatchObject({ view: { quote: { objection: 'own-goods' } } })
    expect(await ask(formOf(), { by })).toMatchObject({ init: { status: 409 } })
  })
})

test('every other button shows the page anew and orders nothing', async () => {
  const answer = (await ask({ ...formOf({ quantity: 2 }), step: 'more' })) as BuyReply
  expect(answer.view?.quote.quantity).toBe(3)
  expect(answer.initialValue).toMatchObject({ quantity: 3, recipient: '李桂兰' })
  expect(await countOrders()).toBe(0)
})

test('an order belongs to the broadcast of its seller’s own room, and to nobody else’s', async () => {
  const actor = { kind: 'system', name: 'test' } as const
  const made = [
    { slug: 'hers', hostId: stall.sellerId },
    { slug: 'others', hostId: await makePerson() },
  ]
  const broadcasts: string[] = []
  for (const { slug, hostId } of made) {
    await createRoom({ slug, title: slug, place: '红岛', hostId }, { actor })
    broadcasts.push((await mediaHooks.openBroadcast({ channel: slug, at: Date.now() })).recording)
  }
  for (const room of ['hers', 'others', 'nowhere']) await ask(formOf(), { query: `?room=${room}` })
  const orders = await database().order.findMany({ where: { buyerId: buyer }, orderBy: { placedAt: 'asc' } })
  expect(orders.map(({ broadcastId }) => broadcastId)).toEqual([broadcasts[0], null, null])
})
