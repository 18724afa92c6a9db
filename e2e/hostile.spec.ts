import { expect, test } from '@playwright/test'
import { reportOf } from './fixtures/long-run.ts'

test('two thousand generated inputs break nothing, and every question is answered with a reason', async () => {
  test.setTimeout(180_000)
  const report = await reportOf('e2e/long/hostile.ts', ['2000', '--seed', '158'])
  expect(report).toMatchObject({ problems: [], hostile: { unanswered: 0 } })
})
