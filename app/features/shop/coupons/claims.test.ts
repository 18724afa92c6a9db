import { randomUUID } from 'node:crypto'
import { afterEach, expect, test, vi } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { log } from '#app/kernel/log.server.ts'
import { follow, isFollowing, unfollow } from '#app/features/identity/index.server.ts'
import { makePerson, makeStall } from '../orders/testing.server.ts'
import { claimQueue } from './claim-queue.server.ts'
import { claimCoupon } from './claims.server.ts'
import { stopCoupon } from './coupons.server.ts'
import { grantClaims } from './grant-claims.server.ts'
import { claim, claimedOf, makeCoupon, makePeople } from './testing.server.ts'

const uuid = /^[0-9a-f-]{36}$/

afterEach(() => {
  claimQueue().commit = grantClaims
})

/** Counts the batches that are committed from here on. */
function countBatches(): number[] {
  const sizes: number[] = []
  claimQueue().commit = (claims) => {
    sizes.push(claims.length)
    return grantClaims(claims)
  }
  return sizes
}

test('of two hundred who press at once fifty get one of fifty coupons, and the others hear that all are gone', async () => {
  const coupon = await makeCoupon(await makeStall(), { total: 50 })
  const sizes = countBatches()
  const answers = await Promise.all((await makePeople(200)).map((person) => claim(coupon.id, person)))
  expect(answers.filter((answer) => uuid.test(answer))).toHaveLength(50)
  expect(answers.filter((answer) => answer === 'all-gone')).toHaveLength(150)
  expect(new Set(answers).size).toBe(51)
  expect(await claimedOf(coupon.id)).toBe(50)
  expect(sizes).toEqual([200])
})

test('whoever pressed first gets it', async () => {
  const coupon = await makeCoupon(await makeStall(), { total: 3 })
  const people = await makePeople(5)
  const answers = await Promise.all(people.map((person) => claim(coupon.id, person)))
  expect(answers.map((answer) => uuid.test(answer))).toEqual([true, true, true, false, false])
})

test('the answer says until when it is good and how many are left', async () => {
  const coupon = await makeCoupon(await makeStall(), { total: 5 })
  const [one = '', other = ''] = await makePeople(2)
  const first = await claimCoupon({ couponId: coupon.id, personId: one, key: randomUUID() })
  expect(first).toMatchObject({ ok: true, value: { validUntil: coupon.validUntil, left: 4 } })
  const second = await claimCoupon({ couponId: coupon.id, personId: other, key: randomUUID() })
  expect(second).toMatchObject({ ok: true, value: { left: 3 } })
})

test('a press that is sent again, at the same moment or later, is the same claim', async () => {
  const coupon = await makeCoupon(await makeStall(), { perPerson: 3 })
  const [person = ''] = await makePeople(1)
  const key = randomUUID()
  const atOnce = await Promise.all([1, 2, 3].map(() => claim(coupon.id, person, { key })))
  const later = await claim(coupon.id, person, { key })
  expect(new Set([...atOnce, later]).size).toBe(1)
  expect(later).toMatch(uuid)
  expect(await claimedOf(coupon.id)).toBe(1)
})

test('a claim that stands twice in one batch is one claim', async () => {
  const coupon = await makeCoupon(await makeStall(), { perPerson: 3 })
  const [personId = ''] = await makePeople(1)
  const one = { couponId: coupon.id, personId, key: randomUUID(), at: new Date() }
  const [first, second] = await grantClaims([one, one])
  expect(first).toEqual(second)
  expect(first).toMatchObject({ kind: 'granted', left: 49 })
  expect(await claimedOf(coupon.id)).toBe(1)
})

test('what was claimed is answered again after all are gone, after its time and after it was stopped', async () => {
  const stall = await makeStall()
  const coupon = await makeCoupon(stall, { total: 1 })
  const [person = ''] = await makePeople(1)
  const key = randomUUID()
  const first = await claim(coupon.id, person, { key })
  expect(await claim(coupon.id, person, { key })).toBe(first)
  await stopCoupon({ couponId: coupon.id, sellerId: stall.sellerId })
  expect(await claim(coupon.id, person, { key, now: new Date(coupon.closesAt + 1) })).toBe(first)
})

test('two coupons of two shops in one batch are counted apart', async () => {
  const one = await makeCoupon(await makeStall(), { total: 2 })
  const other = await makeCoupon(await makeStall(), { total: 3 })
  const people = await makePeople(10)
  const sizes = countBatches()
  const answers = await Promise.all(
    people.map((person, place) => claim(place % 2 === 0 ? one.id : other.id, person)),
  )
  expect(answers.filter((answer) => uuid.test(answer))).toHaveLength(5)
  expect([await claimedOf(one.id), await claimedOf(other.id)]).toEqual([2, 3])
  expect(sizes).toEqual([10])
})

test('nobody gets more than one person may have, pressed at once or one after the other', async () => {
  const coupon = await makeCoupon(await makeStall(), { perPerson: 2 })
  const [person = ''] = await makePeople(1)
  const atOnce = await Promise.all([1, 2, 3, 4].map(() => claim(coupon.id, person)))
  expect(atOnce.map((answer) => (uuid.test(answer) ? 'got' : answer))).toEqual([
    'got',
    'got',
    'had-it',
    'had-it',
  ])
  expect(await claim(coupon.id, person)).toBe('had-it')
  expect(await claimedOf(coupon.id)).toBe(2)
})

