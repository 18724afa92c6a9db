import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { makePerson, makeStall } from '../orders/testing.server.ts'
import { dropCoupon, listShopCoupons, stopCoupon } from './coupons.server.ts'
import { findTicket, listShopTickets } from './tickets.server.ts'
import { claim, makeCoupon, makePeople } from './testing.server.ts'

const worth = { amountFen: 2000, thresholdFen: 9900, total: 50, minutes: 60, mustFollow: false }

test('a coupon dropped twice under one key is one coupon, on the record once', async () => {
  const { shopId, sellerId } = await makeStall()
  const coupon = { ...worth, shopId, by: sellerId, key: randomUUID() }
  const first = await dropCoupon(coupon)
  const again = await dropCoupon({ ...coupon, amountFen: 500 })
  expect(again).toEqual(first)
  expect(await database().coupon.count({ where: { shopId } })).toBe(1)
  expect(
    await database().auditEvent.count({ where: { action: 'coupon.drop', actorPersonId: sellerId } }),
  ).toBe(1)
})

test('pressed twice at the same moment it is one coupon', async () => {
  const { shopId, sellerId } = await makeStall()
  const coupon = { ...worth, shopId, by: sellerId, key: randomUUID() }
  const dropped = await Promise.all([dropCoupon(coupon), dropCoupon(coupon), dropCoupon(coupon)])
  expect(new Set(dropped.map((one) => (one.ok ? one.value.id : one.reason))).size).toBe(1)
  expect(await database().coupon.count({ where: { shopId } })).toBe(1)
})

test('it is given out from now on for as long as she said, and good for a while after', async () => {
  const { shopId, sellerId } = await makeStall()
  const now = new Date('2026-10-21T02:00:00Z')
  const dropped = await dropCoupon({ ...worth, hours: 24, shopId, by: sellerId, key: randomUUID() }, now)
  const closesAt = now.getTime() + 3_600_000
  expect(dropped).toMatchObject({
    value: { opensAt: now.getTime(), closesAt, validUntil: closesAt + 86_400_000, claimed: 0, perPerson: 1 },
  })
})

test('a coupon that would make something cost nothing is not dropped', async () => {
  const { shopId, sellerId } = await makeStall()
  const coupon = { ...worth, thresholdFen: 2000, shopId, by: sellerId, key: randomUUID() }
  expect(await dropCoupon(coupon)).toEqual({ ok: false, reason: 'threshold-too-low' })
})

test('only its seller stops it, and stopping it twice is stopping it once', async () => {
  const stall = await makeStall()
  const { id: couponId } = await makeCoupon(stall)
  const stranger = await makePerson()
  expect(await stopCoupon({ couponId, sellerId: stranger })).toEqual({ ok: false, reason: 'not-found' })
  expect(await stopCoupon({ couponId: randomUUID(), sellerId: stranger })).toMatchObject({ ok: false })
  expect(await stopCoupon({ couponId, sellerId: stall.sellerId }, new Date(1000))).toMatchObject({ ok: true })
  expect(await stopCoupon({ couponId, sellerId: stall.sellerId }, new Date(2000))).toMatchObject({ ok: true })
  const { stoppedAt } = await database().coupon.findUniqueOrThrow({ where: { id: couponId } })
  expect(stoppedAt).toEqual(new Date(1000))
})

test('her list says how many of each were claimed and used, the newest first, a page at a time', async () => {
  const stall = await makeStall()
  for (let count = 0; count < 21; count += 1) await makeCoupon(stall, {}, new Date(count * 1000))
  const newest = await makeCoupon(stall, { perPerson: 2 })
  const [person = ''] = await makePeople(1)
  const used = await claim(newest.id, person)
  await claim(newest.id, person)
  await database().claim.update({
    where: { id: used },
    data: { status: 'redeemed', orderId: randomUUID(), redeemedAt: new Date() },
  })
  const first = await listShopCoupons({ shopId: stall.shopId, page: 0 })
  expect(first.coupons).toHaveLength(20)
  expect(first.more).toBe(true)
  expect(first.coupons[0]).toMatchObject({ id: newest.id, claimed: 2, used: 1 })
  expect(await listShopCoupons({ shopId: stall.shopId, page: 1 })).toMatchObject({
    coupons: [{}, {}],
    more: false,
  })
})

test('a ticket says what it is to whoever looks: a stranger, who has it, its seller', async () => {
  const stall = await makeStall()
  const coupon = await makeCoupon(stall, { mustFollow: true })
  const [person = ''] = await makePeople(1)
  await claim(coupon.id, person)
  expect(await findTicket(coupon.id, null)).toMatchObject({ held: 0, had: 0, own: false, follows: false })
  expect(await findTicket(coupon.id, person)).toMatchObject({ held: 1, had: 1, own: false, follows: true })
  expect(await findTicket(coupon.id, stall.sellerId)).toMatchObject({ had: 0, own: true })
  expect(await findTicket(randomUUID(), person)).toBeNull()
  expect(await findTicket('no-id', person)).toBeNull()
})

test('a shop shows what is given out now, and what she has in hand beside it', async () => {
  const stall = await makeStall()
  const given = await makeCoupon(stall)
  const stopped = await makeCoupon(stall)
  const gone = await makeCoupon(stall, { total: 1 })
  const [holder = '', stranger = ''] = await makePeople(2)
  await claim(stopped.id, holder)
  await claim(gone.id, holder)
  await stopCoupon({ couponId: stopped.id, sellerId: stall.sellerId })
  const shown = async (personId: string | null) =>
    new Set((await listShopTickets({ shopId: stall.shopId, personId })).map(({ coupon }) => coupon.id))
  expect(await shown(null)).toEqual(new Set([given.id]))
  expect(await shown(stranger)).toEqual(new Set([given.id]))
  expect(await shown(holder)).toEqual(new Set([given.id, stopped.id, gone.id]))
})
