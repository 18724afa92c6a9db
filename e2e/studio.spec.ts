import type { Page } from '@playwright/test'
import { texts } from '#app/features/live/studio/texts.ts'
import { publishByRtmp } from './fixtures/obs.ts'
import { openAs } from './fixtures/people.ts'
import { expectMovingPicture } from './fixtures/picture.ts'
import { createRoom, waitUntilOnAir } from './fixtures/rooms.ts'
import { goLive } from './fixtures/studio.ts'
import { expect, test } from './fixtures/test.ts'

const { golive, console: onAir, summary } = texts.zh

test('she goes live with one press, is asked before it ends, and sees how it went', async ({
  context,
  stranger,
  server,
}) => {
  test.setTimeout(120_000)
  const phone = '13922220001'
  const { slug } = await createRoom(server, 'one-press', '旧名字', { phone })
  // One room: it opens by itself.
  const page = await openAs(context, phone, `/studio/${slug}`)
  await page.goto('/studio')
  await expect(page).toHaveURL(`${server.url}/studio/${slug}`)
  await rename(page, '胶州湾早潮蛤蜊')

  await goLive(page)
  await expect(page.getByText(onAir.network.good)).toBeVisible()
  const watching = await stranger.newPage()
  await watching.goto(`/live/${slug}`)
  await expectMovingPicture(watching)
  await expect(watching.getByRole('heading', { name: '胶州湾早潮蛤蜊' })).toBeVisible()

  await page.getByRole('button', { name: onAir.end }).click()
  await page.getByRole('button', { name: onAir.keep }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(stageOf(page, 'on-air')).toBeVisible()
  await end(page)

  await expect(page.getByRole('heading', { name: summary.heading })).toBeFocused()
  await expect(page.getByText(summary.newFollowers)).toBeVisible({ timeout: 20_000 })
  const replay = page.getByRole('link', { name: summary.watch })
  await expect(replay).toBeVisible({ timeout: 20_000 })
  await page.getByRole('link', { name: summary.again }).click()
  await expect(stageOf(page, 'before')).toBeVisible()
  await page.getByText(golive.last, { exact: true }).click()
  await replay.click()
  await expect(page).toHaveURL(/\/replay\//)
})

test('a page that was loaded anew goes on with the broadcast by one press', async ({ context, server }) => {
  test.setTimeout(120_000)
  const phone = '13922220002'
  const { slug } = await createRoom(server, 'go-on', '接着播的一场', { phone })
  const page = await openAs(context, phone, `/studio/${slug}`)
  await goLive(page)
  await waitUntilOnAir(server, slug)
  page.on('dialog', (dialog) => void dialog.accept())
  await page.reload()

  const resume = page.getByRole('button', { name: golive.resume })
  await expect(page.getByRole('heading', { name: golive.waiting })).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText(/还剩/)).toBeVisible()
  await resume.click()
  await expect(stageOf(page, 'on-air')).toBeVisible({ timeout: 20_000 })
  await end(page)
  await expect(page.getByText(summary.newFollowers)).toBeVisible({ timeout: 20_000 })
})

test('while OBS broadcasts, her page is the console without a camera', async ({ context, server }) => {
  const phone = '13922220003'
  const { slug, streamKey } = await createRoom(server, 'by-obs', '用电脑播的一场', { phone })
  const obs = publishByRtmp({ rtmpPort: server.rtmpPort, streamKey })
  try {
    await waitUntilOnAir(server, slug)
    const page = await openAs(context, phone, `/studio/${slug}`)
    await expect(page.getByRole('heading', { name: onAir.elsewhere })).toBeVisible()
    await expect(page.getByText(onAir.viewers, { exact: true })).toBeVisible()
    await expect(page.locator('video')).toHaveCount(0)
  } finally {
    await obs.stop()
  }
})

test.describe('who is not the host', () => {
  test.use({ allowedErrors: [/status of 404/] })

  test('finds nothing there, signed in or led to sign in', async ({ context, page, server }) => {
    const { slug } = await createRoom(server, 'not-yours', '别人的直播间', { phone: '13922220004' })
    await page.goto(`/studio/${slug}`)
    await expect(page).toHaveURL(/\/sign-in/)
    const other = await openAs(context, '13922220005', '/studio')
    await expect(other.getByRole('heading', { name: texts.zh.home.none })).toBeVisible()
    expect((await other.goto(`/studio/${slug}`))?.status()).toBe(404)
  })
})

function stageOf(page: Page, stage: string) {
  return page.locator(`[data-stage="${stage}"]`)
}

async function end(page: Page): Promise<void> {
  await page.getByRole('button', { name: onAir.end }).click()
  await page.getByRole('dialog').getByRole('button', { name: onAir.end }).click()
  await expect(stageOf(page, 'over')).toBeVisible({ timeout: 20_000 })
}

async function rename(page: Page, title: string): Promise<void> {
  await page.getByText(golive.change, { exact: true }).click()
  await page.getByLabel(golive.nameField).fill(title)
  await page.getByRole('button', { name: golive.save }).click()
  await expect(page.getByRole('heading', { name: title, exact: true })).toBeVisible()
}
