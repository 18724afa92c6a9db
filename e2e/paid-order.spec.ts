import type { BrowserContext, Page } from '@playwright/test'
import { texts as studio } from '#app/features/live/studio/texts.ts'
import { texts as live } from '#app/features/live/texts.ts'
import { texts as keeping } from '#app/features/shop/catalog/keeping-texts.ts'
import { texts as orders } from '#app/features/shop/orders/order-texts.ts'
import { texts as seller } from '#app/features/shop/orders/seller-texts.ts'
import { openAs, signInHere } from './fixtures/people.ts'
import { expectMovingPicture } from './fixtures/picture.ts'
import { createRoom } from './fixtures/rooms.ts'
import { fillsInAddress, opensHerShop } from './fixtures/shop.ts'
import { goLive } from './fixtures/studio.ts'
import { expect, test } from './fixtures/test.ts'

const phones = { host: '13911120001', buyer: '13911120002' }
const slug = 'paid-order'
const goods = { title: '早潮蛤蜊', jin: '5', yuan: '128', boxes: '7' }
const { desk } = studio.zh
const selling = live.zh.selling

test('she shows clams and drops a coupon; he follows and claims with one tap, buys and pays; she sees it at once and dispatches', async ({
  newPhone,
  server,
  page: his,
}, info) => {
  test.setTimeout(180_000)
  await createRoom(server, slug, '早潮的蛤蜊', { phone: phones.host })
  const phone = await newPhone()
  const hers = await openAs(phone, phones.host, '/me')
  await opensHerShop(hers, goods)
  await hers.goto(`/studio/${slug}`)
  await goLive(hers)
  await his.goto(`/live/${slug}`)
  await expectMovingPicture(his)
  await showsAndDrops(hers, his)
  await followsAndClaims(his)
  await buys(his)
  const seen = await paysAndIsSeen(his, hers)
  info.annotations.push({ type: 'she sees the order', description: `${seen} ms after he paid` })
  await dispatches(phone)
  await his.reload()
  await expect(his.getByText(orders.zh.state.dispatched).first()).toBeVisible()
  await expect(his.getByText('SF1234567890123')).toBeVisible()
  await countsAreRight(phone)
})

/** Her card and ticket are with him once his picture is there. */
async function showsAndDrops(hers: Page, his: Page): Promise<void> {
  await hers.getByRole('button', { name: desk.first }).click()
  await expect(his.getByText(selling.talking).first()).toBeVisible({ timeout: 15_000 })
  await expect(his.getByText(goods.title).first()).toBeVisible()
  await hers.getByRole('button', { name: desk.coupon }).click()
  await hers.getByRole('dialog').getByRole('button', { name: desk.drop, exact: true }).click()
  await expect(hers.getByText(desk.dropped)).toBeVisible()
}

async function followsAndClaims(his: Page): Promise<void> {
  await his.getByRole('button', { name: selling.coupon.followAndClaim }).click()
  await expect(his.getByRole('dialog')).toBeVisible()
  await signInHere(his, phones.buyer)
  await expect(his.getByText(selling.coupon.claimed).first()).toBeVisible({ timeout: 15_000 })
}

/** He presses twice: it is one order. */
async function buys(his: Page): Promise<void> {
  await his.getByRole('link', { name: selling.buy }).first().click()
  await his.waitForURL((url) => url.pathname.startsWith('/buy/'))
  await fillsInAddress(his)
  await expect(his.getByText('省 10 元')).toBeVisible()
  await his.getByRole('button', { name: /提交订单/ }).dblclick()
  await his.waitForURL((url) => url.pathname.startsWith('/sandbox/pay/'))
  await expect(his.getByText('¥118.00')).toBeVisible()
}

async function paysAndIsSeen(his: Page, hers: Page): Promise<number> {
  const paidAt = Date.now()
  await his.getByRole('button', { name: '付款成功' }).click()
  await expect(hers.getByText(/即墨区.*买/).first()).toBeVisible()
  const seen = Date.now() - paidAt
  await expect(his.getByText(orders.zh.state.paid).first()).toBeVisible({ timeout: 15_000 })
  await expect(hers.getByText('¥118').first()).toBeVisible()
  return seen
}

async function dispatches(phone: BrowserContext): Promise<void> {
  const page = await phone.newPage()
  await page.goto('/sell/orders')
  await expect(page.getByText(seller.zh.heading.paid.replace('{{orders}}', '1'))).toBeVisible()
  await page
    .getByRole('link', { name: new RegExp(goods.title) })
    .first()
    .click()
  await expect(page.getByText('城阳的老刘').first()).toBeVisible()
  await expect(page.getByText(/鹤山路 8 号/).first()).toBeVisible()
  await page.getByLabel(orders.zh.carriers.sf).check()
  await page.getByLabel(seller.zh.dispatch.number).fill('SF1234567890123')
  await page.getByRole('button', { name: seller.zh.dispatch.send }).click()
  await expect(page.getByText(seller.zh.state.dispatched).first()).toBeVisible()
}

/** One box less on her shelf; one coupon claimed and used. */
async function countsAreRight(phone: BrowserContext): Promise<void> {
  const page = await phone.newPage()
  await page.goto('/sell/products')
  await expect(page.getByText(keeping.zh.products.stock.replace('{{number}}', '6'))).toBeVisible()
  await page.goto('/sell/coupons')
  await expect(page.getByText('领走 1 张 · 用掉 1 张')).toBeVisible()
}
