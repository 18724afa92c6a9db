import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseForm } from '#app/kernel/forms.ts'
import { CouponForm } from './coupon-forms.ts'
import {
  bestClaim,
  couponState,
  discountOf,
  leavesSomething,
  ticketState,
  type CouponState,
  type UsableClaim,
} from './coupons.ts'

/** Few amounts and moments, so that coupons are often worth the same. */
const worths = fc
  .record({ amountFen: fc.integer({ min: 1, max: 40 }), thresholdFen: fc.integer({ min: 0, max: 60 }) })
  .filter(leavesSomething)
const anyClaims: fc.Arbitrary<UsableClaim[]> = fc.uniqueArray(
  fc
    .tuple(worths, fc.uuid(), fc.uuid(), fc.nat(3))
    .map(([worth, id, couponId, validUntil]) => ({ ...worth, id, couponId, validUntil })),
  { selector: ({ id }) => id, maxLength: 8 },
)
const anyGoods = fc.integer({ min: 1, max: 80 })

test('the best coupon takes off as much as any of them, and something is left to pay', () => {
  fc.assert(
    fc.property(anyClaims, anyGoods, (claims, goodsFen) => {
      const best = bestClaim(claims, goodsFen)
      const most = Math.max(0, ...claims.map((claim) => discountOf(claim, goodsFen)))
      expect(best?.discountFen ?? 0).toBe(most)
      expect(most).toBeLessThan(goodsFen)
      if (best === null) return
      expect(best.discountFen).toBe(best.claim.amountFen)
      expect(goodsFen).toBeGreaterThanOrEqual(best.claim.thresholdFen)
    }),
  )
})

test('of coupons that take off the same the one that ends first is used', () => {
  fc.assert(
    fc.property(anyClaims, anyGoods, (claims, goodsFen) => {
      const best = bestClaim(claims, goodsFen)
      if (best === null) return
      for (const claim of claims)
        if (discountOf(claim, goodsFen) === best.discountFen)
          expect(claim.validUntil).toBeGreaterThanOrEqual(best.claim.validUntil)
    }),
  )
})

test('the same coupon is best in whatever order they come', () => {
  const shuffled = anyClaims.chain((claims) =>
    fc.tuple(
      fc.constant(claims),
      fc.shuffledSubarray(claims, { minLength: claims.length, maxLength: claims.length }),
    ),
  )
  fc.assert(
    fc.property(shuffled, anyGoods, ([claims, others], goodsFen) => {
      expect(bestClaim(others, goodsFen)).toEqual(bestClaim(claims, goodsFen))
    }),
  )
})

test('who buys more never gets less off', () => {
  fc.assert(
    fc.property(anyClaims, anyGoods, fc.nat(40), (claims, goodsFen, more) => {
      const off = (fen: number) => bestClaim(claims, fen)?.discountFen ?? 0
      expect(off(goodsFen + more)).toBeGreaterThanOrEqual(off(goodsFen))
    }),
  )
})

test('a coupon counts from its threshold on, the very fen', () => {
  const coupon = { amountFen: 2000, thresholdFen: 9900 }
  expect(discountOf(coupon, 9899)).toBe(0)
  expect(discountOf(coupon, 9900)).toBe(2000)
  expect(discountOf({ amountFen: 2000, thresholdFen: 0 }, 2000)).toBe(0)
  expect(discountOf({ amountFen: 2000, thresholdFen: 0 }, 2001)).toBe(2000)
})

function submitted(fields: Record<string, string> = {}) {
  const usual = {
    amountFen: '20',
    thresholdFen: '99',
    total: '50',
    perPerson: '1',
    minutes: '60',
    hours: '24',
  }
  return parseForm(new URLSearchParams({ ...usual, ...fields }), CouponForm)
}

test('amounts are typed as people write them, in yuan', () => {
  const filled = submitted({ amountFen: '¥12.5', thresholdFen: '1,000', mustFollow: 'on' })
  if (filled.status !== 'success') throw new Error('nothing is wrong with it')
  expect(filled.value).toEqual({
    ...{ amountFen: 1250, thresholdFen: 100_000, total: 50, perPerson: 1, minutes: 60, hours: 24 },
    mustFollow: true,
  })
})

test('a threshold left empty is none, and who need not follow is asked for nothing', () => {
  const filled = submitted({ thresholdFen: '' })
  if (filled.status !== 'success') throw new Error('nothing is wrong with it')
  expect(filled.value).toMatchObject({ thresholdFen: 0, mustFollow: false })
})

test('what cannot be a coupon is refused at the field that is wrong', () => {
  const wrong: [Record<string, string>, string][] = [
    [{ amountFen: '二十' }, 'amountFen'],
    [{ amountFen: '' }, 'amountFen'],
    [{ amountFen: '0' }, 'amountFen'],
    [{ amountFen: '99' }, 'thresholdFen'],
    [{ thresholdFen: '-1' }, 'thresholdFen'],
    [{ total: '0' }, 'total'],
    [{ total: '1.5' }, 'total'],
    [{ perPerson: '11' }, 'perPerson'],
    [{ minutes: '0' }, 'minutes'],
    [{ hours: '10000' }, 'hours'],
  ]
  for (const [fields, name] of wrong) {
    const { error } = submitted(fields).reply()
    expect(Object.keys(error ?? {})).toEqual([name])
  }
})

const coupon = { total: 5, claimed: 0, opensAt: 100, closesAt: 200, stoppedAt: null }

test('a coupon is said to be what it is at that moment', () => {
  const cases: [Partial<Parameters<typeof couponState>[0]>, number, CouponState][] = [
    [{}, 99, 'coming'],
    [{}, 100, 'open'],
    [{}, 199, 'open'],
    [{}, 200, 'closed'],
    [{ claimed: 5 }, 150, 'gone'],
    [{ claimed: 5 }, 250, 'closed'],
    [{ stoppedAt: 120 }, 150, 'stopped'],
  ]
  for (const [changed, now, state] of cases) expect(couponState({ ...coupon, ...changed }, now)).toBe(state)
})

test('a ticket shows first whether she can claim it, then whether she has it', () => {
  const view = {
    ...coupon,
    ...{ id: '', shopId: '', amountFen: 1000, thresholdFen: 5900, perPerson: 2, mustFollow: false },
    validUntil: 300,
  }
  const state = (held: number, had: number, now: number, changed = {}) =>
    ticketState({ coupon: { ...view, ...changed }, held, had }, now)
  expect(state(0, 0, 150)).toBe('open')
  expect(state(1, 1, 150)).toBe('open')
  expect(state(1, 2, 150)).toBe('held')
  expect(state(1, 1, 250)).toBe('held')
  expect(state(1, 1, 150, { claimed: 5 })).toBe('held')
  expect(state(0, 2, 150)).toBe('used')
  expect(state(0, 0, 150, { claimed: 5 })).toBe('gone')
  expect(state(0, 0, 250)).toBe('closed')
})
