import { texts } from '#app/features/live/texts.ts'
import { publishByRtmp } from './fixtures/obs.ts'
import { expectMovingPicture, expectSound, firstPicture } from './fixtures/picture.ts'
import { createRoom, findReplay, waitUntilOnAir } from './fixtures/rooms.ts'
import { expect, test } from './fixtures/test.ts'

const words = texts.zh

test('a stranger who opens a deep link sees a moving picture within four seconds', async ({
  stranger,
  demoRoom,
}) => {
  const page = await stranger.newPage()
  await page.goto(`/live/${demoRoom}`, { waitUntil: 'commit' })
  const milliseconds = await firstPicture(page, 10_000)
  test.info().annotations.push({ type: 'first picture', description: `${Math.round(milliseconds)} ms` })
  expect(milliseconds).toBeLessThanOrEqual(4000)
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
  await page
    .locator('video')
    .first()
    .evaluate((video: HTMLVideoElement) => video.play())
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

test.describe('without a room', () => {
  test.use({ allowedErrors: [/404/] })

  test('an address that leads nowhere says so', async ({ page }) => {
    const answer = await page.goto('/live/no-such-room')
    expect(answer?.status()).toBe(404)
    await expect(page.getByText(words.roomMissing)).toBeVisible()
  })
})
