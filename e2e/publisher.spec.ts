import type { BrowserContext, Page } from '@playwright/test'
import { texts } from '#app/features/live/publisher/texts.ts'
import { texts as studioTexts } from '#app/features/live/studio/texts.ts'
import { openAs } from './fixtures/people.ts'
import { expectMovingPicture, expectSound, readPicture } from './fixtures/picture.ts'
import { createRoom, findReplay, waitUntilOnAir } from './fixtures/rooms.ts'
import { openSlowLine } from './fixtures/slow-line.ts'
import { goLive } from './fixtures/studio.ts'
import { expect, test, type Installation } from './fixtures/test.ts'

const { troubles } = texts.zh
const { golive } = studioTexts.zh

/** Keeps what the page is given by the phone, so that a test can take it away as the phone would. */
const phoneThatTakesAway = `
  window.phone = { tracks: [], error: null, hidden: false }
  if (navigator.mediaDevices) {
  const give = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    if (phone.error) throw new DOMException('', phone.error)
    const stream = await give(wanted)
    phone.tracks.push(...stream.getTracks())
    return stream
  }
  }
  phone.take = (kind) => {
    const track = phone.tracks.findLast((one) => one.kind === kind && one.readyState === 'live')
    track.stop()
    track.dispatchEvent(new Event('ended'))
  }
  Object.defineProperty(document, 'hidden', { get: () => phone.hidden })
  phone.hide = (hidden) => {
    phone.hidden = hidden
    document.dispatchEvent(new Event('visibilitychange'))
  }`

test('a camera that another app takes away comes back by itself, and the sound goes on meanwhile', async ({
  context,
  stranger,
  server,
}) => {
  test.setTimeout(120_000)
  const page = await openStudio(context, server, 'taken-away', '13933330001')
  await goLive(page)
  const viewer = await watch(stranger, server, 'taken-away')

  await page.evaluate("phone.error = 'NotReadableError'; phone.take('video')")
  await expect(page.getByText(troubles['camera-lost'])).toBeVisible()
  await page.waitForTimeout(6_000)
  const { at } = await readPicture(viewer)
  await page.waitForTimeout(3_000)
  expect((await readPicture(viewer)).at, 'the broadcast goes on with a still').toBeGreaterThan(at + 1.5)
  await expectSound(viewer)

  await page.evaluate('phone.error = null')
  await expect(page.getByText(troubles['camera-lost'])).toBeHidden({ timeout: 5_000 })
  await expectMovingPicture(viewer)

  await page.evaluate("phone.take('audio')")
  await expectSound(viewer)
  await expect(page.getByText(troubles['microphone-lost'])).toBeHidden()
  await page.evaluate('phone.hide(true)')
  await expect(page.getByText(troubles.hidden)).toBeVisible()
  await page.evaluate('phone.hide(false)')
  await expect(page.getByText(troubles.hidden)).toBeHidden()
})

test('what the phone refuses is said in plain words, and tried again when she presses', async ({
  context,
  server,
}) => {
  const page = await openStudio(context, server, 'refused', '13933330002', { opens: false })
  const open = page
    .getByRole('button', { name: golive.openCamera })
    .or(page.getByRole('button', { name: golive.tryAgain }))
  for (const [error, words] of [
    ['NotAllowedError', troubles['permission-refused']],
    ['NotReadableError', troubles['camera-busy']],
    ['NotFoundError', troubles['no-camera']],
  ]) {
    await page.evaluate(`phone.error = '${error}'`)
    await open.click()
    await expect(page.getByText(words ?? '')).toBeVisible()
  }
})

test('a weak line makes the picture smaller and tells her; a good one makes it whole again', async ({
  context,
  stranger,
  server,
}, info) => {
  test.setTimeout(180_000)
  const line = await openSlowLine(server.port)
  try {
    const page = await openStudio(context, server, 'weak-uplink', '13933330003', { url: line.url })
    await goLive(page)
    const viewer = await watch(stranger, server, 'weak-uplink')
    line.limit(55_000)
    const weak = page.getByText(troubles['network-weak'])
    await expect(weak).toBeVisible({ timeout: 40_000 })
    await page.waitForTimeout(25_000)
    await expect(page.locator('[data-stage="on-air"]')).toBeVisible()
    await expectMovingPicture(viewer)
    const lowered = await sizeOf(viewer)
    info.annotations.push({ type: 'picture on 440 kbit/s', description: lowered.join(' × ') })
    expect(Math.min(...lowered)).toBeLessThanOrEqual(540)
    line.limit(Infinity)
    await expect
      .poll(async () => Math.min(...(await sizeOf(viewer))), { timeout: 90_000 })
      .toBeGreaterThan(Math.min(...lowered))
    await page.close()
  } finally {
    await line.close()
  }
})

test('a browser that cannot code single frames is seen and heard by way of its recorder', async ({
  page,
  stranger,
  server,
}) => {
  const { slug } = await createRoom(server, 'recorder')
  await page.goto(`/dev/publish?source=camera&room=${slug}&encoder=recorder`)
  await page.getByRole('button', { name: texts.zh.page.start }).click()
  await expect(page.locator('[data-state="on-air"]')).toBeVisible({ timeout: 20_000 })
  const viewer = await watch(stranger, server, slug)
  await expectSound(viewer)
  await page.getByRole('button', { name: texts.zh.page.end }).click()
  await expect(page.locator('[data-state="ended"]')).toBeVisible()
  await findReplay(server, slug)
})

async function openStudio(
  context: BrowserContext,
  server: Installation,
  slug: string,
  phone: string,
  { url = server.url, opens = true } = {},
): Promise<Page> {
  await createRoom(server, slug, slug, { phone })
  await context.addInitScript(phoneThatTakesAway)
  if (!opens) await context.addInitScript("phone.error = 'NotAllowedError'")
  const page = await openAs(context, phone, `/studio/${slug}`)
  if (url !== server.url) {
    await context.addCookies(
      (await context.cookies(server.url)).map(({ name, value }) => ({ name, value, url })),
    )
    await page.goto(`${url}/studio/${slug}`)
  }
  return page
}

async function watch(stranger: BrowserContext, server: Installation, slug: string): Promise<Page> {
  await waitUntilOnAir(server, slug)
  const viewer = await stranger.newPage()
  await viewer.goto(`/live/${slug}`, { waitUntil: 'commit' })
  await expectMovingPicture(viewer)
  return viewer
}

/** What is decoded now. */
function sizeOf(viewer: Page): Promise<[number, number]> {
  return viewer
    .locator('video')
    .first()
    .evaluate((video: HTMLVideoElement) => [video.videoWidth, video.videoHeight])
}
