import type { BrowserContext, Page } from '@playwright/test'
import { texts as coupons } from '#app/features/shop/coupons/coupon-texts.ts'
import { texts as orders } from '#app/features/shop/orders/order-texts.ts'
import { texts as seller } from '#app/features/shop/orders/seller-texts.ts'
import { openAs, signInHere } from './fixtures/people.ts'
import { fillsInAddress } from './fixtures/shop.ts'
import { expect, test } from './fixtures/test.ts'

const { buy, state, hint } = orders.zh
const sandbox = { pay: '付款成功', decline: '银行拒付', back: '返回不付', declined: '银行拒付了这一笔' }

// What a refused form answers, and a page that is left while it still asks.
test.use({ allowedErrors: [/status of (409|422)/] })

/** A product of one of the demo's shops. */
async function findProduct(url: string, shop: string, place = 0): Promise<string> {
  const page = await (await fetch(`${url}/shop/${shop}`)).text()
  const found = [...new Set([...page.matchAll(/\/product\/[0-9a-f-]{36}/g)].map(([address]) => address))]
  return found[place] ?? ''
}

async function toPayment(page: Page, product: string): Promise<void> {
  await page.goto(product)
  await page.getByRole('button', { name: '马上买' }).click()
  await page.waitForURL((url) => url.pathname.startsWith('/buy/'))
  await fillsInAddress(page)
  await page.getByRole('button', { name: /提交订单/ }).click()
  await page.waitForURL((url) => url.pathname.startsWith('/sandbox/pay/'))
}

test('a declined card takes no money: the order waits, and another try pays it', async ({
  context,
  server,
}) => {
  const product = await findProduct(server.url, 'guilan')
  const page = await openAs(context, '13911130001', '/me')
  await toPayment(page, product)
  await page.getByRole('button', { name: sandbox.decline }).click()
  await expect(page.getByText(sandbox.declined)).toBeVisible()
  await page.getByRole('link', { name: sandbox.back }).click()
  await page.waitForURL((url) => url.pathname.startsWith('/orders/'))
  await expect(page.getByText(state.awaiting).first()).toBeVisible()
  await page
    .getByRole('link', { name: /付款 ¥|再付一次/ })
    .first()
    .click()
  await page.waitForURL((url) => url.pathname.startsWith('/sandbox/pay/'))
  await page.getByRole('button', { name: sandbox.pay }).click()
  await expect(page.getByText(state.paid).first()).toBeVisible({ timeout: 15_000 })
})

test('he pays and closes the tab before anything comes back: the order is paid, and her list has it without a reload', async ({
  context,
  newPhone,
  server,
}) => {
  const product = await findProduct(server.url, 'chunhua')
  const hers = await openAs(await newPhone(), '13800000015', '/sell/orders')
  await expect(hers.getByText(seller.zh.empty.paid)).toBeVisible()
  const page = await openAs(context, '13911130002', '/me')
  await toPayment(page, product)
  const payment = page.url()
  const answer = await context.request.post(payment, {
    form: { way: 'alipay', do: 'pay' },
    headers: { Origin: server.url },
    maxRedirects: 0,
  })
  expect(answer.status()).toBeLessThan(400)
  await page.close()
  await expect(hers.getByText(seller.zh.heading.paid.replace('{{orders}}', '1'))).toBeVisible({
    timeout: 15_000,
  })
  const again = await context.newPage()
  await again.goto('/orders')
  await expect(again.getByText(state.paid).first()).toBeVisible()
})

test('called off before it is paid, an order goes back on the shelf and its page takes no more money', async ({
  context,
  server,
}) => {
  const product = await findProduct(server.url, 'yumei')
  const page = await openAs(context, '13911130003', '/me')
  await page.goto(product)
  const before = await page
    .getByText(/还剩 \d+ 箱/)
    .first()
    .textContent()
  await toPayment(page, product)
  const payment = page.url()
  await page.getByRole('link', { name: sandbox.back }).click()
  await page.waitForURL((url) => url.pathname.startsWith('/orders/'))
  await page.getByText(orders.zh.cancel).first().click()
  await page.getByRole('button', { name: orders.zh.cancelSure }).click()
  await expect(page.getByText(state.cancelled).first()).toBeVisible({ timeout: 15_000 })
  await page.goto(payment)
  await expect(page.getByText('这个付款页已经过期')).toBeVisible()
  await page.goto(product)
  await expect(page.getByText(before ?? '').first()).toBeVisible()
})

