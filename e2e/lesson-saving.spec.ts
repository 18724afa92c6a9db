import type { BrowserContext, Cookie, Page, Route } from '@playwright/test'
import { demoPeople } from '#app/features/identity/index.ts'
import { texts as accountTexts } from '#app/features/identity/account-texts.ts'
import { texts } from '#app/features/training/teach/teach-texts.ts'
import { loseAnswer, saveAcross, saves, writeAndPress, writeAndSave } from './fixtures/lesson-saving.ts'
import { openWith, signInAll } from './fixtures/people.ts'
import { addLesson, beginCourse, press, teacher, textOf, waitUntilSaved, write } from './fixtures/teaching.ts'
import { expect, test } from './fixtures/test.ts'

const { lesson, form, course, quiz } = texts.zh
const administrator = demoPeople.administrator.phone
const unheard = (route: Route) => route.abort()

// What a save meets on its way: refusals, proxies, no network, an answer that is lost.
test.use({
  allowedErrors: [
    /manifest patches|status of (409|413|422|502)|ERR_(INTERNET_DISCONNECTED|FAILED|CONNECTION_FAILED)/,
  ],
})

test.beforeEach(() => test.setTimeout(120_000))

let cookies: Record<string, Cookie[]>

// Once for all: nobody may ask for a code over and over.
test.beforeAll(async ({ browser, server }) => {
  cookies = await signInAll(await browser.newContext({ baseURL: server.url }), [teacher, administrator])
})

const openSignedIn = (context: BrowserContext, phone: string, address: string) =>
  openWith(context, cookies[phone] ?? [], address)

/** A text lesson in a course of its own, open in its editor. */
async function beginLesson(context: BrowserContext, title: string): Promise<{ page: Page; address: string }> {
  const page = await openSignedIn(context, teacher, '/teach/courses')
  await beginCourse(page, title)
  await addLesson(page, { title: '第一课', kind: 'text' })
  await expect(textOf(page)).toBeVisible()
  return { page, address: new URL(page.url()).pathname }
}

async function expectNoQuestion(page: Page): Promise<void> {
  await expect(page.getByRole('alert')).toHaveCount(0)
}

test('what she writes is kept without network, through a reload, and where another has saved', async ({
  context,
  newPhone,
}) => {
  const { page, address } = await beginLesson(context, '甲课')
  await context.setOffline(true)
  await write(page, '码头上写的。')
  await expect(page.getByText(lesson.standing.offline)).toBeVisible({ timeout: 15_000 })
  await context.setOffline(false)
  await waitUntilSaved(page)

  await page.route(saves, unheard)
  await write(page, '没存上就关了。')
  await expect(page.getByText(lesson.standing.unsaved)).toBeVisible()
  await page.reload()
  await expect(page.getByText(lesson.found)).toBeVisible()
  await page.unroute(saves)
  await expect(textOf(page)).toContainText('没存上就关了。')
  await waitUntilSaved(page)

  const other = await openSignedIn(await newPhone(), administrator, address)
  const { unsaved } = await saveAcross({ first: other, second: page }, 'another-saved')
  await press(page, lesson.conflictMine)
  await waitUntilSaved(page)
  await other.reload()
  await expect(textOf(other)).toContainText(unsaved)
})

test('nobody is asked for her own save: one whose answer was lost, or late, or that the way back forgot', async ({
  context,
}) => {
  const { page } = await beginLesson(context, '乙课')
  await loseAnswer(page)
  await writeAndPress(page, '一')
  await expect(page.getByText(lesson.standing.offline)).toBeVisible()
  await writeAndSave(page, '二')
  await expectNoQuestion(page)

  // An answer that comes only once she has written and pressed again.
  let answer: () => void = () => undefined
  const late = new Promise<void>((resolve) => (answer = resolve))
  await page.route(
    saves,
    async (route) => {
      const response = await route.fetch()
      await late
      await route.fulfill({ response })
    },
    { times: 1 },
  )
  await writeAndPress(page, '三')
  await writeAndPress(page, '四')
  answer()
  await waitUntilSaved(page)
  await expectNoQuestion(page)

  // Lost again, and the page is left: what is kept is what stands, and there is nothing to say.
  await loseAnswer(page)
  await writeAndPress(page, '五')
  await expect(page.getByText(lesson.standing.offline)).toBeVisible()
  await page.goto('/teach')
  await page.goBack()
  await expect(textOf(page)).toContainText('一二三四五')
  await expect(page.getByText(lesson.found)).toBeHidden()
  await writeAndSave(page, '六')
  await expectNoQuestion(page)
  await page.goto('/teach')
  await page.goBack()
  await writeAndSave(page, '七')
  await expectNoQuestion(page)
})

test('her other device is called hers, and neither loses the other’s text', async ({ context, newPhone }) => {
  const { page, address } = await beginLesson(context, '丙课')
  const phone = await openSignedIn(await newPhone(), teacher, address)
  const { saved, unsaved } = await saveAcross({ first: phone, second: page }, 'saved-elsewhere')
  await press(page, lesson.conflictTheirs)
  await expect(textOf(page)).toContainText(saved)
  await expect(textOf(page)).not.toContainText(unsaved)
})

