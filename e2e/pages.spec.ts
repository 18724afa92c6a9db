import AxeBuilder from '@axe-core/playwright'
import { chooseReading, expectTranslated, type Reading } from './fixtures/language.ts'
import { publishByRtmp } from './fixtures/obs.ts'
import { createRoom, findReplay, waitUntilOnAir } from './fixtures/rooms.ts'
import { expect, test } from './fixtures/test.ts'
import type { Page } from '@playwright/test'

const readings: Reading[] = ['zh', 'en', 'elder']

/** The large reading: type and targets in CSS pixels, the line's height as a multiple of its type. */
const large = { type: 18, leading: 1.5, target: 60 }

let replay = ''

test.beforeAll(async ({ server }) => {
  await createRoom(server, 'quiet')
  const room = await createRoom(server, 'ended')
  const obs = publishByRtmp({ rtmpPort: server.rtmpPort, streamKey: room.streamKey, seconds: 6 })
  await waitUntilOnAir(server, room.slug)
  await obs.exited
  replay = await findReplay(server, room.slug)
})

interface Visit {
  name: string
  address: (demoRoom: string) => string
  status?: number
}

const visits: Visit[] = [
  { name: 'front-page', address: () => '/' },
  { name: 'room-on-air', address: (demoRoom) => `/live/${demoRoom}` },
  { name: 'room-poster', address: (demoRoom) => `/live/${demoRoom}/poster` },
  { name: 'room-quiet', address: () => '/live/quiet' },
  { name: 'room-ended', address: () => '/live/ended' },
  { name: 'replay', address: () => `/replay/${replay}` },
  { name: 'replay-missing', address: () => '/replay/00000000-0000-7000-8000-000000000000', status: 404 },
  { name: 'room-missing', address: () => '/live/no-such-room', status: 404 },
  { name: 'development-publish', address: () => '/dev/publish' },
  { name: 'not-found', address: () => '/no/such/page', status: 404 },
]

test.use({ allowedErrors: [/status of 404/] })

for (const { name, address, status = 200 } of visits) {
  test(`${name} reads well in Chinese, in English and in large type`, async ({
    page,
    server,
    demoRoom,
  }, info) => {
    for (const reading of readings) {
      await chooseReading(page, reading, server.url)
      const answer = await page.goto(address(demoRoom))
      expect(answer?.status()).toBe(status)
      await expect(page.locator('h1').first()).toBeVisible()
      // Pictures and the player settle before the page is photographed.
      await page.waitForTimeout(name === 'front-page' || name === 'room-on-air' ? 2500 : 300)
      await page.screenshot({ path: `test-results/pages/${name}-${reading}-${info.project.name}.png` })
      await expectTranslated(page, reading)
      await expectAccessible(page)
      await expectNoSidewaysScrolling(page)
      if (reading === 'elder') {
        await expectLargeType(page)
        await expectLargeTargets(page)
      }
    }
  })
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  const found = serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)
  expect.soft(found, `axe on ${page.url()}`).toEqual([])
}

async function expectNoSidewaysScrolling(page: Page): Promise<void> {
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect.soft(excess, `sideways scrolling on ${page.url()}`).toBeLessThanOrEqual(0)
}

async function expectLargeType(page: Page): Promise<void> {
  const small = await page.evaluate(({ type, leading }) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found: string[] = []
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement
      const text = walker.currentNode.textContent?.trim()
      if (!element || !text || !element.checkVisibility({ checkOpacity: true })) continue
      const { width, height } = element.getBoundingClientRect()
      if (width <= 1 || height <= 1 || element.closest('script, style, noscript')) continue
      const { fontSize, lineHeight } = getComputedStyle(element)
      const size = parseFloat(fontSize)
      // A browser's `normal` is about 1.2.
      const lines = lineHeight === 'normal' ? 1.2 : parseFloat(lineHeight) / size
      if (size < type || lines < leading - 0.01) found.push(`${text}: ${size} px, ${lines.toFixed(2)}`)
    }
    return found
  }, large)
  expect.soft(small, `small type or tight lines on ${page.url()}`).toEqual([])
}

async function expectLargeTargets(page: Page): Promise<void> {
  const small = await page.evaluate(({ target }) => {
    const pressed = 'a[href], button, summary, select, textarea, input:not([type=hidden], [type=radio])'
    return [...document.querySelectorAll(pressed)].flatMap((element) => {
      const { width, height, bottom } = element.getBoundingClientRect()
      const isSeen = element.checkVisibility({ checkOpacity: true }) && width > 1 && bottom > 0
      const isSmall = width < target - 0.5 || height < target - 0.5
      return isSeen && isSmall ? [`${element.textContent}: ${width} × ${height}`] : []
    })
  }, large)
  expect.soft(small, `targets under ${large.target} px on ${page.url()}`).toEqual([])
}
