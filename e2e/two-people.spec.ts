import type { BrowserContext, Page } from '@playwright/test'
import { texts as chat } from '#app/features/live/chat/texts.ts'
import { texts as studio } from '#app/features/live/studio/texts.ts'
import { openLine, type Line } from './fixtures/line.ts'
import { markPage, openAs, signInHere } from './fixtures/people.ts'
import { expectMovingPicture, measureFirstPicture, readPicture, type Progress } from './fixtures/picture.ts'
import { createRoom, findReplay } from './fixtures/rooms.ts'
import { goLive } from './fixtures/studio.ts'
import { expect, test, type Installation } from './fixtures/test.ts'

const phones = {
  host: '13911110001',
  buyer: '13911110002',
  assistant: '13911110003',
  spammer: '13911110004',
}
const slug = 'two-people'

// What a cut line looks like in a browser.
test.use({ allowedErrors: [/net::ERR_|WebSocket connection to|status of 50\d/] })

test('she goes live, he watches, chats and follows, her assistant silences a spammer; her network drops and comes back; the replay has its chat', async ({
  newPhone,
  server,
  page: his,
}, info) => {
  test.setTimeout(180_000)
  await createRoom(server, slug, '胶州湾早潮蛤蜊', { phone: phones.host })
  const line = await openLine(server.port)
  // Hers reaches the server by a line that can be cut.
  const phone = await newPhone(line.url)
  try {
    const hers = await openAs(phone, phones.host, `/studio/${slug}/assistants`)
    const assistant = await becomesAssistant(hers, await newPhone())
    await goesLive(hers)
    await opensTheLink(his, hers)
    await signsInWithoutLosingHisPlace(his)
    await speaks(his, hers, '大姐，今天的蛤蜊吐沙了吗？')
    await follows(his)
    await silencesASpammer(assistant, await newPhone(), his)
    for (const seconds of [3, 60]) {
      const backAfter = await networkDrops({ line, his, hers, seconds })
      info.annotations.push({
        type: `picture back after ${seconds} s`,
        description: `${Math.round(backAfter)} ms`,
      })
    }
    await speaks(his, hers, '画面回来了')
    await ends(hers)
    await seesTheReplay(his, server)
  } finally {
    await phone.close()
    await line.close()
  }
})

/** She shows an invitation, and her assistant takes it with a phone of her own. */
async function becomesAssistant(hers: Page, phone: BrowserContext): Promise<Page> {
  await hers.getByRole('button', { name: studio.zh.assistants.invite }).click()
  const link = await hers.getByText(/\/assist\/[\w-]{20,}/).textContent()
  const page = await openAs(phone, phones.assistant, new URL(link ?? '').pathname)
  await page.getByRole('button', { name: studio.zh.invitation.accept }).click()
  await page.waitForURL((url) => url.pathname === `/studio/${slug}/assist`)
  return page
}

async function goesLive(hers: Page): Promise<void> {
  await hers.getByRole('link', { name: studio.zh.assistants.back }).click()
  await goLive(hers)
}

/** Somebody says what does not belong there: it goes out of his sight, and whoever said it is told why. */
async function silencesASpammer(assistant: Page, phone: BrowserContext, his: Page): Promise<void> {
  const spam = '别在这家买，我家更便宜'
  const page = await openAs(phone, phones.spammer, `/live/${slug}`)
  await say(page, spam)
  await expect(his.getByRole('log').getByText(spam)).toBeVisible()
  await assistant.getByRole('button', { name: new RegExp(spam) }).click()
  await assistant.getByLabel(studio.zh.moderation.deeds['mute-10']).check()
  await assistant.getByRole('button', { name: studio.zh.moderation.confirm }).click()
  await expect(his.getByRole('log').getByText(spam)).toBeHidden()
  await expect(page.getByText(studio.zh.moderation.reasons.advertising)).toBeVisible()
  await say(page, '还是我家的好')
  await expect(page.getByText(/暂时不能说话/).first()).toBeVisible()
  await expect(his.getByText('还是我家的好')).toBeHidden()
  await phone.close()
}

/** He is not signed in. */
async function opensTheLink(his: Page, hers: Page): Promise<void> {
  await his.goto(`/live/${slug}`)
  await measureFirstPicture(his, 15_000)
  await expectMovingPicture(his)
  await expect(hers.getByText(studio.zh.console.viewers)).toBeVisible()
}

