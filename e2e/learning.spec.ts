import { texts as learn } from '#app/features/training/learn-texts.ts'
import { untilAwake } from './fixtures/awake.ts'
import { beginCourse, fillInQuiz, finish } from './fixtures/learning.ts'
import { expect, test } from './fixtures/test.ts'

const { home, lesson, quiz } = learn.zh

// What a refused form answers; a page without network.
test.use({ allowedErrors: [/status of (409|422)|ERR_INTERNET_DISCONNECTED|manifest patches/] })

test('what she reads and answers without network is kept and handed in once there is one', async ({
  context,
}) => {
  const page = await beginCourse(context, '13933340002', 'short-video')
  const [text, questions] = await page
    .locator('main ol a')
    .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href))
  await untilAwake(page)
  await context.setOffline(true)
  await page.getByRole('button', { name: finish }).click()
  await expect(page.getByText(lesson.waiting)).toBeVisible()
  await context.setOffline(false)
  await expect(page.getByText(lesson.finished)).toBeVisible()
  expect(page.url()).toBe(text)

  await page.goto(questions ?? '')
  await fillInQuiz(page)
  await untilAwake(page)
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
  await fillInQuiz(page)
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
