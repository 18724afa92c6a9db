import { expect, test, vi } from 'vitest'
import { runHistories } from './payments-run.ts'

// Stripe is away in most of them, and says so each time.
vi.hoisted(() => (process.env['LOG_LEVEL'] = 'silent'))

test('two hundred generated histories of orders, payments and webhooks add up', async () => {
  const { problems } = await runHistories({ count: 200, seed: 1 })
  expect(problems).toEqual([])
}, 300_000)