async function signsInWithoutLosingHisPlace(his: Page): Promise<void> {
  const still = await markPage(his)
  await his.getByRole('button', { name: '打开声音' }).click()
  await his.getByRole('button', { name: /说句话|登录后说话/ }).click()
  await expect(his.getByRole('dialog')).toBeVisible()
  const before = await readPicture(his)
  await signInHere(his, phones.buyer)
  await expect(his.getByRole('dialog')).toBeHidden()
  await still()
  expect((await readPicture(his)).at, 'the picture went on').toBeGreaterThan(before.at)
  expect(
    await his
      .locator('video')
      .first()
      .evaluate((video: HTMLVideoElement) => video.muted),
  ).toBe(false)
}

async function speaks(his: Page, hers: Page, text: string): Promise<void> {
  await say(his, text)
  await expect(his.getByRole('log').getByText(text)).toBeVisible()
  await expect(hers.getByText(text)).toBeVisible()
}

async function say(page: Page, text: string): Promise<void> {
  const field = page.getByRole('textbox', { name: chat.zh.say })
  // A page that has only just come does not answer a press yet.
  await expect(async () => {
    if (!(await field.isVisible())) await page.getByRole('button', { name: chat.zh.say }).click()
    await expect(field).toBeVisible({ timeout: 500 })
  }).toPass()
  await field.fill(text)
  await field.press('Enter')
}

async function follows(his: Page): Promise<void> {
  await his.getByRole('button', { name: chat.zh.follow, exact: true }).click()
  await expect(his.getByRole('button', { name: chat.zh.following })).toBeVisible()
}

/** Answers the milliseconds from the network's return to the first new picture on his screen. */
async function networkDrops({
  line,
  his,
  hers,
  seconds,
}: {
  line: Line
  his: Page
  hers: Page
  seconds: number
}): Promise<number> {
  const [hisPage, herPage] = [await markPage(his), await markPage(hers)]
  line.cut()
  await his.waitForTimeout(seconds * 1000)
  const stopped = await readPicture(his)
  line.mend()
  const mendedAt = Date.now()
  await expect
    .poll(async () => isNew(await readPicture(his), stopped), {
      message: 'the picture is back',
      timeout: 20_000,
      intervals: [50],
    })
    .toBe(true)
  const backAfter = Date.now() - mendedAt
  await expectMovingPicture(his)
  await expect(hers.locator('[data-stage="on-air"]')).toBeVisible()
  await hisPage()
  await herPage()
  return backAfter
}

/** Frames are shown that were not before; a stream that was opened anew counts its frames from nothing. */
function isNew({ frames }: Progress, before: Progress): boolean {
  return frames < before.frames ? frames > 2 : frames > before.frames + 2
}

async function ends(hers: Page): Promise<void> {
  await hers.getByRole('button', { name: studio.zh.console.end }).click()
  const sheet = hers.getByRole('dialog')
  await expect(sheet.getByText(studio.zh.console.endTitle)).toBeVisible()
  await sheet.getByRole('button', { name: studio.zh.console.end }).click()
  await expect(hers.getByRole('heading', { name: studio.zh.summary.heading })).toBeVisible({
    timeout: 20_000,
  })
}

/** The same words at the same moments: not yet at the beginning, there at the end. */
async function seesTheReplay(his: Page, server: Installation): Promise<void> {
  await expect(his.getByText('这一场播完了').first()).toBeVisible({ timeout: 15_000 })
  const replay = await findReplay(server, slug)
  await his.goto(`/replay/${replay}`)
  await his.getByRole('button', { name: '点一下，开始看' }).click()
  await expectMovingPicture(his)
  const video = his.locator('video').first()
  const panel = his.getByRole('log')
  const [asked, back] = ['大姐，今天的蛤蜊吐沙了吗？', '画面回来了']
  await expect(panel.getByText(back)).toBeHidden()
  await video.evaluate((element: HTMLVideoElement) => (element.currentTime = element.duration - 0.5))
  await expect(panel.getByText(asked)).toBeVisible()
  await expect(panel.getByText(back)).toBeVisible()
  await video.evaluate((element: HTMLVideoElement) => (element.currentTime = 0))
  await expect(panel.getByText(back)).toBeHidden()
}
