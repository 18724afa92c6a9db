import { expect, test } from 'vitest'
import { afterStep, BuyForm, clampBoxes } from './buy.ts'

const form = BuyForm.parse({
  key: '0198d000-0000-7000-8000-000000000000',
  quantity: '2',
  shown: '10800',
  to: 'last',
  wish: '周六送',
})

test('a box more or less stays within what can be had, and at least one', () => {
  expect(afterStep({ ...form, step: 'more' }, 3).quantity).toBe(3)
  expect(afterStep({ ...form, step: 'more' }, 2).quantity).toBe(2)
  expect(afterStep({ ...form, step: 'less' }, 3).quantity).toBe(1)
  expect(afterStep({ ...form, step: 'less', quantity: 1 }, 3).quantity).toBe(1)
  expect(clampBoxes(5, 0)).toBe(1)
})

test('what is ordered is never another number of boxes than she saw', () => {
  expect(afterStep({ ...form, step: 'place', quantity: 5 }, 3).quantity).toBe(5)
})

test('the Enter key orders nothing', () => {
  expect(form.step).toBe('look')
  expect(afterStep(form, 9)).toEqual(form)
})

test('changing the address or the coupon keeps all else that was typed', () => {
  expect(afterStep({ ...form, step: 'change' }, 9)).toEqual({ ...form, step: 'change', to: 'new' })
  expect(afterStep({ ...form, step: 'no-coupon' }, 9)).toEqual({ ...form, step: 'no-coupon', coupon: 'none' })
})
