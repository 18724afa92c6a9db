import type { Locator, Page } from '@playwright/test'
import { texts as learnTexts } from '#app/features/training/learn-texts.ts'
import { texts as teachTexts } from '#app/features/training/teach/teach-texts.ts'
import { chooseReading, readings } from './fixtures/language.ts'
import { openAs } from './fixtures/people.ts'
import { expectReadable } from './fixtures/readable.ts'
import { addLesson, beginCourse, press, teacher, waitUntilSaved } from './fixtures/teaching.ts'
import { expect, test } from './fixtures/test.ts'

const teach = teachTexts.zh
const { course: learning, lesson: reading, quiz: asking } = learnTexts.zh

// Other journeys' courses stand on the list, which is read here in English; what a refused form answers is expected.
test.use({ world: 'teaching', allowedErrors: [/status of (409|422)/] })

/** A text with a heading, bold words, a photo of hers and a source. */
async function writeText(page: Page): Promise<void> {
  const text = page.getByRole('textbox', { name: teach.lesson.body })
  await text.click()
  await press(page, teach.editor.h2)
  await page.keyboard.type('先吐沙')
  await page.keyboard.press('Enter')
  await page.keyboard.type('蛤蜊泡两个钟头，')
  await press(page, teach.editor.bold)
  await page.keyboard.type('盐水要淡。')
  await press(page, teach.editor.picture)
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel(teach.editor.pictureFile).setInputFiles('docs/guide/images/learn-zh.png')
  await sheet.getByLabel(teach.editor.pictureAlt).fill('一盆蛤蜊')
  await press(sheet, teach.editor.put)
  await expect(text.getByRole('img', { name: '一盆蛤蜊' })).toBeVisible()
  await page.keyboard.press('ArrowRight')
  await press(page, teach.editor.source)
  await sheet.getByLabel(teach.editor.sourceName).fill('食品安全法')
  await sheet.getByLabel(teach.editor.sourceIssuer).fill('全国人大常委会')
  await sheet.getByLabel(teach.editor.sourceYear).fill('2021')
  await press(sheet, teach.editor.put)
  await expect(text.getByText('食品安全法')).toBeVisible()
}

/** One question of each kind. */
async function writeQuiz(page: Page): Promise<void> {
  const { quiz } = teach
  const questions = page.locator('fieldset', { has: page.locator('legend', { hasText: /第 \d 题/ }) })
  const option = (place: Locator, index: number, words: string) =>
    place.locator('input[type=text][name*=options]').nth(index).fill(words)
  for (const [index, kind] of (['single', 'multiple', 'order', 'number'] as const).entries()) {
    await press(page, quiz.kinds[kind])
    const question = questions.nth(index)
    await question.getByLabel(quiz.ask).fill(`问题${index + 1}`)
    await question.getByLabel(quiz.why, { exact: true }).fill('因为')
    if (kind === 'number') await question.getByLabel(quiz.amount).fill('36')
    else for (const place of [0, 1, 2]) await option(question, place, `答案${place + 1}`)
  }
  await questions.nth(0).getByRole('radio').first().check()
  // What is not ticked yet is said at its question, and nothing is lost.
  await press(page, teach.lesson.save)
  await expect(questions.nth(1).getByText(quiz.rightMissing)).toBeVisible()
  await questions.nth(1).getByRole('checkbox').nth(0).check()
  await questions.nth(1).getByRole('checkbox').nth(2).check()
  await press(page, teach.lesson.save)
  await waitUntilSaved(page)
}

async function answerQuiz(page: Page): Promise<void> {
  const questions = page.locator('main form fieldset')
  await questions.nth(0).getByLabel('答案1').check()
  await questions.nth(1).getByLabel('答案1').check()
  await questions.nth(1).getByLabel('答案3').check()
  for (const step of [1, 2, 3])
    await questions
      .nth(2)
      .locator('label', { hasText: `答案${step}` })
      .locator('select')
      .selectOption(String(step))
  await questions.nth(3).locator('input[inputmode]').fill('36')
  await press(page, asking.send)
  await page.waitForURL(/attempt=/)
  await expect(page.getByText(reading.finished)).toBeVisible()
}

