import { expect, test } from 'vitest'
import type { ShelfItem } from '#app/features/shop/index.ts'
import { amounts, thresholdsAbove, wishOf } from './coupon-presets.ts'
import { failureOf, nextOnShelf } from './desk-view.ts'
import { CouponWish } from '../coupon-wish.ts'

const item = (id: string, stock = 5) => ({ id, stock }) as ShelfItem
const shelf = [item('clam'), item('oyster', 0), item('shrimp')]

test('the next one follows on the shelf, sold-out ones are passed over, and after the last comes the first', () => {
  expect(nextOnShelf(shelf, 'clam')?.id).toBe('shrimp')
  expect(nextOnShelf(shelf, 'shrimp')?.id).toBe('clam')
})

test('where nothing is on show the first is next; one product alone has no next', () => {
  expect(nextOnShelf(shelf, null)?.id).toBe('clam')
  expect(nextOnShelf([item('clam')], 'clam')).toBeNull()
  expect(nextOnShelf([], null)).toBeNull()
})

test('every coupon that her sheet offers is one that the wire takes, and leaves something to pay', () => {
  for (const amount of amounts)
    for (const threshold of thresholdsAbove(amount)) {
      const wish = wishOf({ amount, threshold, total: '50', minutes: '10', mustFollow: true })
      expect(CouponWish.safeParse(wish).success).toBe(true)
      expect(wish.thresholdFen === 0 || wish.thresholdFen > wish.amountFen).toBe(true)
    }
})

test('a reason that has no words of its own is told as a failure', () => {
  expect(failureOf('not-on-sale')).toBe('not-on-sale')
  expect(failureOf('bad-input')).toBe('failed')
})