test('without scripts he claims a coupon, buys step by step, pays and reads his order; she sends it', async ({
  browser,
  server,
}) => {
  const options = { baseURL: server.url, javaScriptEnabled: false, locale: 'zh-CN' }
  const context = await browser.newContext({ ...options, viewport: { width: 390, height: 844 } })
  const page = await context.newPage()
  await page.goto(await findProduct(server.url, 'shuzhen'))
  await page.getByRole('button', { name: coupons.zh.ticket.followAndClaim }).first().click()
  await signInHere(page, '13911130004')
  await page.getByRole('button', { name: coupons.zh.ticket.followAndClaim }).first().click()
  await page.goto(await findProduct(server.url, 'shuzhen'))
  await expect(page.getByText(coupons.zh.ticket.claimed).first()).toBeVisible()
  await page.getByRole('button', { name: '马上买' }).click()
  await page.getByLabel(buy.address.recipient).fill('城阳的老刘')
  await page.getByLabel(buy.address.phone).fill('13912345678')
  await page.getByLabel(buy.address.province, { exact: true }).selectOption({ label: '山东省' })
  await page.getByRole('button', { name: buy.address.next }).first().click()
  await page.getByLabel(buy.address.city, { exact: true }).selectOption({ label: '青岛市' })
  await page.getByRole('button', { name: buy.address.next }).last().click()
  await page.getByLabel(buy.address.district, { exact: true }).selectOption({ label: '城阳区' })
  await expect(page.getByLabel(buy.address.recipient)).toHaveValue('城阳的老刘')
  await page.getByLabel(buy.address.detail).fill('正阳路 1 号')
  await page.getByRole('button', { name: /提交订单/ }).click()
  await page.waitForURL((url) => url.pathname.startsWith('/sandbox/pay/'))
  await page.getByRole('button', { name: sandbox.pay }).click()
  await expect(page.getByText(state.paid).or(page.getByText(state.confirming)).first()).toBeVisible()
  await page.reload()
  await expect(page.getByText(hint.paid)).toBeVisible()
  await sendsWithoutScripts(await browser.newContext(options), page)
  await context.close()
})

async function sendsWithoutScripts(context: BrowserContext, his: Page): Promise<void> {
  const hers = await openAs(context, '13800000013', '/sell/orders')
  await hers.locator('a[href^="/sell/orders/"]').first().click()
  await hers.getByLabel(orders.zh.carriers.zto).check()
  await hers.getByLabel(seller.zh.dispatch.number).fill('75312345678901')
  await hers.getByRole('button', { name: seller.zh.dispatch.send }).click()
  await expect(hers.getByText(seller.zh.state.dispatched).first()).toBeVisible()
  await his.reload()
  await expect(his.getByText('75312345678901')).toBeVisible()
  await context.close()
}

test('the seller gives all the money back: he is told, and the boxes are on her shelf again', async ({
  context,
  newPhone,
  server,
}) => {
  const page = await openAs(context, '13911130005', '/me')
  await toPayment(page, await findProduct(server.url, 'xiuying'))
  await page.getByRole('button', { name: sandbox.pay }).click()
  await expect(page.getByText(state.paid).first()).toBeVisible({ timeout: 15_000 })
  const hers = await openAs(await newPhone(), '13800000011', '/sell/orders')
  await hers.locator('a[href^="/sell/orders/"]').first().click()
  await refunds(hers)
  await expect(
    hers.getByText(seller.zh.state.refunded).or(hers.getByText(seller.zh.state.refunding)).first(),
  ).toBeVisible()
  await expect(async () => {
    await page.reload()
    await expect(page.getByText(state.refunded).first()).toBeVisible({ timeout: 1000 })
  }).toPass({ timeout: 15_000 })
  await page.goto('/me/news')
  await expect(page.getByText(/退回去了/).first()).toBeVisible()
})

async function refunds(hers: Page): Promise<void> {
  const { refund } = seller.zh
  await hers.getByText(refund.open).click()
  await hers.getByLabel(refund.reason).fill('今天的船没出去')
  await hers.getByRole('checkbox').check()
  await hers.getByRole('button', { name: /^退 ¥/ }).click()
}
