import { expectMovingPicture } from './fixtures/picture.ts'
import { expect, test } from './fixtures/test.ts'

test('the front page moves: a stranger sees the demo broadcast without touching anything', async ({
  page,
  demoRoom,
}) => {
  await page.goto('/')
  await expectMovingPicture(page)
  await expect(page.locator('video').first()).toHaveJSProperty('muted', true)
  await expect(page.locator(`a[href^="/live/${demoRoom}"]`).first()).toBeVisible()
})

test('one touch leads from the front page into the room', async ({ page, demoRoom }) => {
  await page.goto('/')
  await page.locator(`a[href^="/live/${demoRoom}"]`).first().click()
  await expect(page).toHaveURL(new RegExp(`/live/${demoRoom}$`))
  await expectMovingPicture(page)
})
