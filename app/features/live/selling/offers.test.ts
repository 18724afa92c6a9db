import { expect, test } from 'vitest'
import type { CouponView, PinView } from '../timeline/timeline.ts'
import { countsOfOffers, entriesOfOffers, leftOf, noOffers } from './offers.ts'

const ids = ['a', 'b'].map((one) => `01890000-0000-7000-8000-00000000000${one}`)
const [clam = '', coupon = ''] = ids

function pin(seq: number, title: string | null): PinView {
  const product = { id: clam, title: title ?? '', picture: null, priceFen: 6400, weightGrams: 2500 }
  return {
    kind: 'pin',
    seq,
    at: seq,
    product: title === null ? null : { ...product, variant: null, caught: '' },
  }
}

function drop(seq: number, id = coupon): CouponView {
  const amounts = { amountFen: 1000, thresholdFen: 5900, total: 5, closesAt: 9e12 }
  return { kind: 'coupon', seq, at: seq, coupon: { id, mustFollow: true, ...amounts } }
}

test('the latest pin holds, in whatever order and however often entries come', () => {
  const one = entriesOfOffers(noOffers, [pin(5, '海蛎子')])
  expect(entriesOfOffers(one, [pin(3, '蛤蜊'), pin(5, '海蛎子')]).pinned?.seq).toBe(5)
  expect(entriesOfOffers(one, [pin(8, null)]).pinned).toMatchObject({ seq: 8, product: null })
})

test('a coupon that comes twice hangs once', () => {
  const twice = entriesOfOffers(entriesOfOffers(noOffers, [drop(2)]), [drop(2)])
  expect(twice.coupons).toHaveLength(1)
})

test('one that is all given out stays and says so; one that is closed goes', () => {
  const offers = entriesOfOffers(noOffers, [drop(2), pin(3, '蛤蜊')])
  const out = countsOfOffers(offers, {
    coupons: [{ id: coupon, left: 0 }],
    products: [{ id: clam, stock: 7 }],
  })
  expect([out.coupons.length, leftOf(out, coupon), leftOf(out, clam)]).toEqual([1, 0, 7])
  expect(countsOfOffers(out, { coupons: [{ id: coupon, left: null }], products: [] }).coupons).toEqual([])
})

test('what was not counted yet is unknown, not nothing', () => {
  expect(leftOf(entriesOfOffers(noOffers, [drop(2)]), coupon)).toBeUndefined()
})
