import type { Browser } from '@playwright/test'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { openBrowser } from './browser.ts'
import { demoRoom, freePorts, startBuiltServer } from './built-server.ts'
import { startEmptyPage } from './empty-page.ts'
import { loadPage, type PageLoad } from './page-load.ts'
import { interleave, named, quantile, ratioOf, rounded, spread, type Figures } from './rounds.ts'

const busy = { together: 16, seconds: 3 }
const calm = { together: 1, seconds: 2 }

interface Measured {
  perSecond: number
  firstByteP95: number
}

/**
 * The product's and the room's page, signed out, against an empty Remix page: the scripts that a browser fetches for
 * each, the pages answered in a second, and the time to the first byte while nobody else asks. Strangers share a page for a
 * second; `alone` is the product's page made anew for each, as for whoever is signed in: a cookie that nobody knows does that.
 */
export async function benchPages(rounds: number): Promise<Figures> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'hongdao-pages-'))
  await chmod(folder, 0o755)
  const [port = 0, rtmpPort = 0] = await freePorts(2)
  const environment = { LOG_LEVEL: 'warn' }
  const server = await startBuiltServer({ dataDir: path.join(folder, 'data'), port, rtmpPort, environment })
  const empty = await startEmptyPage()
  try {
    const room = `${server.url}/live/${demoRoom}`
    const product = new URL(await firstProduct(room), server.url).href
    const scripts = await measureScripts({ empty: empty.url, product, room })
    const measured = await interleave(
      {
        product: () => measure(product),
        room: () => measure(room),
        alone: () => measure(product, { Cookie: 'visits=1' }),
        empty: () => measure(empty.url),
      },
      rounds,
    )
    return { ...scripts, ...figuresOf(measured) }
  } finally {
    empty.stop()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function firstProduct(room: string): Promise<string> {
  const page = await (await fetch(room)).text()
  const address = /\/product\/[0-9a-f-]{36}/.exec(page)?.[0]
  if (address === undefined) throw new Error('the demo room shows no product')
  return address
}

async function measure(url: string, headers?: Record<string, string>): Promise<Measured> {
  const { perSecond }: PageLoad = await loadPage(url, { ...busy, headers })
  const { firstByteMs } = await loadPage(url, { ...calm, headers })
  return { perSecond, firstByteP95: quantile(firstByteMs, 0.95) }
}

/** Gzipped bytes of every script that a browser fetches by itself for a page; hls.js, the player's engine, apart. */
async function measureScripts(pages: Record<'empty' | 'product' | 'room', string>): Promise<Figures> {
  const browser = await openBrowser()
  try {
    const empty = await scriptsOf(browser, pages.empty)
    const product = await scriptsOf(browser, pages.product)
    const room = await scriptsOf(browser, pages.room)
    return {
      emptyScriptsKb: kilobytes(empty.own),
      productScriptsKb: kilobytes(product.own),
      productScriptsAboveEmptyKb: kilobytes(product.own - empty.own),
      roomScriptsKb: kilobytes(room.own),
      roomScriptsAboveEmptyKb: kilobytes(room.own - empty.own),
      roomPlayerKb: kilobytes(room.player),
    }
  } finally {
    await browser.close()
  }
}

function kilobytes(bytes: number): number {
  return rounded(bytes / 1000)
}

async function scriptsOf(browser: Browser, url: string): Promise<{ own: number; player: number }> {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } })
  const sizes = new Map<string, Promise<number>>()
  page.on('response', (answer) => {
    if (answer.request().resourceType() !== 'script') return
    sizes.set(
      answer.url(),
      answer.body().then((body) => gzipSync(body, { level: 9 }).length),
    )
  })
  await page.goto(url)
  // What is fetched once the page is there: its line to the room, the player.
  await page.waitForTimeout(4000)
  const all = await Promise.all([...sizes].map(async ([script, size]) => ({ script, size: await size })))
  await page.close()
  const sum = (isPlayer: boolean) =>
    all.reduce((total, { script, size }) => total + (/\/hls/.test(script) === isPlayer ? size : 0), 0)
  return { own: sum(false), player: sum(true) }
}

type Side = 'product' | 'room' | 'alone' | 'empty'

function figuresOf({ product, room, alone, empty }: Record<Side, Measured[]>): Figures {
  const rate = (side: Measured[]) => side.map(({ perSecond }) => perSecond)
  const first = (side: Measured[]) => side.map(({ firstByteP95 }) => firstByteP95)
  return {
    ...named('productPages', 'PerSecond', spread(rate(product))),
    ...named('roomPages', 'PerSecond', spread(rate(room))),
    ...named('productAlonePages', 'PerSecond', spread(rate(alone))),
    ...named('emptyPages', 'PerSecond', spread(rate(empty))),
    ...named('productPagesToEmpty', 'Ratio', ratioOf(rate(product), rate(empty))),
    ...named('roomPagesToEmpty', 'Ratio', ratioOf(rate(room), rate(empty))),
    ...named('productAlonePagesToEmpty', 'Ratio', ratioOf(rate(alone), rate(empty))),
    ...named('productFirstByteP95', 'Ms', spread(first(product))),
    ...named('roomFirstByteP95', 'Ms', spread(first(room))),
    ...named('productAloneFirstByteP95', 'Ms', spread(first(alone))),
    ...named('emptyFirstByteP95', 'Ms', spread(first(empty))),
    ...named('productFirstByteToEmpty', 'Ratio', ratioOf(first(product), first(empty))),
    ...named('roomFirstByteToEmpty', 'Ratio', ratioOf(first(room), first(empty))),
  }
}
