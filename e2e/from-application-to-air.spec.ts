import type { BrowserContext, Page } from '@playwright/test'
import { demoPeople } from '#app/features/identity/index.ts'
import { texts as liveTexts } from '#app/features/live/texts.ts'
import { texts as studioTexts } from '#app/features/live/studio/texts.ts'
import { texts as eventTexts } from '#app/features/training/events/event-texts.ts'
import { texts as learn } from '#app/features/training/learn-texts.ts'
import { texts as registryTexts } from '#app/features/union/staff/registry-texts.ts'
import { texts as unionTexts } from '#app/features/union/union-texts.ts'
import { federation, fillInApplication, next } from './fixtures/applying.ts'
import { untilAwake } from './fixtures/awake.ts'
import { difference, readFigures } from './fixtures/figures.ts'
import { finish, passQuiz } from './fixtures/learning.ts'
import { openAs } from './fixtures/people.ts'
import { expectReadable } from './fixtures/readable.ts'
import { scan } from './fixtures/shown-code.ts'
import { expect, test } from './fixtures/test.ts'

const union = unionTexts.zh
const registry = registryTexts.zh
const events = eventTexts.zh
const { golive } = studioTexts.zh
const { roomsAdmin } = liveTexts.zh
const { certificate, check, course, lesson } = learn.zh

// Other journeys' classes would count in the figures; what a refused form answers and a page without network are expected.
test.use({
  world: 'figures',
  allowedErrors: [/status of (409|422)|ERR_INTERNET_DISCONNECTED|manifest patches/],
})

const phone = '13911112222'

test('she becomes a member, learns, comes to a class, has her certificate and may go on air; the figures move by exactly that', async ({
  context,
  newPhone,
  openDemo,
  stranger,
}) => {
  test.setTimeout(300_000)
  const clerk = await openDemo(await newPhone(), 'clerk', '/union')
  const before = await readFigures(clerk)
  const page = await openAs(context, phone, '/me/union')
  const number = await becomeMember(page, clerk)
  await openRoom(await openDemo(await newPhone(), 'administrator', '/admin/rooms'))
  await page.goto('/studio/wang-xiuying')
  await expect(page.getByRole('heading', { name: golive.privilege })).toBeVisible()
  await expect(page.getByRole('button', { name: golive.start })).toBeDisabled()
  await learnOnTwoDevices(page, await newPhone())
  await comeToClass(page, clerk)
  const certified = await askForCertificate(page)
  await checkCertificate(await stranger.newPage(), certified)
  await expect(async () => {
    await page.goto('/studio/wang-xiuying')
    await expect(page.getByRole('heading', { name: golive.privilege })).toHaveCount(0, { timeout: 500 })
  }).toPass()
  expect(difference(await readFigures(clerk), before)).toEqual({
    members: 1,
    joined: 1,
    events: 1,
    times: 1,
    persons: 1,
    'member-times': 1,
    'member-persons': 1,
    certificates: 1,
  })
  await page.goto('/me/union')
  await expect(page.getByText(number)).toBeVisible()
})

/** Applies with a phone that the roll has, is sent back, mends it and is taken in; answers her number. */
async function becomeMember(page: Page, clerk: Page): Promise<string> {
  await page.getByRole('link', { name: union.home.begin }).click()
  // The phone is that of a member whom the roll has under another name.
  await fillInApplication(page, { name: '王秀英', phone: demoPeople.trainee.phone })
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
  await sendBack(clerk)
  await page.reload()
  await expect(page.getByText('手机号是别人的，请填自己的')).toBeVisible()
  await page.getByRole('link', { name: union.home.mend }).click()
  await page.getByRole('link', { name: `${union.apply.change}: ${union.apply.phoneLabel}` }).click()
  await page.getByRole('textbox', { name: union.apply.phoneLabel }).fill(phone)
  await page.getByRole('button', { name: union.apply.save }).click()
  await page.getByRole('button', { name: union.apply.send }).click()
  await expect(page.getByRole('heading', { name: union.home.submitted })).toBeVisible()
  const number = await accept(clerk)
  await page.goto('/me/union')
  await expect(page.getByText(number)).toBeVisible()
  await expect(page.getByRole('region', { name: union.home.card })).toContainText(federation)
  await expectReadable(page, 'zh', 'member-card-zh-phone')
  await page.goto('/me/news')
  await expect(page.getByText(number.replaceAll(' ', ''))).toBeVisible()
  return number
}

async function sendBack(clerk: Page): Promise<void> {
  await clerk.goto('/union/applications')
  await expect(clerk.getByText(registry.review.alikeCount.replace('{{number}}', '1'))).toBeVisible()
  await expectReadable(clerk, 'zh', 'union-applications-zh-phone')
  await clerk.getByRole('link', { name: /王秀英/ }).click()
  await expect(clerk.getByText(registry.review.by.phone)).toBeVisible()
  await expectReadable(clerk, 'zh', 'union-review-zh-phone')
  await clerk.getByLabel(registry.review.reason).fill('手机号是别人的，请填自己的')
  await clerk.getByRole('button', { name: registry.review.return }).click()
  await expect(clerk.getByText(registry.review.returned)).toBeVisible()
}

