import express from 'express'
import { createServer } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeServer, listen } from '../http/listen.ts'
import { clientOf, startTestSandbox } from './testing.ts'

let sandbox: Awaited<ReturnType<typeof startTestSandbox>>
let origin: string
let stop: () => Promise<void>

beforeAll(async () => {
  sandbox = await startTestSandbox()
  const app = express().use('/sandbox/pay', sandbox.pages)
  const server = createServer(app)
  origin = `http://127.0.0.1:${await listen(server, { port: 0, host: '127.0.0.1' })}`
  stop = () => closeServer(server, 100)
})

afterAll(async () => {
  await stop()
  await sandbox.stop()
})

async function open(locale: 'auto' | 'zh' | 'en' = 'zh', name = '鲜活蛤蜊'): Promise<string> {
  const { url } = await clientOf(sandbox).checkout.sessions.create({
    mode: 'payment',
    line_items: [{ quantity: 1, price_data: { currency: 'cny', unit_amount: 7850, product_data: { name } } }],
    payment_method_options: { wechat_pay: { client: 'web' } },
    success_url: 'http://localhost:3000/orders/1?from=payment',
    cancel_url: 'https://harbour.example/back?a=1&b=2',
    locale,
  })
  return origin + new URL(url ?? '').pathname
}

const read = async (url: string, language = 'zh-CN') =>
  (await fetch(url, { headers: { 'Accept-Language': language } })).text()

const send = (url: string, form: Record<string, string>) =>
  fetch(url, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })

test('the page says that no money moves, what is paid and how, in the language that was asked for', async () => {
  const chinese = await read(await open('zh'))
  for (const text of [
    '不会真的扣钱',
    '¥78.50',
    '鲜活蛤蜊',
    '银行卡',
    '支付宝',
    '微信支付',
    '付款成功',
    '银行拒付',
    '返回不付',
  ])
    expect(chinese).toContain(text)
  expect(chinese).toContain('href="https://harbour.example/back?a=1&amp;b=2"')
  expect(await read(await open('en'))).toContain('no money moves')
  const auto = await open('auto')
  expect(await read(auto, 'en-GB')).toContain('<html lang="en">')
  expect(await read(auto, 'zh-CN')).toContain('<html lang="zh-CN">')
})

test('paid, it leads back to the shop by the name that she came by, and is paid once', async () => {
  const url = await open()
  const answer = await send(url, { do: 'pay', way: 'wechat_pay' })
  expect(answer.status).toBe(303)
  expect(answer.headers.get('location')).toBe('/orders/1?from=payment')
  const again = await send(url, { do: 'pay', way: 'card' })
  expect(new URL(again.headers.get('location') ?? '', url).href).toBe(url)
  const page = await read(url)
  expect(page).toContain('已经付过了')
  expect(page).not.toContain('<form')
})

test('declined by the bank, nothing is paid, and she may try again', async () => {
  const url = await open()
  const answer = await send(url, { do: 'decline', way: 'alipay' })
  const page = await read(new URL(answer.headers.get('location') ?? '', url).href)
  expect(page).toContain('没有扣钱')
  expect(page).toContain('value="alipay" checked')
  expect(await read(url)).toContain('<form')
})

test('an expired page says so, one that is not there too', async () => {
  const url = await open()
  sandbox.clock.ms += 25 * 3600 * 1000
  expect(await read(url)).toContain('已经过期')
  expect((await send(url, { do: 'pay', way: 'card' })).headers.get('location')).not.toContain('orders')
  expect((await fetch(`${origin}/sandbox/pay/cs_test_none`)).status).toBe(404)
})

test('what a product is called runs no script', async () => {
  expect(await read(await open('zh', '<script>"&\''))).toContain('&lt;script&gt;&quot;&amp;&#39;')
})
