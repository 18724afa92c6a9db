import type { ShouldRevalidateFunctionArgs } from '@remix-run/react'
import { expect, test } from 'vitest'
import { nothingChanged, unlessNothingChanged } from './without-network.ts'

function after(actionStatus: number | undefined, defaultShouldRevalidate = true): boolean {
  return unlessNothingChanged({ actionStatus, defaultShouldRevalidate } as ShouldRevalidateFunctionArgs)
}

test('loaders are asked anew after what changed something, and not after what did not', () => {
  expect(after(200)).toBe(true)
  expect(after(undefined)).toBe(true)
  expect(after(undefined, false)).toBe(false)
  expect(after(nothingChanged)).toBe(false)
  expect(after(503)).toBe(false)
})
