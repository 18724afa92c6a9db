import { expect, test } from '@playwright/test'
import { reportOf } from './fixtures/long-run.ts'

test('viewers that are cut again and again see every message once and in order, also over a kill of the server', async () => {
  test.setTimeout(180_000)
  const report = await reportOf('e2e/long/reconnect.ts', ['20', '--longest', '6', '--seed', '158'])
  expect(report).toMatchObject({ problems: [], reconnect: { viewers: 20 } })
})
