import type { Page } from '@playwright/test'
import { demoPeople } from '#app/features/identity/index.ts'
import { texts as registryTexts } from '#app/features/union/staff/registry-texts.ts'
import { texts as unionTexts } from '#app/features/union/union-texts.ts'
import { openAs } from './fixtures/people.ts'
import { expectReadable } from './fixtures/readable.ts'
import { expect, test } from './fixtures/test.ts'

const union = unionTexts.zh
const registry = registryTexts.zh
test.use({ allowedErrors: [/status of 422/] })

const federation = '红岛渔家女电商行业工会联合会'

async function next(page: Page): Promise<void> {
  await page.getByRole('button', { name: union.apply.next }).click()
}

/** Fills in the six short forms, as far as the look at all of it. */
async function fillIn(page: Page, { name, phone }: { name: string; phone: string }): Promise<void> {
  await page.getByLabel(union.apply.nameLabel).fill(name)
  await page.getByLabel(union.apply.phoneLabel).fill(phone)
  await next(page)
  await page.getByLabel(union.sex.female, { exact: true }).check()
  await page.getByLabel(union.apply.year, { exact: true }).fill('1975')
  await page.getByLabel(union.apply.month, { exact: true }).fill('8')
  await next(page)
  await page.getByLabel(union.trade.market).check()
  await next(page)
  await page.getByLabel(union.apply.searchLabel).fill('yujianv')
  await page.getByRole('button', { name: union.apply.search, exact: true }).click()
  await page.getByRole('button', { name: `${union.apply.choose}: ${federation}` }).click()
  await expect(page.getByRole('heading', { name: union.apply.identity })).toBeVisible()
}

test('she applies by phone, is found on the roll by the clerk, mends what he sent back, and has her card', async ({
  browser,
  context,
  server,
  demoRoom,
}) => {
  test.setTimeout(120_000)
  expect(demoRoom).toBe('demo')
  const clerkContext = await browser.newContext({
    baseURL: server.url,
    viewport: { width: 1280, height: 800 },
  })
  const clerk = await openAs(clerkContext, demoPeople.clerk.phone, '/union')
  const page = await openAs(context, '13911112222', '/me/union')
  await page.getByRole('link', { name: union.home.begin }).click()
  // The phone is that of a member whom the roll has under another name.
  await fillIn(page, { name: '王秀英', phone: demoPeople.trainee.phone })
  await expectReadable(page, 'zh', 'apply-identity-zh-phone')
  await page.getByLabel(union.apply.identityLabel).fill('370214197508120000')
  await next(page)
  await expect(page.getByText(union.form.identityNumber)).toBeVisible()
  await page.getByLabel(union.apply.identityLabel).fill('')
  await next(page)
  await expect(page.getByText('1975-08')).toBeVisible()
  await expectReadable(page, 'zh', 'apply-check-zh-phone')
  await page.getByRole('button', { name: union.apply.send }).click()
  await expect(page.getByRole('heading', { name: union.home.submitted })).toBeVisible()

  await clerk.getByRole('link', { name: registry.work.applications }).first().click()
  await expect(clerk.getByText(registry.review.alikeCount.replace('{{number}}', '1'))).toBeVisible()
  await expectReadable(clerk, 'zh', 'union-applications-zh-desktop')
  await clerk.getByRole('link', { name: /王秀英/ }).click()
  await expect(clerk.getByText(registry.review.by.phone)).toBeVisible()
  await expectReadable(clerk, 'zh', 'union-review-zh-desktop')
  await clerk.getByLabel(registry.review.reason).fill('手机号是别人的，请填自己的')
  await clerk.getByRole('button', { name: registry.review.return }).click()
  await expect(clerk.getByText(registry.review.returned)).toBeVisible()

  await page.reload()
  await expect(page.getByText('手机号是别人的，请填自己的')).toBeVisible()
  await page.getByRole('link', { name: union.home.mend }).click()
  await page.getByRole('link', { name: `${union.apply.change}: ${union.apply.phoneLabel}` }).click()
  await page.getByRole('textbox', { name: union.apply.phoneLabel }).fill('13911112222')
  await page.getByRole('button', { name: union.apply.save }).click()
  await page.getByRole('button', { name: union.apply.send }).click()
  await expect(page.getByRole('heading', { name: union.home.submitted })).toBeVisible()

  await clerk.goto('/union/applications')
  await clerk.getByRole('link', { name: /王秀英/ }).click()
  await expect(clerk.getByText(registry.review.alike)).toHaveCount(0)
  await clerk.getByRole('button', { name: registry.review.accept }).click()
  const said = await clerk.getByText(registry.review.accepted.replace('{{number}}', '')).textContent()
  const number = /\d{3} \d{3} \d{3}/.exec(said ?? '')?.[0] ?? ''
  expect(number).not.toBe('')

  await page.goto('/me/union')
  await expect(page.getByText(number)).toBeVisible()
  await expect(page.getByRole('region', { name: union.home.card })).toContainText(federation)
  await expectReadable(page, 'zh', 'member-card-zh-phone')
  await page.goto('/me/news')
  await expect(page.getByText(number.replaceAll(' ', ''))).toBeVisible()
  await clerkContext.close()
})

test('a clerk finds the organisation that is kept and nothing of its sister', async ({
  browser,
  server,
  demoRoom,
}) => {
  expect(demoRoom).toBe('demo')
  const context = await browser.newContext({ baseURL: server.url })
  const page = await openAs(context, demoPeople.clerk.phone, '/union/organisations')
  await page.getByRole('link', { name: /红岛街道总工会/ }).click()
  await expect(page.getByRole('heading', { name: '红岛街道总工会' })).toBeVisible()
  await expectReadable(page, 'zh', 'union-organisation-zh-phone')
  await expect(page.getByText('棘洪滩')).toHaveCount(0)
  await expect(page.getByText('城阳区总工会')).toHaveCount(0)
  await context.close()
})
