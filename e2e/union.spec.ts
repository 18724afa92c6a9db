import { expectReadable } from './fixtures/readable.ts'
import { expect, test } from './fixtures/test.ts'

test('a clerk finds the organisation that is kept and nothing of its sister', async ({
  browser,
  server,
  demoRoom,
  openDemo,
}) => {
  expect(demoRoom).toBe('demo')
  const context = await browser.newContext({ baseURL: server.url })
  const page = await openDemo(context, 'clerk', '/union/organisations')
  await page.getByRole('link', { name: /红岛街道总工会/ }).click()
  await expect(page.getByRole('heading', { name: '红岛街道总工会' })).toBeVisible()
  await expectReadable(page, 'zh', 'union-organisation-zh-phone')
  await expect(page.getByText('棘洪滩')).toHaveCount(0)
  await expect(page.getByText('城阳区总工会')).toHaveCount(0)
  await context.close()
})