test('whoever has none hears that all are gone, however often she pressed', async () => {
  const coupon = await makeCoupon(await makeStall(), { total: 1 })
  const [first = '', late = ''] = await makePeople(2)
  const answers = await Promise.all([first, late, late, first].map((person) => claim(coupon.id, person)))
  expect(answers.slice(1)).toEqual(['all-gone', 'all-gone', 'had-it'])
})

test('it is given out from its opening until just before its end, by the moment of the press', async () => {
  const coupon = await makeCoupon(await makeStall())
  const people = await makePeople(4)
  const { opensAt, closesAt } = coupon
  const moments = [opensAt - 1, opensAt, closesAt - 1, closesAt]
  const answers = await Promise.all(
    people.map((person, place) => claim(coupon.id, person, { now: new Date(moments[place] ?? 0) })),
  )
  expect(answers.map((answer) => (uuid.test(answer) ? 'got' : answer))).toEqual([
    'coming',
    'got',
    'got',
    'closed',
  ])
})

test('one that its seller stopped is given out no more', async () => {
  const stall = await makeStall()
  const coupon = await makeCoupon(stall)
  const [person = ''] = await makePeople(1)
  await stopCoupon({ couponId: coupon.id, sellerId: stall.sellerId })
  expect(await claim(coupon.id, person)).toBe('stopped')
})

test('a seller does not claim of her own shop, and nobody claims what does not exist', async () => {
  const stall = await makeStall()
  const coupon = await makeCoupon(stall, { mustFollow: true })
  expect(await claim(coupon.id, stall.sellerId)).toBe('own-shop')
  expect(await claim(randomUUID(), stall.sellerId)).toBe('unknown')
  expect(await claimedOf(coupon.id)).toBe(0)
})

test('whoever claims a coupon for followers follows its seller by the same press, also who had left her', async () => {
  const stall = await makeStall()
  const coupon = await makeCoupon(stall, { total: 2, mustFollow: true })
  const [stranger = '', returning = '', late = ''] = await makePeople(3)
  const followedId = stall.sellerId
  await follow({ followerId: returning, followedId })
  await unfollow({ followerId: returning, followedId })
  await Promise.all([stranger, returning, late].map((person) => claim(coupon.id, person)))
  const following = await Promise.all(
    [stranger, returning, late].map((followerId) => isFollowing({ followerId, followedId })),
  )
  expect(following).toEqual([true, true, false])
})

test('a coupon for everyone makes nobody a follower, and who follows already goes on as before', async () => {
  const stall = await makeStall()
  const [stranger = '', fan = ''] = await makePeople(2)
  const followedId = stall.sellerId
  const since = new Date('2026-01-01T00:00:00Z')
  await follow({ followerId: fan, followedId }, since)
  await claim((await makeCoupon(stall)).id, stranger)
  await claim((await makeCoupon(stall, { mustFollow: true })).id, fan)
  expect(await isFollowing({ followerId: stranger, followedId })).toBe(false)
  const row = await database().follow.findFirstOrThrow({ where: { followerId: fan, followedId } })
  expect(row.since).toEqual(since)
})

test('a batch that cannot be committed is never a yes; pressed again, it is decided', async () => {
  const warned = vi.spyOn(log, 'warn').mockImplementation(() => undefined)
  const coupon = await makeCoupon(await makeStall())
  const person = await makePerson()
  claimQueue().commit = () => Promise.reject(new Error('the database is away'))
  expect(await claim(coupon.id, person)).toBe('failed')
  expect(warned).toHaveBeenCalledOnce()
  claimQueue().commit = grantClaims
  expect(await claim(coupon.id, person)).toMatch(uuid)
})

test('one whose answer was lost after the commit gets her claim by pressing again', async () => {
  vi.spyOn(log, 'warn').mockImplementation(() => undefined)
  const coupon = await makeCoupon(await makeStall())
  const person = await makePerson()
  const key = randomUUID()
  claimQueue().commit = async (claims) => {
    await grantClaims(claims)
    throw new Error('the line to the database broke')
  }
  expect(await claim(coupon.id, person, { key })).toBe('failed')
  claimQueue().commit = grantClaims
  expect(await claim(coupon.id, person, { key })).toMatch(uuid)
  expect(await claimedOf(coupon.id)).toBe(1)
})

test('processes that grant the same coupons to the same people at once give out neither too many nor twice', async () => {
  const stall = await makeStall()
  const coupons = [
    await makeCoupon(stall, { total: 20, mustFollow: true }),
    await makeCoupon(stall, { total: 30 }),
  ]
  const people = await makePeople(40)
  const presses = coupons.flatMap(({ id: couponId }) =>
    people.map((personId) => ({ couponId, personId, key: randomUUID(), at: new Date() })),
  )
  const processes = [presses, presses.toReversed(), presses, presses.toReversed()]
  const answers = await Promise.all(processes.map(grantClaims))
  expect(await Promise.all(coupons.map(({ id }) => claimedOf(id)))).toEqual([20, 30])
  for (const press of presses) {
    const told = processes.map((claims, process) => answers[process]?.[claims.indexOf(press)])
    const ids = told.flatMap((answer) => (answer?.kind === 'granted' ? [answer.claimId] : []))
    expect(new Set(ids).size).toBeLessThanOrEqual(1)
    expect([0, 4]).toContain(ids.length)
  }
})
