import type { Locator, Page } from '@playwright/test'
import { texts as events } from '#app/features/training/events/event-texts.ts'
import { texts as teaching } from '#app/features/training/teach/teach-texts.ts'
import { formatDay } from '#app/kernel/clock.ts'
import { untilAwake } from './fixtures/awake.ts'
import { planClassNow } from './fixtures/classes.ts'
import { chooseReading, readings } from './fixtures/language.ts'
import { expectReadable } from './fixtures/readable.ts'
import { expect, test } from './fixtures/test.ts'

const { change, plan, teach } = events.zh
const { certificates } = teaching.zh

// What a refused form answers.
test.use({ allowedErrors: [/status of 409/] })

/** Fills a new class in, up to its day. */
async function fillClass(page: Page, title: string): Promise<Locator> {
  await page.getByLabel(teach.titleZh).fill(title)
  await page.getByLabel(teach.titleEn).fill('A class on paper')
  await page.getByLabel(teach.venue).fill('晓阳村委会')
  return page.getByLabel(teach.day)
}

/** So many days ago in Qingdao, as a field of a form has it. */
function dayAgo(days: number): string {
  return new Date(Date.now() + 8 * 3_600_000 - days * 86_400_000).toISOString().slice(0, 10)
}

/** What the server answers to a form whose field was left with Enter. */
async function statusOfEnter(field: Locator): Promise<number> {
  const answer = field.page().waitForResponse((one) => one.request().method() === 'POST')
  await field.press('Enter')
  return (await answer).status()
}

test('a class that was held yesterday is entered once she says so, and one that was none is called off', async ({
  context,
  openDemo,
  server,
}, info) => {
  const page = await openDemo(context, 'clerk', '/teach/events')
  await untilAwake(page)
  const day = await fillClass(page, '昨天的短视频课')
  await day.fill(dayAgo(400))
  await page.getByRole('button', { name: teach.submit }).click()
  await expect(page.getByText(events.zh.refused['long-over'])).toBeVisible()
  // Typed while the page still looks what is new: it stays.
  await day.fill(dayAgo(1))
  await page.getByRole('button', { name: teach.submit }).click()
  const asked = formatDay(Date.now() - 86_400_000, 'zh', 0)
  await expect(
    page.getByText(plan.isOver.split('{{from}}')[0]?.replace('{{day}}', asked) ?? ''),
  ).toBeVisible()
  await page.screenshot({
    path: `test-results/pages/class-question-${info.project.name}.png`,
    fullPage: true,
  })
  // Enter asks once more: it answers nothing.
  expect(await statusOfEnter(page.getByLabel(teach.venue))).toBe(409)
  await page.getByRole('button', { name: plan.record }).click()
  await page.waitForURL(/\/teach\/events\/[0-9a-f-]{36}$/)
  for (const reading of readings.toReversed()) {
    await chooseReading(page, reading, server.url)
    await page.reload()
    await expect(page.locator('h1')).toBeVisible()
    await expectReadable(page, reading, `class-recorded-${reading}-${info.project.name}`)
  }
  await expect(page.getByText(events.zh.places, { exact: true }), 'nobody can come any more').toHaveCount(0)
  await expect(page.getByRole('link', { name: teach.screen }), 'its code lets nobody in').toHaveCount(0)
  await page.getByLabel(teach.notHeldReason).fill('日期记错了')
  await page.getByRole('button', { name: teach.cancel }).click()
  await expect(page.getByText('日期记错了')).toBeVisible()
})

test('of two who change one class the second sees what is saved and keeps what she wrote, without scripts too', async ({
  context,
  browser,
  openDemo,
  server,
}, info) => {
  const page = await openDemo(context, 'clerk', '/teach/events')
  const address = `${await planClassNow(page, '两个人改的课')}/edit`
  const plain = await browser.newContext({
    ...{ baseURL: server.url, javaScriptEnabled: false, locale: 'zh-CN' },
    ...{ storageState: await context.storageState(), viewport: page.viewportSize() },
  })
  const other = await plain.newPage()
  await other.goto(address)
  await page.goto(address)
  await untilAwake(page)
  await page.getByLabel(teach.venue).fill('晓阳村委会')
  await page.getByRole('button', { name: change.save, exact: true }).click()
  await page.waitForURL((url) => !url.pathname.endsWith('/edit'))

  await other.getByLabel(teach.places).fill('80')
  await other.getByRole('button', { name: change.save, exact: true }).click()
  await expect(other.getByText(change.conflict)).toBeVisible()
  await expect(other.locator('dd', { hasText: '晓阳村委会' })).toBeVisible()
  expect(await statusOfEnter(other.getByLabel(teach.places)), 'Enter saves over nothing').toBe(409)
  await expect(other.getByLabel(teach.places)).toHaveValue('80')

  await page.goto(address)
  await untilAwake(page)
  await page.getByLabel(teach.venue).fill('渔港')
  await other.getByRole('button', { name: change.conflictMine }).click()
  await other.waitForURL((url) => !url.pathname.endsWith('/edit'))
  await plain.close()

  await page.getByRole('button', { name: change.save, exact: true }).click()
  await expect(page.getByText(change.conflict)).toBeVisible()
  await expect(page.locator('dd', { hasText: '80' })).toBeVisible()
  await expect(page.getByLabel(teach.venue)).toHaveValue('渔港')
  await page.getByText(change.conflict).scrollIntoViewIfNeeded()
  await expectReadable(page, 'zh', `class-conflict-zh-${info.project.name}`)
  await page.screenshot({
    path: `test-results/pages/class-conflict-${info.project.name}.png`,
    fullPage: true,
  })
  await page.getByRole('link', { name: change.conflictTheirs }).click()
  await expect(page.getByLabel(teach.places)).toHaveValue('80')
})

test('a certificate is found by its holder’s name and by its number, without scripts too', async ({
  context,
  browser,
  openDemo,
  server,
}, info) => {
  const page = await openDemo(context, 'staff', '/teach/certificates')
  const rows = page.locator('main a[href*="/teach/certificates/HD-"]')
  const shown = (await rows.first().textContent()) ?? ''
  const name = shown.split(' · ')[0] ?? ''
  const number = /HD-\d{4}-\d{6}-\d/.exec(shown)?.[0] ?? ''
  await untilAwake(page)
  await page.getByLabel(certificates.search).fill(name)
  await page.getByRole('button', { name: certificates.find }).click()
  await page.waitForURL(/find=/)
  await expect(rows.filter({ hasNotText: name })).toHaveCount(0)
  await expect(rows).not.toHaveCount(0)
  for (const reading of readings.toReversed()) {
    await chooseReading(page, reading, server.url)
    await page.reload()
    await expectReadable(page, reading, `certificates-found-${reading}-${info.project.name}`)
  }
  const plain = await browser.newContext({
    ...{ baseURL: server.url, javaScriptEnabled: false, locale: 'zh-CN' },
    storageState: await context.storageState(),
  })
  const other = await plain.newPage()
  await other.goto('/teach/certificates')
  const find = async (typed: string) => {
    await other.getByLabel(certificates.search).fill(typed)
    await other.getByRole('button', { name: certificates.find }).click()
  }
  await find('17700000000')
  await expect(other.getByLabel(certificates.search)).toHaveValue('0000')
  expect(new URL(other.url()).searchParams.get('find'), 'a whole phone stands in no address').toBe('0000')
  await find('HD-2026-000123')
  await expect(other.getByText(certificates.notFound)).toBeVisible()
  await find(number.toLowerCase())
  await other.waitForURL(`**/teach/certificates/${number}`)
  await plain.close()
})
