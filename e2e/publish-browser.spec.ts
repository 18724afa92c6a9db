import { texts } from '#app/features/live/publisher/texts.ts'
import { expectMovingPicture, expectSound, measureFirstPicture } from './fixtures/picture.ts'
import { createRoom, findReplay, waitUntilOnAir } from './fixtures/rooms.ts'
import { expect, test } from './fixtures/test.ts'

const words = texts.zh

test("the browser's camera is seen and heard by a stranger in another browser", async ({
  page,
  stranger,
  server,
}) => {
  const room = await createRoom(server, 'camera')
  await page.goto(`/dev/publish?source=camera&room=${room.slug}`)
  await page.getByRole('button', { name: words.page.start }).click()
  await expect(page.locator('[data-state="on-air"]')).toBeVisible({ timeout: 20_000 })
  await waitUntilOnAir(server, room.slug)

  const viewer = await stranger.newPage()
  await viewer.goto(`/live/${room.slug}`, { waitUntil: 'commit' })
  await measureFirstPicture(viewer, 20_000)
  await expectMovingPicture(viewer)
  await expectSound(viewer)

  await page.getByRole('button', { name: words.page.end }).click()
  await expect(page.locator('[data-state="ended"]')).toBeVisible()
  await findReplay(server, room.slug)
})