async function accept(clerk: Page): Promise<string> {
  await clerk.goto('/union/applications')
  await clerk.getByRole('link', { name: /王秀英/ }).click()
  await expect(clerk.getByText(registry.review.alike)).toHaveCount(0)
  await clerk.getByRole('button', { name: registry.review.accept }).click()
  const said = await clerk.getByText(registry.review.accepted.replace('{{number}}', '')).textContent()
  const number = /\d{3} \d{3} \d{3}/.exec(said ?? '')?.[0] ?? ''
  expect(number).not.toBe('')
  return number
}

/** A room of hers, opened without a reason: her certificate is what opens it to everybody. */
async function openRoom(page: Page): Promise<void> {
  await page.getByLabel(roomsAdmin.phone).fill(phone)
  await page.getByLabel(roomsAdmin.hostName).fill('王秀英')
  await page.getByLabel(roomsAdmin.roomTitle).fill('秀英家的蛤蜊')
  await page.getByLabel(roomsAdmin.place).fill('东码头')
  await page.getByLabel(roomsAdmin.slug).fill('wang-xiuying')
  await page.getByRole('button', { name: roomsAdmin.open }).click()
  await expect(page.getByText(roomsAdmin.opened.replace('{{title}}', '秀英家的蛤蜊'))).toBeVisible()
}

/** Seven lessons, now on one device and now on the other; one is read where there is no network. */
async function learnOnTwoDevices(one: Page, second: BrowserContext): Promise<void> {
  await one.goto('/learn/live-selling')
  await one.getByRole('button', { name: course.start }).click()
  await one.getByRole('button', { name: finish }).waitFor()
  const other = await openAs(second, phone, '/learn')
  for (let place = 0; place < 7; place += 1) {
    const page = place % 2 === 0 ? one : other
    if (place > 0) await goOn(page)
    await finishText(page, place === 2 ? one.context() : null)
    await passQuiz(page)
  }
}

/** From her home of learning to what comes next there, whichever device she was on. */
async function goOn(page: Page): Promise<void> {
  await page.goto('/learn/live-selling')
  await page.getByRole('link', { name: beginningOf(course.goOn) }).click()
  await page.getByRole('button', { name: finish }).waitFor()
}

/** What a text says before the first thing that is put into it. */
function beginningOf(text: string): RegExp {
  return new RegExp(`^${text.split('{{')[0] ?? ''}`)
}

async function finishText(page: Page, offline: BrowserContext | null): Promise<void> {
  const here = page.url()
  const text = page.getByRole('button', { name: finish })
  if (offline !== null) {
    await untilAwake(page)
    await offline.setOffline(true)
    await text.click()
    await expect(page.getByText(lesson.waiting)).toBeVisible()
    await offline.setOffline(false)
    await expect(page.getByText(lesson.finished)).toBeVisible()
    await page.getByRole('link', { name: beginningOf(lesson.nextQuiz) }).click()
  } else await text.click()
  await page.waitForURL((url) => url.href !== here)
}

/** The clerk holds a class all day, whenever this runs; its code on the screen is read with her phone. */
async function comeToClass(page: Page, clerk: Page): Promise<void> {
  await clerk.goto('/teach/events')
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date())
  await clerk.getByLabel(events.teach.organisation).selectOption({ label: federation })
  await clerk.getByLabel(events.teach.titleZh, { exact: true }).fill('开播前练一遍')
  await clerk.getByLabel(events.teach.venue).fill('红岛街道文化中心')
  await clerk.getByLabel(events.teach.day).fill(today)
  await clerk.getByLabel(events.teach.from).fill('00:00')
  await clerk.getByLabel(events.teach.until).fill('23:59')
  await clerk.getByRole('button', { name: events.teach.submit }).click()
  await clerk.getByRole('link', { name: events.teach.screen }).click()
  // The code's address is the public one; her browser is signed in at that of the tests.
  const { pathname, search } = new URL(await scan(clerk.getByAltText(events.screen.code)))
  await page.goto(`${pathname}${search}`)
  await page.getByRole('button', { name: events.checkIn.press }).click()
  await expect(page.getByText(events.checkIn.done)).toBeVisible()
}

async function askForCertificate(page: Page): Promise<string> {
  await page.goto('/learn/live-selling')
  await page.getByRole('link', { name: course.toCertificate }).click()
  await page.getByLabel(certificate.name).fill('王秀英')
  await page.getByRole('button', { name: certificate.ask }).click()
  const number = /HD-\d{4}-\d{6}-\d/.exec((await page.getByText(/^HD-/).textContent()) ?? '')?.[0] ?? ''
  const pdf = await page.request.get(`/certificate/${number}/pdf`)
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-')
  return number
}

/** Anybody finds out that it is genuine, and not whose it is. */
async function checkCertificate(page: Page, number: string): Promise<void> {
  await page.goto('/certificate')
  await page.getByLabel(check.number).fill(number.toLowerCase().replaceAll('-', ' '))
  await page.getByRole('button', { name: check.check }).click()
  await expect(page.getByText(check.valid)).toBeVisible()
  await expect(page.getByText('王**')).toBeVisible()
  expect((await page.request.get(`/certificate/${number}/pdf`)).url(), 'a stranger is led away').toContain(
    '/sign-in',
  )
}