test('a course is written on a phone, published and learnt; a second version throws nobody back', async ({
  context,
  newPhone,
  server,
  demoRoom,
}, info) => {
  test.setTimeout(240_000)
  expect(demoRoom).toBe('demo')
  const page = await openAs(context, teacher, '/teach/courses')
  const here = await beginCourse(page, '蛤蜊怎么播')
  await addLesson(page, { title: '先吐沙', kind: 'text' })
  await writeText(page)
  await waitUntilSaved(page)
  const lesson = page.url()
  await page.goto(here)
  await expect(page.getByText(teach.course.publishReady)).toBeVisible()
  await addLesson(page, { title: '练一练', kind: 'quiz' })
  const quiz = page.url()
  await page.goto(here)
  await expect(page.getByRole('link', { name: '“练一练”还没出题' })).toBeVisible()
  await page.goto(quiz)
  await writeQuiz(page)
  for (const one of readings) {
    await chooseReading(page, one, server.url)
    for (const [name, address] of [
      ['courses', '/teach/courses'],
      ['course', here],
      ['lesson', lesson],
      ['quiz', quiz],
      ['preview', `${here}/preview`],
    ] as const) {
      await page.goto(address)
      await expect(page.locator('h1').first()).toBeVisible()
      if (name === 'lesson') await expect(page.getByRole('toolbar')).toBeVisible()
      await expectReadable(page, one, `teach-${name}-${one}-${info.project.name}`)
    }
  }
  await chooseReading(page, 'zh', server.url)
  await page.goto(here)
  await press(page, teach.course.publish)
  await expect(page.getByText(teach.course.publishedHint)).toBeVisible()

  const slug = here.split('/').at(-1) ?? ''
  const learner = await openAs(await newPhone(), '13933350001', `/learn/${slug}`)
  await press(learner, learning.start)
  await learner.waitForURL(/\/learn\/[^/]+\/[0-9a-f-]{36}/)
  await expect(learner.getByRole('img', { name: '一盆蛤蜊' })).toBeVisible()
  await expect(learner.getByText('食品安全法')).toBeVisible()
  await learner.getByRole('button', { name: new RegExp(reading.finish) }).click()
  await answerQuiz(learner)

  await press(page, teach.course.newDraft)
  await expect(page.getByText('第 2 版 · 草稿')).toBeVisible()
  await addLesson(page, { title: '再来一课', kind: 'text' })
  await page.getByRole('textbox', { name: teach.lesson.body }).click()
  await page.keyboard.type('新的内容。')
  await waitUntilSaved(page)
  await page.goto(here)
  await press(page, teach.course.publish)
  await expect(page.getByText(teach.course.publishedHint)).toBeVisible()

  await learner.goto(`/learn/${slug}`)
  await expect(learner.getByText('学完 2 节，共 2 节')).toBeVisible()
  await expect(learner.getByRole('heading', { name: learning.newer })).toBeVisible()
  await press(learner, learning.move)
  await expect(learner.getByText(learning.moved)).toBeVisible()
  await expect(learner.getByText('学完 2 节，共 3 节')).toBeVisible()
})

test('a quiz is written without scripts, and what is refused comes back as it was typed', async ({
  browser,
  context,
  server,
}) => {
  test.setTimeout(120_000)
  const page = await openAs(context, teacher, '/teach/courses')
  const here = await beginCourse(page, '不开脚本')
  await addLesson(page, { title: '练一练', kind: 'quiz' })
  const plain = await browser.newContext({ baseURL: server.url, javaScriptEnabled: false })
  const written = await openAs(plain, teacher, new URL(page.url()).pathname)
  await press(written, teach.quiz.kinds.single)
  await written.getByLabel(teach.quiz.ask).fill('先说什么')
  await press(written, teach.lesson.save)
  await expect(written.getByText(teach.quiz.whyMissing)).toBeVisible()
  await expect(written.getByLabel(teach.quiz.ask)).toHaveValue('先说什么')
  await written.getByLabel(teach.quiz.why, { exact: true }).fill('先说产地')
  await written.locator('input[name*=options]').nth(0).fill('产地')
  await written.locator('input[name*=options]').nth(1).fill('价钱')
  await written.getByRole('radio').first().check()
  await press(written, teach.lesson.save)
  await expect(written.getByText(teach.quiz.whyMissing)).toBeHidden()
  // Saved meanwhile in another window of hers: she is asked, and pressing "save" again answers nothing.
  const second = await plain.newPage()
  await second.goto(written.url())
  await written.getByLabel(teach.quiz.ask).fill('最先说什么')
  await press(written, teach.lesson.save)
  await second.getByLabel(teach.quiz.ask).fill('开头说什么')
  for (const again of [false, true]) {
    await press(second, teach.lesson.save)
    await expect(second.getByText(teach.lesson.conflicts['saved-elsewhere']), `again: ${again}`).toBeVisible()
  }
  const answer = second.waitForResponse((one) => one.request().method() === 'POST')
  await second.getByLabel(teach.quiz.ask).press('Enter')
  expect((await answer).status(), 'nor does Enter').toBe(409)
  await press(second, teach.lesson.conflictMine)
  await expect(second.getByText(teach.lesson.conflicts['saved-elsewhere'])).toBeHidden()
  await expect(second.getByLabel(teach.quiz.ask)).toHaveValue('开头说什么')
  await plain.close()
  await page.goto(here)
  await expect(page.getByText(teach.course.publishReady)).toBeVisible()
})
