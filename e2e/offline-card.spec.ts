import type { Page } from '@playwright/test'
import { demoPeople } from '#app/features/identity/index.ts'
import { texts as account } from '#app/features/identity/account-texts.ts'
import { texts as events } from '#app/features/training/events/event-texts.ts'
import { texts as pass } from '#app/features/union/check-in/pass-texts.ts'
import { stepAt } from '#app/features/union/index.ts'
import { texts as union } from '#app/features/union/union-texts.ts'
import { texts as offline } from '#app/service-worker/offline-texts.ts'
import { untilAwake } from './fixtures/awake.ts'
import { planClassNow } from './fixtures/classes.ts'
import { openAs } from './fixtures/people.ts'
import { expectReadable } from './fixtures/readable.ts'
import { readShownCode } from './fixtures/shown-code.ts'
import { expect, test } from './fixtures/test.ts'

test.use({
  serviceWorkers: 'allow',
  allowedErrors: [/ERR_INTERNET_DISCONNECTED|manifest patches|status of 503/],
})

const { doorPage, door, teach, state } = events.zh

/** Until the phone has the page with all that it needs. */
async function waitUntilKept(page: Page): Promise<void> {
  const path = new URL(page.url()).pathname
  await expect
    .poll(() => page.evaluate(async (path) => (await caches.match(path)) !== undefined, path), {
      message: `${path} is kept`,
    })
    .toBe(true)
  await page.waitForTimeout(500)
}

test('her card opens without network once it was opened with, and is gone when she has signed out', async ({
  newPhone,
  demoRoom,
}) => {
  expect(demoRoom).toBe('demo')
  const phone = await newPhone()
  const page = await openAs(phone, demoPeople.trainee.phone, '/me/union')
  const image = page.getByRole('img', { name: pass.zh.image })
  await expect(image).toBeVisible()
  await waitUntilKept(page)
  await phone.setOffline(true)
  // Longer than a page takes: the card is then older than any slow line would make it.
  await page.waitForTimeout(11_000)
  await page.reload()
  await expect(page.getByRole('region', { name: union.zh.home.card })).toBeVisible()
  await expect(image).toBeVisible()
  const [, , step] = (await readShownCode(page)).code.split('.')
  expect(Math.abs(parseInt(step ?? '', 36) - stepAt(Date.now())), 'the code is of this minute').toBeLessThan(
    2,
  )

  await phone.setOffline(false)
  await page.goto('/me')
  await phone.setOffline(true)
  await page.getByRole('link', { name: account.zh.account.union }).click()
  await expect(image).toBeVisible()
  await page.goto('/orders').catch(() => null)
  await expect(page.getByRole('heading', { name: offline.zh.title })).toBeVisible()
  await expect(page.getByRole('link', { name: union.zh.title })).toHaveAttribute('href', '/me/union')
  await expectReadable(page, 'elder', 'no-network-elder-phone')

  await phone.setOffline(false)
  await page.goto('/me')
  await page.getByRole('button', { name: account.zh.account.signOut }).click()
  await page.waitForURL((url) => url.pathname === '/')
  await phone.setOffline(true)
  await page.goto('/me/union').catch(() => null)
  await expect(page.getByRole('heading', { name: offline.zh.title })).toBeVisible()
  await expect(page.getByRole('link', { name: union.zh.title })).toHaveCount(0)
  expect(await page.evaluate(() => caches.has('kept-pages'))).toBe(false)
})

test('a door without network takes a name and a number, also once it was closed, and sends each once', async ({
  newPhone,
  openDemo,
  demoRoom,
}) => {
  test.setTimeout(120_000)
  expect(demoRoom).toBe('demo')
  const phone = await newPhone()
  const page = await openDemo(phone, 'clerk', '/teach/events')
  const event = await planClassNow(page, '离线签到')
  const buyer = await openAs(await newPhone(), demoPeople.buyer.phone, event.replace('/teach', ''))
  await buyer.getByRole('button', { name: events.zh.signUp }).click()
  await expect(buyer.getByRole('button', { name: events.zh.withdraw })).toBeVisible()
  const member = await openDemo(await newPhone(), 'trainee', '/me/union')
  const card = await member.getByRole('region', { name: union.zh.home.card }).textContent()
  const number = /\d{3} \d{3} \d{3}/.exec(card ?? '')?.[0] ?? ''

  await page.goto(`${event}/door`)
  await waitUntilKept(page)
  await phone.setOffline(true)
  await page.reload()
  const tap = doorPage.tap.replace('{{name}}', demoPeople.buyer.name)
  await page.getByRole('button', { name: tap }).click()
  await expect(page.getByText(doorPage.tapped, { exact: true })).toBeVisible()
  await page.getByLabel(doorPage.number).fill(number)
  await page.getByRole('button', { name: doorPage.add, exact: true }).click()
  await expect(page.getByText(doorPage.waiting.replace('{{number}}', '2'))).toBeVisible()
  await page.reload()
  await expect(page.getByText(doorPage.waiting.replace('{{number}}', '2'))).toBeVisible()
  await expect(page.getByRole('button', { name: tap })).toHaveCount(0)

  await phone.setOffline(false)
  await expect(page.getByText(door.in)).toHaveCount(2)
  await page.goto(event)
  const came = teach.attendanceHint
    .replace('{{taken}}', '2')
    .replace('{{waiting}}', '0')
    .replace('{{came}}', '2')
  await expect(page.getByText(came)).toBeVisible()
  for (const name of [demoPeople.buyer.name, demoPeople.trainee.name]) {
    const row = page.getByRole('listitem').filter({ hasText: name })
    await expect(row.getByText(new RegExp(`^${state.present} `))).toBeVisible()
  }
})

test('what a door still holds leads back to it, however long its class is over', async ({
  newPhone,
  openDemo,
}) => {
  const page = await openDemo(await newPhone(), 'clerk', '/teach/events')
  const classes = page.getByRole('link').filter({ hasText: /\d{4}年/ })
  await classes.last().click()
  await expect(page.getByRole('heading', { name: teach.attendance })).toBeVisible()
  const toDoor = page.getByRole('link', { name: teach.door })
  await expect(toDoor).toHaveCount(0)
  const event = page.url()
  await page.route('**/entries', (route) => route.abort('internetdisconnected'))
  await page.goto(`${event}/door`)
  await untilAwake(page)
  await page.getByLabel(doorPage.number).fill('100000868')
  await page.getByRole('button', { name: doorPage.add, exact: true }).click()
  await expect(page.getByText(doorPage.waiting.replace('{{number}}', '1'))).toBeVisible()
  await page.goto(event)
  await page.unroute('**/entries')
  await toDoor.click()
  await expect(page.getByText(door['event-over'])).toBeVisible()
  await page.goto(event)
  await expect(page.getByRole('heading', { name: teach.attendance })).toBeVisible()
  await expect(toDoor).toHaveCount(0)
})

test('on a phone that two people share neither finds what was kept for the other', async ({
  newPhone,
  demoRoom,
}) => {
  expect(demoRoom).toBe('demo')
  const phone = await newPhone()
  const page = await openAs(phone, demoPeople.trainee.phone, '/me/union')
  await waitUntilKept(page)
  // Her session ends elsewhere; she signs out nowhere.
  await phone.clearCookies()
  await page.goto('/')
  await expect.poll(() => page.evaluate(() => caches.has('kept-pages'))).toBe(false)
  const other = await openAs(phone, demoPeople.buyer.phone, '/me')
  await phone.setOffline(true)
  await other.goto('/me/union').catch(() => null)
  await expect(other.getByRole('heading', { name: offline.zh.title })).toBeVisible()
})
