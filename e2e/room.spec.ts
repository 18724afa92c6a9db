import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { texts as common } from '#app/kernel/i18n/common.ts'
import { texts } from '#app/features/live/texts.ts'
import { chooseReading, readings } from './fixtures/language.ts'
import { publishByRtmp } from './fixtures/obs.ts'
import { expectMovingPicture, expectSound, firstPicture, measureFirstPicture } from './fixtures/picture.ts'
import { createRoom, findReplay, waitUntilOnAir } from './fixtures/rooms.ts'
import { expect, test } from './fixtures/test.ts'

const words = texts.zh

/** The demo's host, as she is seeded. */
const demoHost = '红岛大姐'

test('a stranger who opens a deep link sees a moving picture', async ({ stranger, demoRoom }) => {
  const page = await stranger.newPage()
  await page.goto(`/live/${demoRoom}`, { waitUntil: 'commit' })
  await measureFirstPicture(page, 20_000)
  await expectMovingPicture(page)
})

test('the room opens silent, and one touch turns the sound on', async ({ page, demoRoom }) => {
  await page.goto(`/live/${demoRoom}`)
  await firstPicture(page, 10_000)
  const video = page.locator('video').first()
  await expect(video).toHaveJSProperty('muted', true)
  await page.getByRole('button', { name: words.player.soundOn }).click()
  await expect(video).toHaveJSProperty('muted', false)
  await expectSound(page)
})

test('a room that ends while somebody watches says so and leads to the replay', async ({ page, server }) => {
  const room = await createRoom(server, 'ends-soon')
  const obs = publishByRtmp({ rtmpPort: server.rtmpPort, streamKey: room.streamKey })
  await waitUntilOnAir(server, room.slug)
  await page.goto(`/live/${room.slug}`)
  await expectMovingPicture(page)
  await obs.stop()
  await expect(page.getByRole('heading', { name: words.room.ended })).toBeVisible({ timeout: 20_000 })
  await page.getByRole('link', { name: words.room.watchReplay }).click()
  await expect(page).toHaveURL(/\/replay\//)
  await page.getByRole('button', { name: words.player.needsTap }).click()
  await expectMovingPicture(page)
})

test('a viewer whose host loses the line is told to wait, and the picture goes on by itself', async ({
  page,
  server,
}) => {
  const room = await createRoom(server, 'weak-line')
  const first = publishByRtmp({ rtmpPort: server.rtmpPort, streamKey: room.streamKey })
  await waitUntilOnAir(server, room.slug)
  await page.goto(`/live/${room.slug}`)
  await expectMovingPicture(page)
  await first.vanish()
  await expect(page.getByText(words.room.interrupted)).toBeVisible({ timeout: 20_000 })
  const second = publishByRtmp({ rtmpPort: server.rtmpPort, streamKey: room.streamKey })
  await expectMovingPicture(page)
  await expect(page.getByText(words.room.interrupted)).toBeHidden({ timeout: 20_000 })
  await second.stop()
  await findReplay(server, room.slug)
})

for (const reading of readings) {
  test(`on a phone held across, nothing has to be scrolled to (${reading})`, async ({
    page,
    server,
    demoRoom,
  }) => {
    await page.setViewportSize({ width: 844, height: 390 })
    await chooseReading(page, reading, server.url)
    await page.goto(`/live/${demoRoom}`)
    await firstPicture(page, 10_000)
    const { player } = texts[reading === 'en' ? 'en' : 'zh']
    for (const essential of [
      page.locator('video').first(),
      page.getByRole('button', { name: player.soundOn, exact: true }),
      page.getByRole('button', { name: player.soundOnly, exact: true }),
      page.getByRole('heading', { level: 1 }),
      page.getByText(demoHost, { exact: true }),
    ])
      await expect(essential).toBeInViewport({ ratio: 1 })
    const overhang = () =>
      page.evaluate(() => [document.documentElement.scrollHeight, document.documentElement.scrollWidth])
    expect(await overhang()).toEqual([390, 844])
    await page.getByRole('button', { name: player.soundOn, exact: true }).click()
    await expect(page.locator('video').first()).toHaveJSProperty('muted', false)
  })
}

test('the menu of type and language closes on Escape and on a press beside it', async ({
  page,
  demoRoom,
}) => {
  await page.goto(`/live/${demoRoom}`)
  await firstPicture(page, 10_000)
  const menu = page.locator('summary')
  const choice = page.getByRole('button', { name: common.zh.preferences.english })
  await expect(menu).toContainText(common.zh.preferences.menu)
  await menu.click()
  await expect(choice).toBeVisible()
  await choice.focus()
  await page.keyboard.press('Escape')
  await expect(choice).toBeHidden()
  await expect(menu).toBeFocused()
  await menu.click()
  await expect(choice).toBeVisible()
  await page.mouse.click(195, 500)
  await expect(choice).toBeHidden()
  await menu.click()
  await choice.click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
})

test('a viewer whose line stalled comes back as near to live as she was', async ({ page, demoRoom }) => {
  test.setTimeout(120_000)
  await page.goto(`/live/${demoRoom}`)
  await expectMovingPicture(page)
  const source = await sourceOf(page)
  const before = await secondsBehind(page)
  await stallLine(page, 4000)
  await expect.poll(() => secondsBehind(page)).toBeGreaterThan(before + 1)
  // At a tenth over the picture's pace three seconds take half a minute, and the line has to be calm as long.
  await expect.poll(() => secondsBehind(page), { timeout: 90_000 }).toBeLessThan(before + 0.3)
  expect(await sourceOf(page), 'the stream was not opened anew').toBe(source)
  await expectMovingPicture(page)
})

function sourceOf(page: Page): Promise<string> {
  return page
    .locator('video')
    .first()
    .evaluate((video: HTMLVideoElement) => video.currentSrc)
}

/** Withholds the stream from the page for a while, as a phone in a lift sees it; what was asked for comes then. */
async function stallLine(page: Page, forMs: number): Promise<void> {
  const stream = /\/live\/.+\.(m3u8|m4s|mp4)/
  const until = Date.now() + forMs
  await page.route(stream, async (route) => {
    await sleep(Math.max(0, until - Date.now()))
    await route.continue()
  })
  await sleep(forMs)
  await page.unroute(stream)
}

/** How far the picture's clock is behind the page's: only its change has a meaning. */
function secondsBehind(page: Page): Promise<number> {
  return page
    .locator('video')
    .first()
    .evaluate((video: HTMLVideoElement) => performance.now() / 1000 - video.currentTime)
}

test.describe('without a room', () => {
  test.use({ allowedErrors: [/404/] })

  for (const name of ['%00', 'harbour%00', 'Harbour', '%F0%9F%A6%90'])
    test(`/live/${name} is a missing page`, async ({ page }) => {
      const answer = await page.goto(`/live/${name}`)
      expect(answer?.status()).toBe(404)
      await expect(page.getByText(words.roomMissing)).toBeVisible()
    })

  for (const name of ['%00', '00000000-0000-7000-8000-00000000000%00'])
    test(`/replay/${name} is a missing page`, async ({ page }) => {
      const answer = await page.goto(`/replay/${name}`)
      expect(answer?.status()).toBe(404)
      await expect(page.getByText(words.replay.missing)).toBeVisible()
    })

  test('an address that leads nowhere says so', async ({ page }) => {
    const answer = await page.goto('/live/no-such-room')
    expect(answer?.status()).toBe(404)
    await expect(page.getByText(words.roomMissing)).toBeVisible()
  })
})
