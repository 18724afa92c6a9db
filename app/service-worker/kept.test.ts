import fc from 'fast-check'
import { expect, test } from 'vitest'
import { assetsOf, changesPerson, lifeOf, markKept, personOf, readTold, titleOf } from './kept.ts'
import { offlinePage } from './offline-page.ts'

const event = '0198f1c2-7c55-7000-8000-1234567890ab'
const html = `<!DOCTYPE html><html lang="zh-CN" data-me="a1b2"><head><title>我的工会</title>
<link rel="modulepreload" href="/assets/own-Bx_1.js"/><link rel="stylesheet" href="/assets/own-Cy2.css"/>
<script type="module">import "/assets/manifest-d3.js";import * as r from "/assets/root-E.js.map"</script></head></html>`

test('her card and the doors of classes are kept, and no other page that there is', () => {
  for (const path of ['/me/union', `/teach/events/${event}/door`]) expect(lifeOf(path)).toBeGreaterThan(0)
  const never = [
    '/',
    '/me',
    '/me/union/data',
    '/me/union.data',
    '/me/news',
    '/orders',
    '/teach/events',
    '/live/demo',
  ]
  never.push(`/teach/events/${event}`, `/teach/events/${event}/door.data`, `/teach/events/${event}/entries`)
  for (const path of never) expect(lifeOf(path)).toBeNull()
})

test('whatever begins or ends somebody’s session wipes, with scripts or without', () => {
  for (const path of [
    '/sign-in',
    '/sign-in.data',
    '/sign-out',
    '/sign-out.data',
    '/setup/token',
    '/me/union/data',
  ])
    expect(changesPerson(path)).toBe(true)
  for (const path of ['/', '/me', '/signs', '/me/union', `/teach/events/${event}/entries`])
    expect(changesPerson(path)).toBe(false)
})

test('a document says whose it is, and a stranger’s says nobody', () => {
  expect(personOf(html)).toBe('a1b2')
  expect(personOf(html.replace(' data-me="a1b2"', ''))).toBeNull()
  expect(personOf('<html lang="zh"><body data-me="x"></body></html>')).toBeNull()
  expect(titleOf(html)).toBe('我的工会')
})

test('the scripts and styles of a document are found, each once', () => {
  expect(assetsOf(html + html)).toEqual([
    '/assets/own-Bx_1.js',
    '/assets/own-Cy2.css',
    '/assets/manifest-d3.js',
  ])
})

test('a kept document says when it was stored, and still whose it is', () => {
  const kept = markKept(html, { path: '/me/union', at: 1_700_000_000_000 })
  expect(kept).toContain('<html data-kept-path="/me/union" data-kept-at="1700000000000" lang="zh-CN"')
  expect(personOf(kept)).toBe('a1b2')
})

test('of what a page tells only what is understood is done, and nothing foreign is fetched for it', () => {
  fc.assert(fc.property(fc.anything(), (message) => void readTold(message)))
  expect(readTold({ kind: 'person' })).toBeNull()
  expect(readTold({ kind: 'person', person: null })).toEqual({ kind: 'person', person: null })
  const assets = ['/assets/a.js', 'https://example.test/assets/b.js', '/me/orders', '/assets/../me', 3]
  expect(readTold({ kind: 'keep', path: '/me/union', assets })).toMatchObject({ assets: ['/assets/a.js'] })
})

test('without network the page says so, in both languages, and leads to what is kept', async () => {
  const page = await offlinePage([{ path: '/me/union', title: '我的工会' }]).text()
  for (const words of ['没有网络', 'No network', '<a href="/me/union">我的工会</a>'])
    expect(page).toContain(words)
  expect(await offlinePage([]).text()).not.toContain('<ul>')
})