test('what a proxy or a failure answers takes nothing off the screen, and is sent again by itself', async ({
  context,
}) => {
  const { page } = await beginLesson(context, '丁课')
  const html = { contentType: 'text/html', body: '<html><body>Bad Gateway</body></html>' }
  await page.route(saves, (route) => route.fulfill({ status: 502, ...html }), { times: 1 })
  await writeAndPress(page, '还在。')
  await expect(page.getByText(lesson.standing.busy)).toBeVisible()
  await expect(textOf(page)).toContainText('还在。')
  // Without another press.
  await waitUntilSaved(page)

  await page.route(saves, (route) => route.fulfill({ status: 413, ...html }), { times: 1 })
  await writeAndPress(page, '太长。')
  await expect(page.getByText(form.bodyTooLong)).toBeVisible()
  await expect(textOf(page)).toContainText('太长。')
})

test('a text of many pages is saved, and one beyond all measure is refused in words beside it', async ({
  context,
}) => {
  const { page } = await beginLesson(context, '戊课')
  await writeAndSave(page, '蛤'.repeat(99_000))
  await writeAndPress(page, '蛤'.repeat(1000))
  await expect(page.getByText(form.bodyTooLong)).toBeVisible()
  await expect(page.getByText(lesson.standing.refused)).toBeVisible()
})

test('what was kept when another published is found in the next draft, and she chooses', async ({
  context,
  newPhone,
}) => {
  const { page, address } = await beginLesson(context, '己课')
  await writeAndSave(page, '第一版的。')
  await page.route(saves, unheard)
  await write(page, '没存上的。')
  const here = address.split('/').slice(0, -1).join('/')
  await page.goto(here)
  await expect(page.getByText(course.kept)).toBeVisible()

  const other = await openSignedIn(await newPhone(), administrator, here)
  await press(other, course.publish)
  await expect(other.getByText(course.publishedHint)).toBeVisible()
  await page.reload()
  await expect(page.getByText(course.keptPublished)).toBeVisible()
  await press(other, course.newDraft)
  await expect(other.getByText('第 2 版 · 草稿')).toBeVisible()
  await page.reload()
  await page.getByRole('status').getByRole('link', { name: '第一课' }).click()
  await expect(page.getByText(lesson.conflicts['newer-version'])).toBeVisible()
  await expect(textOf(page)).toContainText('没存上的。')
  await page.unroute(saves)
  await press(page, lesson.conflictMine)
  await waitUntilSaved(page)
  await page.goto(here)
  await expect(page.getByText(course.publishReady)).toBeVisible()
  await expect(page.getByText(course.kept)).toBeHidden()
})

test('a session that has ended says so beside her text, which waits for her', async ({ context }) => {
  const { page } = await beginLesson(context, '庚课')
  await context.clearCookies()
  await writeAndPress(page, '还没存。')
  await expect(page.getByText(lesson.standing['signed-out'])).toBeVisible()
  await page.getByRole('link', { name: lesson.signIn }).click()
  await expect(page).toHaveURL(/\/sign-in\?back=/)
})

test('a quiz that nobody heard is sent again; found again after a reload', async ({ context }) => {
  const page = await openSignedIn(context, teacher, '/teach/courses')
  await beginCourse(page, '辛课')
  await addLesson(page, { title: '练一练', kind: 'quiz' })
  await press(page, quiz.kinds.number)
  await page.getByLabel(quiz.ask).fill('几斤')
  await page.getByLabel(quiz.why, { exact: true }).fill('称一称')
  await page.getByLabel(quiz.amount).fill('5')
  await expect(page.getByText(lesson.standing.unsaved)).toBeVisible()
  await page.reload()
  await expect(page.getByText(lesson.found)).toBeVisible()
  await expect(page.getByLabel(quiz.ask)).toHaveValue('几斤')
  await page.route(saves, (route) => route.fulfill({ status: 502, body: 'Bad Gateway' }), { times: 1 })
  await press(page, lesson.save)
  await expect(page.getByText(lesson.standing.busy)).toBeVisible()
  await waitUntilSaved(page)
  await page.reload()
  await expect(page.getByLabel(quiz.ask)).toHaveValue('几斤')
  await expect(page.getByText(lesson.found)).toBeHidden()
})

// The last of them: it ends the lecturer's session.
test('what she has kept is nobody else’s on the same device, waits for her, and goes when she signs out', async ({
  context,
}) => {
  const { page, address } = await beginLesson(context, '壬课')
  await context.route(saves, unheard)
  await write(page, '只有我看得见。')
  await page.goto('/teach')
  const other = await openSignedIn(context, administrator, address)
  await expect(textOf(other)).toBeVisible()
  await expect(textOf(other)).not.toContainText('只有我看得见。')
  await expect(other.getByText(lesson.found)).toBeHidden()
  const again = await openSignedIn(context, teacher, address)
  await expect(again.getByText(lesson.found)).toBeVisible()
  await expect(textOf(again)).toContainText('只有我看得见。')
  await again.goto('/me')
  await expect(again.getByRole('link', { name: accountTexts.zh.account.unsavedLook })).toHaveAttribute(
    'href',
    address.split('/').slice(0, -1).join('/'),
  )
  const kept = () =>
    again.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('typed/')))
  expect(await kept()).toHaveLength(1)
  await press(again, accountTexts.zh.account.signOut)
  await again.waitForURL((url) => url.pathname === '/')
  expect(await kept()).toEqual([])
})
