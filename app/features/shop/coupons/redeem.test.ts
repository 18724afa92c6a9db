import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { makeStall, type Stall } from '../orders/testing.server.ts'
import { findUsableClaims, giveBackClaim, listMyClaims, redeemClaim } from './claims.server.ts'
import type { CouponView } from './coupons.ts'
import { claim, makeCoupon, makePeople } from './testing.server.ts'

interface Held {
  stall: Stall
  coupon: CouponView
  personId: string
  claimId: string
}

/** Somebody who has claimed a coupon of ¥10 from ¥59 on. */
async function holdCoupon(told: Parameters<typeof makeCoupon>[1] = {}): Promise<Held> {
  const stall = await makeStall()
  const coupon = await makeCoupon(stall, told)
  const [personId = ''] = await makePeople(1)
  return { stall, coupon, personId, claimId: await claim(coupon.id, personId) }
}

/** Redeems for an order of ¥60, unless told otherwise. */
function use(
  { claimId, personId, stall }: Held,
  told: Partial<Parameters<typeof redeemClaim>[1]> = {},
): Promise<number | null> {
  const order = { claimId, personId, shopId: stall.shopId, goodsFen: 6000, orderId: randomUUID() }
  return database().$transaction((tx) => redeemClaim(tx, { ...order, now: new Date(), ...told }))
}

test('a coupon is used once, by one order, however many reach for it', async () => {
  const held = await holdCoupon()
  const used = await Promise.all(Array.from({ length: 8 }, () => use(held)))
  expect(used.filter((discount) => discount === 1000)).toHaveLength(1)
  expect(used.filter((discount) => discount === null)).toHaveLength(7)
})

test('it is refused to another person, at another shop, below its threshold and after its time', async () => {
  const held = await holdCoupon()
  const [other = ''] = await makePeople(1)
  const { shopId } = await makeStall()
  expect(await use(held, { personId: other })).toBeNull()
  expect(await use(held, { shopId })).toBeNull()
  expect(await use(held, { goodsFen: 5899 })).toBeNull()
  expect(await use(held, { now: new Date(held.coupon.validUntil) })).toBeNull()
  expect(await use(held, { claimId: randomUUID() })).toBeNull()
  expect(await use(held, { goodsFen: 5900, now: new Date(held.coupon.validUntil - 1) })).toBe(1000)
})

test('without a threshold it never makes something cost nothing', async () => {
  const held = await holdCoupon({ thresholdFen: 0 })
  expect(await use(held, { goodsFen: 1000 })).toBeNull()
  expect(await use(held, { goodsFen: 1001 })).toBe(1000)
})

test('what an order used comes back with it, once, and can be used by another', async () => {
  const held = await holdCoupon()
  const orderId = randomUUID()
  await use(held, { orderId })
  await database().$transaction((tx) => giveBackClaim(tx, { orderId: randomUUID() }))
  expect(await usable(held)).toEqual([])
  await database().$transaction((tx) => giveBackClaim(tx, { orderId }))
  await database().$transaction((tx) => giveBackClaim(tx, { orderId }))
  expect(await usable(held)).toEqual([held.claimId])
  expect(await use(held)).toBe(1000)
})

test('an order that is undone leaves the coupon in her hand', async () => {
  const held = await holdCoupon()
  const order = { ...held, shopId: held.stall.shopId, goodsFen: 6000, orderId: randomUUID(), now: new Date() }
  const undone = database().$transaction(async (tx) => {
    expect(await redeemClaim(tx, order)).toBe(1000)
    throw new Error('the order came to nothing')
  })
  await expect(undone).rejects.toThrow('came to nothing')
  expect(await usable(held)).toEqual([held.claimId])
})

async function usable({ personId, stall }: Held, now = new Date()): Promise<string[]> {
  return (await findUsableClaims({ personId, shopId: stall.shopId, now })).map(({ id }) => id)
}

test('each of her coupons lies on one shelf: usable, used or out of time', async () => {
  const held = await holdCoupon()
  const on = async (now?: Date) => {
    const shelves = (['usable', 'used', 'ended'] as const).map((shelf) =>
      listMyClaims({ personId: held.personId, shelf, page: 0 }, now),
    )
    return (await Promise.all(shelves)).map(({ claims }) => claims.length)
  }
  expect(await on()).toEqual([1, 0, 0])
  expect(await on(new Date(held.coupon.validUntil))).toEqual([0, 0, 1])
  await use(held)
  expect(await on()).toEqual([0, 1, 0])
  expect(await on(new Date(held.coupon.validUntil))).toEqual([0, 1, 0])
})
