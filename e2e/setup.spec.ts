import { readFile } from 'node:fs/promises'
import { texts } from '#app/features/identity/texts.ts'
import { expect, test, withOwnServer } from './fixtures/test.ts'

const { people, setup, signIn } = texts.zh

test.use({ allowedErrors: [/status of 422/] })

test('an empty system prints a link; whoever opens it first is its administrator, once', async ({
  browser,
  context,
}) => {
  await withOwnServer({ environment: { DEMO: '0' } }, async (server) => {
    const log = await readFile(`${server.dataDir}-server.log`, 'utf8')
    const path = /\/setup\/[\w-]{20,}/.exec(log)?.[0] ?? ''
    const page = await context.newPage()
    await page.goto(`${server.url}${path}`)
    await page.getByLabel(setup.name).fill('老赵')
    await page.getByLabel(signIn.phone).fill('139 5555')
    await page.getByRole('button', { name: setup.submit }).click()
    await expect(page.getByText('请填 11 位手机号')).toBeVisible()
    await expect(page.getByLabel(setup.name)).toHaveValue('老赵')
    await page.getByLabel(signIn.phone).fill('139 5555 0002')
    await page.getByRole('button', { name: setup.submit }).click()
    await expect(page.getByRole('heading', { name: people.administration })).toBeVisible()

    const other = await browser.newContext({ baseURL: server.url })
    const late = await other.newPage()
    await late.goto(path)
    await expect(late.getByText(setup.used)).toBeVisible()
    await other.close()
  })
})
