import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { makePerson, makeStall, orderOf, stockOf, type Stall } from '../orders/testing.server.ts'
import { placeOrder } from '../orders/place-order.server.ts'
import { changeStock, listMovements } from './stock.server.ts'

let stall: Stall

beforeEach(async () => {
  stall = await makeStall({ stock: 10 })
})

const change = (
  kind: 'received' | 'corrected',
  quantity: number,
  more: { key?: string; why?: string } = {},
) => changeStock({ variantId: stall.variantId, sellerId: stall.sellerId, kind, quantity, ...more })

test('boxes that come in are added, and the movement says so', async () => {
  expect(await change('received', 5, { why: '早潮' })).toEqual({ ok: true, value: { stock: 15 } })
  expect(await stockOf(stall.variantId)).toBe(15)
  expect(await listMovements(stall.productId)).toMatchObject([
    { kind: 'received', quantity: 5, why: '早潮', weightGrams: 2500, order: null },
    { kind: 'received', quantity: 10 },
  ])
})

test('what she has counted is the stock: the movement is the difference', async () => {
  expect(await change('corrected', 7)).toEqual({ ok: true, value: { stock: 7 } })
  expect((await listMovements(stall.productId))[0]).toMatchObject({ kind: 'corrected', quantity: -3 })
  expect(await change('corrected', 0)).toEqual({ ok: true, value: { stock: 0 } })
  expect(await stockOf(stall.variantId)).toBe(0)
})

test('what changes nothing, or more than anybody has, is refused and leaves no trace', async () => {
  expect(await change('corrected', 10)).toEqual({ ok: false, reason: 'nothing' })
  expect(await change('received', 0)).toEqual({ ok: false, reason: 'nothing' })
  expect(await change('received', 100_000)).toEqual({ ok: false, reason: 'too-much' })
  expect(await listMovements(stall.productId)).toHaveLength(1)
  expect(
    await database().auditEvent.count({
      where: { action: 'stock.change', subject: `variant:${stall.variantId}` },
    }),
  ).toBe(0)
})

test('sent again, also at the same moment, boxes come in once', async () => {
  const key = randomUUID()
  const answers = await Promise.all([1, 2, 3].map(() => change('received', 5, { key })))
  expect(answers).toEqual([1, 2, 3].map(() => ({ ok: true, value: { stock: 15 } })))
  expect(await stockOf(stall.variantId)).toBe(15)
  const other = await makeStall()
  const foreign = {
    variantId: other.variantId,
    sellerId: other.sellerId,
    kind: 'received',
    quantity: 1,
  } as const
  expect(await changeStock({ ...foreign, key })).toEqual({ ok: false, reason: 'absent' })
})

test('nobody changes another seller’s stock, nor that of a weight no longer sold', async () => {
  const stranger = await makePerson()
  const asked = { variantId: stall.variantId, kind: 'received', quantity: 1 } as const
  expect(await changeStock({ ...asked, sellerId: stranger })).toEqual({ ok: false, reason: 'absent' })
  await database().variant.update({ where: { id: stall.variantId }, data: { retired: true } })
  expect(await change('received', 1)).toEqual({ ok: false, reason: 'absent' })
})

test('boxes that come in while others are ordered are all accounted for', async () => {
  const buyerId = await makePerson('买家')
  await Promise.all([
    ...Array.from({ length: 5 }, () => placeOrder(orderOf(stall, { buyerId }))),
    ...Array.from({ length: 5 }, () => change('received', 2)),
  ])
  expect(await stockOf(stall.variantId)).toBe(15)
})

test('what was bought and not sent is counted with the rest: counting sells nothing twice', async () => {
  const placed = await placeOrder(orderOf(stall, { buyerId: await makePerson(), quantity: 3 }))
  expect(placed.ok).toBe(true)
  expect(await stockOf(stall.variantId)).toBe(7)
  // All ten stand on the quay: nothing has changed.
  expect(await change('corrected', 10)).toEqual({ ok: false, reason: 'nothing' })
  expect(await change('corrected', 2)).toEqual({ ok: false, reason: 'less-than-ordered' })
  expect(await change('corrected', 8)).toEqual({ ok: true, value: { stock: 5 } })
})
