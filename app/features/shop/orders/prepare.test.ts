import { expect, test } from 'vitest'
import { sumByProduct } from './prepare.ts'

test('boxes of one product are one heap to fetch, the heaviest heap first', () => {
  const box = { orders: 1 }
  const heaps = sumByProduct([
    { ...box, variantId: 'shrimp', title: '虾虎', weightGrams: 1000, quantity: 2 },
    { ...box, variantId: 'clams-5', title: '蛤蜊', weightGrams: 2500, quantity: 3 },
    { ...box, variantId: 'clams-2', title: '蛤蜊', weightGrams: 1000, quantity: 1 },
  ])
  expect(heaps.map(({ title, grams, boxes }) => ({ title, grams, boxes }))).toEqual([
    { title: '蛤蜊', grams: 8500, boxes: 4 },
    { title: '虾虎', grams: 2000, boxes: 2 },
  ])
  expect(heaps[0]?.kinds).toEqual([
    { variantId: 'clams-5', weightGrams: 2500, boxes: 3 },
    { variantId: 'clams-2', weightGrams: 1000, boxes: 1 },
  ])
})

test('nothing to pack is no heap', () => {
  expect(sumByProduct([])).toEqual([])
})
