import { readFile } from 'node:fs/promises'
import { texts as account } from '#app/features/identity/account-texts.ts'
import { texts as identity } from '#app/features/identity/sign-in-texts.ts'
import { texts as studio } from '#app/features/live/studio/texts.ts'
import { openAs } from './fixtures/people.ts'
import { createRoom } from './fixtures/rooms.ts'
import { expect, test, withOwnServer, type Installation } from './fixtures/test.ts'

const { people } = account.zh
const { setup, signIn } = identity.zh
const link = /\/setup\/[\w-]{20,}/

test.use({ allowedErrors: [/status of (409|422)/] })

/** The link that a server without people prints; its log may come a moment after it is ready. */
async function printedLink({ dataDir }: Installation): Promise<string> {
  let path = ''
  await expect
    .poll(async () => (path = link.exec(await readFile(`${dataDir}-server.log`, 'utf8'))?.[0] ?? ''), {
      message: 'a link is printed',
    })
    .not.toBe('')
  return path
}

test('an empty system prints a link; whoever opens it first is its administrator, once, also without scripts', async ({
  browser,
  context,
}) => {
  await withOwnServer({ environment: { DEMO: '0' } }, async (server) => {
    const path = await printedLink(server)
    const page = await context.newPage()
    await page.goto(`${server.url}${path}`)
    await page.getByLabel(setup.name).fill('老赵')
    await page.getByLabel(signIn.phone).fill('139 5555')
    await page.getByRole('button', { name: setup.submit }).click()
    await expect(page.getByText('请填 11 位手机号')).toBeVisible()
    await expect(page.getByLabel(setup.name)).toHaveValue('老赵')

    const plain = await browser.newContext({
      baseURL: server.url,
      locale: 'zh-CN',
      javaScriptEnabled: false,
    })
    const first = await plain.newPage()
    await first.goto(path)
    await first.getByLabel(setup.name).fill('老赵')
    await first.getByLabel(signIn.phone).fill('139 5555 0002')
    await first.getByRole('button', { name: setup.submit }).click()
    await expect(first.getByRole('heading', { name: people.administration })).toBeVisible()
    await plain.close()

    await page.getByLabel(signIn.phone).fill('139 5555 0003')
    await page.getByRole('button', { name: setup.submit }).click()
    await expect(page.getByText(setup.used)).toBeVisible()
  })
})

test('an invitation to assist is taken without scripts too', async ({ browser, context, server }) => {
  const { slug } = await createRoom(server, 'helped', '请人帮忙的一场', { phone: '13955550004' })
  const hers = await openAs(context, '13955550004', `/studio/${slug}/assistants`)
  await hers.getByRole('button', { name: studio.zh.assistants.invite }).click()
  const link = await hers.getByText(/\/assist\/[\w-]{20,}/).textContent()
  const plain = await browser.newContext({
    baseURL: server.url,
    locale: 'zh-CN',
    javaScriptEnabled: false,
  })
  const page = await openAs(plain, '13955550005', new URL(link ?? '').pathname)
  await page.getByRole('button', { name: studio.zh.invitation.accept }).click()
  await expect(page).toHaveURL((url) => url.pathname === `/studio/${slug}/assist`)
  await plain.close()
})
