import type { BrowserContext, Locator, Page } from '@playwright/test'
import { texts as learn } from '#app/features/training/learn-texts.ts'
import { openAs } from './fixtures/people.ts'
import { expect, test } from './fixtures/test.ts'

const { certificate, check, course, door, home, lesson, quiz } = learn.zh

// What a refused form answers; a page without network.
test.use({ allowedErrors: [/status of (409|422)|ERR_INTERNET_DISCONNECTED/] })

/** Answers each question: by what is known to be right, else with the first there is. */
async function fillIn(page: Page, known: string[][] = []): Promise<void> {
  const questions = page.locator('main form fieldset')
  await questions.first().waitFor()
  for (const [index, question] of (await questions.all()).entries()) await answer(question, known[index])
}

async function answer(question: Locator, right: string[] | undefined): Promise<void> {
  const options = await question.locator('label').all()
  if ((await question.locator('select').count()) > 0) {
    for (const [place, option] of options.entries()) {
      const words = await option.locator('span').innerText()
      const step = right === undefined ? place + 1 : right.indexOf(words.trim()) + 1
      await option.locator('select').selectOption(String(step))
    }
  } else if ((await question.locator('input[inputmode]').count()) > 0) {
    await question.locator('input').fill(right?.[0]?.split(' ')[0] ?? '0')
  } else {
    for (const [place, option] of options.entries()) {
      const words = (await option.innerText()).trim()
      if (right === undefined ? place === 0 : right.includes(words)) await option.locator('input').check()
    }
  }
}

/** What the page says is right, question by question, once she has answered. */
async function readRight(page: Page): Promise<string[][]> {
  const lists = await page.locator('main li dl').all()
  return Promise.all(
    lists.map(async (list) => {
      const said = await list.locator(':scope > div').last().locator('dd').allInnerTexts()
      return said.map((words) => words.replace(/^\d+\. /, '').trim())
    }),
  )
}

/** Answers wrongly at first, reads what is right, and passes. */
async function passQuiz(page: Page): Promise<void> {
  await fillIn(page)
  await page.getByRole('button', { name: quiz.send }).click()
  // The address changes a moment before the page does.
  await page.getByRole('region', { name: quiz.results }).waitFor()
  const right = await readRight(page)
  const again = page.getByRole('link', { name: quiz.again })
  await again.click()
  await page.waitForURL((url) => url.search === '')
  await fillIn(page, right)
  await page.getByRole('button', { name: quiz.send }).click()
  await page.waitForURL(/attempt=/)
  await expect(page.getByText(lesson.finished)).toBeVisible()
}

async function beginCourse(context: BrowserContext, phone: string, slug: string): Promise<Page> {
  const page = await openAs(context, phone, `/learn/${slug}`)
  await page.getByRole('button', { name: course.start }).click()
  await page.waitForURL(/\/learn\/[^/]+\/[0-9a-f-]{36}/)
  return page
}

const finish = new RegExp(lesson.finish)

test('a course is learnt to its certificate, which opens her door and which anybody can check', async ({
  context,
  stranger,
}) => {
  test.setTimeout(180_000)
  const slug = 'live-selling'
  const page = await beginCourse(context, '13933340001', slug)
  for (let place = 0; place < 7; place += 1) {
    const here = page.url()
    await page.getByRole('button', { name: finish }).click()
    await page.waitForURL((url) => url.href !== here)
    await passQuiz(page)
    await page.getByRole('link', { name: place < 6 ? lesson.next : lesson.toCourse }).click()
    await page.waitForURL((url) => url.search === '')
    if (place < 6) await page.getByRole('button', { name: finish }).waitFor()
  }
  await page.getByRole('link', { name: course.toCertificate }).click()
  await page.getByLabel(certificate.name).fill('王秀英')
  await page.getByRole('button', { name: certificate.ask }).click()
  const number = /HD-\d{4}-\d{6}-\d/.exec((await page.getByText(/^HD-/).textContent()) ?? '')?.[0] ?? ''
  const pdf = await page.request.get(`/certificate/${number}/pdf`)
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-')

  const checking = await stranger.newPage()
  await checking.goto('/certificate')
  await checking.getByLabel(check.number).fill(number.toLowerCase().replaceAll('-', ' '))
  await checking.getByRole('button', { name: check.check }).click()
  await expect(checking.getByText(check.valid)).toBeVisible()
  await expect(checking.getByText('王**')).toBeVisible()
  expect(
    (await checking.request.get(`/certificate/${number}/pdf`)).url(),
    'a stranger is led away',
  ).toContain('/sign-in')

  await expect(async () => {
    await page.goto('/learn')
    await expect(page.getByText(door.open)).toBeVisible({ timeout: 500 })
  }).toPass()
})

test('what she reads and answers without network is kept and handed in once there is one', async ({
  context,
}) => {
  const page = await beginCourse(context, '13933340002', 'short-video')
  const [text, questions] = await page
    .locator('main ol a')
    .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href))
  await context.setOffline(true)
  await page.getByRole('button', { name: finish }).click()
  await expect(page.getByText(lesson.waiting)).toBeVisible()
  await context.setOffline(false)
  await expect(page.getByText(lesson.finished)).toBeVisible()
  expect(page.url()).toBe(text)

  await page.goto(questions ?? '')
  await fillIn(page)
  await context.setOffline(true)
  await page.getByRole('button', { name: quiz.send }).click()
  await expect(page.getByText(lesson.waiting)).toBeVisible()
  await context.setOffline(false)
  await page.waitForURL(/attempt=/)
  await expect(page.getByRole('region', { name: quiz.results })).toBeVisible()
})

test('a lesson and its quiz work without scripts, and a refused quiz keeps what she chose', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false })
  const page = await beginCourse(context, '13933340003', 'seafood-and-catering')
  await page.getByRole('button', { name: finish }).click()
  await fillIn(page)
  const several = page.locator('main input[type=checkbox]')
  for (const box of await several.all()) await box.uncheck()
  const options = await page.locator('main form label').allInnerTexts()
  const first = page.locator('main input[type=radio]').first()
  await page.getByRole('button', { name: quiz.send }).click()
  if ((await several.count()) > 0) {
    await expect(page.getByText(quiz.chooseSome).first()).toBeVisible()
    expect(await page.locator('main form label').allInnerTexts(), 'in the same order').toEqual(options)
    await expect(first).toBeChecked()
    await several.first().check()
    await page.getByRole('button', { name: quiz.send }).click()
  }
  await expect(page).toHaveURL(/attempt=/)
  await page.goto('/learn')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('这一课就')
  await expect(page.getByText(home.courses)).toBeVisible()
  await context.close()
})
