import { texts as hers } from '#app/features/identity/account-texts.ts'
import { texts as identity } from '#app/features/identity/sign-in-texts.ts'
import { texts as chat } from '#app/features/live/chat/texts.ts'
import { texts as common } from '#app/kernel/i18n/common.ts'
import { markPage, openAs, shownCode, signInHere } from './fixtures/people.ts'
import { expect, test } from './fixtures/test.ts'

const { account } = hers.zh
const { signIn } = identity.zh

test.use({
  // What a refusal and a lost network look like in a browser; Remix asks for the routes of links that have just come.
  allowedErrors: [
    /status of (409|422)|ERR_INTERNET_DISCONNECTED|WebSocket connection to|Failed to fetch manifest patches/,
  ],
})

test('she signs in with her phone and a code, comes back to where she was, and signs out', async ({
  page,
}) => {
  await page.goto('/sign-in?back=%2Fme')
  await page.getByLabel(signIn.phone).fill('139 3344')
  await page.getByRole('button', { name: signIn.send }).click()
  await expect(page.getByText('请填 11 位手机号')).toBeVisible()
  await expect(page.getByLabel(signIn.phone)).toHaveValue('139 3344')

  await page.getByLabel(signIn.phone).fill('139 3344 0001')
  await page.getByRole('button', { name: signIn.send }).click()
  const code = page.getByLabel(signIn.code, { exact: true })
  await expect(code).toBeFocused()
  await expect(code).toHaveAttribute('autocomplete', 'one-time-code')
  const again = page.getByRole('button', { name: signIn.again })
  await expect(again).toBeDisabled()
  const right = await shownCode(page)
  const wrong = right === '000000' ? '000001' : '000000'
  await code.fill(wrong)
  await page.keyboard.press('Enter')
  await expect(page.getByText(signIn.wrongCode)).toBeVisible()
  await expect(code).toHaveValue(wrong)
  await expect(code).toBeFocused()
  expect(await shownCode(page), 'the code that was sent is still told').toBe(right)
  await expect(again, 'the minute goes on').toBeDisabled()

  await code.fill(right)
  await page.getByRole('button', { name: signIn.enter, exact: true }).click()
  await expect(page).toHaveURL(/\/me$/)
  await expect(page.getByText(/海边来客[a-z2-9]{4}/).first()).toBeVisible()
  await page.getByRole('button', { name: account.signOut }).click()
  await expect(page).toHaveURL((url) => url.pathname === '/')
  await page.goto('/me')
  await expect(page).toHaveURL(/\/sign-in\?back=%2Fme$/)
})

test('the same without scripts; asked too early for another code she is answered kindly', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false, locale: 'zh-CN' })
  const page = await context.newPage()
  await page.goto('/sign-in?back=%2Fme')
  await page.getByRole('button', { name: '城阳阿姨' }).click()
  const first = await shownCode(page)
  await page.getByRole('button', { name: signIn.again }).click()
  expect(await shownCode(page), 'no second message within the minute').toBe(first)
  await page.getByLabel(signIn.code, { exact: true }).fill('123')
  await page.getByRole('button', { name: signIn.enter, exact: true }).click()
  await expect(page.getByText(signIn.sixDigits)).toBeVisible()
  await page.getByLabel(signIn.code, { exact: true }).fill(first)
  await page.getByRole('button', { name: signIn.enter, exact: true }).click()
  await expect(page).toHaveURL(/\/me$/)
  await expect(page.getByText('城阳阿姨').first()).toBeVisible()
  await page.getByRole('button', { name: account.signOut }).click()
  await expect(page).toHaveURL((url) => url.pathname === '/')
  await context.close()
})

test('over the picture, without a network nothing is lost; her language comes along from her other device', async ({
  context,
  stranger,
  demoRoom,
}) => {
  const phone = '13933440003'
  // On her other device she has chosen English.
  const other = await openAs(context, phone, '/me')
  await other.getByRole('button', { name: 'English' }).first().click()
  await expect(other.locator('html')).toHaveAttribute('lang', 'en')

  const page = await stranger.newPage()
  await page.goto(`/live/${demoRoom}`)
  const talk = page.getByRole('button', { name: /说句话|登录后说话/ })
  const number = page.getByLabel(signIn.phone)
  await expect(async () => {
    await talk.click()
    await expect(number).toBeVisible({ timeout: 500 })
  }).toPass()
  const still = await markPage(page)
  await number.fill(phone)
  // The scripts that signing in needs are fetched while she types: the route's own, not only the form's.
  await page.waitForFunction(() => {
    const asked = [...document.querySelectorAll<HTMLLinkElement>('link[rel="modulepreload"]')]
    const isHere = ({ href }: HTMLLinkElement) => performance.getEntriesByName(href).length > 0
    return asked.some(({ href }) => /\/sign-in-[\w-]{8}\.js$/.test(href)) && asked.every(isHere)
  })
  await stranger.setOffline(true)
  await page.getByRole('button', { name: signIn.send }).click()
  await expect(page.getByText(common.zh.form.offline)).toBeVisible()
  await expect(number).toHaveValue(phone)
  await stranger.setOffline(false)
  await signInHere(page, phone)
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')

  await stranger.setOffline(true)
  await page.getByRole('button', { name: chat.en.follow, exact: true }).click()
  const again = page.getByRole('button', { name: chat.en.followAgain })
  await expect(again).toBeVisible()
  await stranger.setOffline(false)
  await again.click()
  await expect(page.getByRole('button', { name: chat.en.following })).toBeVisible()
  await still()
})

test('the way back leads to no other site', async ({ page, server }) => {
  await page.goto('/sign-in?back=%2F%2Fevil.example%2Fme')
  await signInHere(page, '13933440002')
  await expect(page).toHaveURL(`${server.url}/`)
})
