import type { Locator, Page } from '@playwright/test'
import { texts as identity } from '#app/features/identity/sign-in-texts.ts'
import { texts as chat } from '#app/features/live/chat/texts.ts'
import { texts as live } from '#app/features/live/texts.ts'
import { shownCode } from './fixtures/people.ts'
import { expectMovingPicture } from './fixtures/picture.ts'
import { expect, test } from './fixtures/test.ts'

const { signIn } = identity.zh

test.use({ viewport: { width: 1280, height: 800 }, isMobile: false, hasTouch: false })

test('with the keyboard alone he watches, hears, signs in over the picture, chats, likes and follows', async ({
  page,
  demoRoom,
}) => {
  await page.goto(`/live/${demoRoom}`)
  await expectMovingPicture(page)
  await tabTo(page, page.getByRole('button', { name: live.zh.player.soundOn }))
  await page.keyboard.press('Enter')
  await expect(page.locator('video').first()).toHaveJSProperty('muted', false)

  const field = page.getByRole('textbox', { name: chat.zh.say })
  await tabTo(page, field)
  const words = '蛤蜊新鲜吗'
  await page.keyboard.type(words)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await expect(page.getByLabel(signIn.phone)).toBeFocused()
  await page.keyboard.type('13955550001')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel(signIn.code, { exact: true })).toBeFocused()
  await page.keyboard.type(await shownCode(page))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeHidden()

  await expect(field, 'what he typed is still there').toHaveValue(words)
  await expect(field).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('log').getByText(words)).toBeVisible()
  await expect(field, 'the next sentence may be typed at once').toBeFocused()
  await page.keyboard.type('给我留两斤')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('log').getByText('给我留两斤')).toBeVisible()

  await tabTo(page, page.getByRole('button', { name: chat.zh.follow, exact: true }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: chat.zh.following })).toBeFocused()
})

/** Goes on with the Tab key until this has the focus, and sees where it is. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press('Tab')
    if (await target.evaluate((element) => element === document.activeElement)) return
  }
  throw new Error('the Tab key does not lead there')
}
