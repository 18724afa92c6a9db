import { untilAwake } from './fixtures/awake.ts'
import { expect, test } from './fixtures/test.ts'

test('whoever presses while the scripts take a page over gets a page that works', async ({
  page,
  demoRoom,
}) => {
  await page.addInitScript(() => {
    const pressing = setInterval(() => {
      const pressed = document.querySelector('main')
      pressed?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true }))
    }, 1)
    addEventListener('load', () => setTimeout(() => clearInterval(pressing), 1000))
  })
  for (const address of ['/', '/shop/dajie', '/certificate', `/live/${demoRoom}`]) {
    await page.goto(address)
    await untilAwake(page)
    await expect(page.locator('h1').first()).toBeVisible()
  }
})
