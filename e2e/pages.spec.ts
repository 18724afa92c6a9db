import type { Page } from '@playwright/test'
import { untilAwake } from './fixtures/awake.ts'
import { chooseReading, readings, type Reading } from './fixtures/language.ts'
import { publishByRtmp } from './fixtures/obs.ts'
import { expectReadable } from './fixtures/readable.ts'
import { createRoom, findReplay, waitUntilOnAir } from './fixtures/rooms.ts'
import { expect, test } from './fixtures/test.ts'
import type { demoPeople } from '#app/features/identity/index.ts'

let replay = ''
let product = ''

test.beforeAll(async ({ server }) => {
  await createRoom(server, 'quiet')
  const room = await createRoom(server, 'ended')
  const obs = publishByRtmp({ rtmpPort: server.rtmpPort, streamKey: room.streamKey, seconds: 6 })
  await waitUntilOnAir(server, room.slug)
  await obs.exited
  replay = await findReplay(server, room.slug)
  const shop = await (await fetch(`${server.url}/shop/dajie`)).text()
  product = /\/product\/[0-9a-f-]{36}/.exec(shop)?.[0] ?? ''
})

interface Visit {
  name: string
  address: (demoRoom: string) => string
  status?: number
}

/** What everybody can open, read by one visitor each: a browser that begins anew loads letters and scripts anew. */
const visits: Record<string, Visit[]> = {
  rooms: [
    { name: 'front-page', address: () => '/' },
    { name: 'room-on-air', address: (demoRoom) => `/live/${demoRoom}` },
    { name: 'room-poster', address: (demoRoom) => `/live/${demoRoom}/poster` },
    { name: 'room-quiet', address: () => '/live/quiet' },
    { name: 'room-ended', address: () => '/live/ended' },
    { name: 'replay', address: () => `/replay/${replay}` },
  ],
  'other open pages': [
    { name: 'shop', address: () => '/shop/dajie' },
    { name: 'product', address: () => product },
    { name: 'sign-in', address: () => '/sign-in?back=%2Fme' },
    { name: 'development-publish', address: () => '/dev/publish' },
    { name: 'certificate-check', address: () => '/certificate' },
  ],
  'pages that have nothing': [
    { name: 'setup-used', address: () => '/setup/an-old-link' },
    { name: 'invitation-used', address: () => '/assist/an-old-link' },
    { name: 'replay-missing', address: () => '/replay/00000000-0000-7000-8000-000000000000', status: 404 },
    { name: 'room-missing', address: () => '/live/no-such-room', status: 404 },
    { name: 'certificate-missing', address: () => '/certificate/HD-2026-999999-9' },
    { name: 'not-found', address: () => '/no/such/page', status: 404 },
  ],
}

// What other journeys write, in their own language, stands on the lists that are read here in English.
test.use({ world: 'pages', allowedErrors: [/status of 404/] })

/** Opens a page, photographs it and reads it. One that fails leaves the others to be read. */
async function readPage(
  page: Page,
  reading: Reading,
  at: { name: string; address: string; status?: number | undefined; device: string },
): Promise<void> {
  const answer = await page.goto(at.address)
  expect.soft(answer?.status(), at.name).toBe(at.status ?? 200)
  await expect.soft(page.locator('h1').first(), at.name).toBeVisible()
  // A player has its picture before the page is photographed.
  if (at.name === 'front-page' || at.name === 'room-on-air') await page.waitForTimeout(2500)
  await untilAwake(page)
  await expectReadable(page, reading, `${at.name}-${reading}-${at.device}`)
}

for (const [part, pages] of Object.entries(visits)) {
  test(`${part} read well in Chinese, in English and in large type`, async ({
    page,
    server,
    demoRoom,
  }, info) => {
    test.setTimeout(240_000)
    for (const reading of readings) {
      await chooseReading(page, reading, server.url)
      for (const { name, address, status } of pages) {
        const at = { name, address: address(demoRoom), status, device: info.project.name }
        await readPage(page, reading, at)
      }
    }
  })
}

/** Pages behind the door, with who has them. ':coming', ':past' and ':member' are looked up on the list that leads to them. */
const own: { whose: keyof typeof demoPeople; part?: string; addresses: readonly string[] }[] = [
  {
    whose: 'host',
    addresses: [
      '/me',
      '/me/picture',
      '/me/devices',
      '/studio/demo',
      '/studio/demo/assist',
      '/studio/demo/assistants',
      '/studio/demo/settings',
      '/sell',
      '/sell/shop',
      '/sell/products',
      '/sell/coupons',
      '/sell/orders',
    ],
  },
  { whose: 'buyer', addresses: ['/orders', '/me/coupons', '/me/news'] },
  {
    whose: 'trainee',
    addresses: ['/me/union', '/me/union/transfer', '/me/union/data', '/learn', '/learn/live-selling'],
  },
  {
    whose: 'clerk',
    addresses: [
      '/union',
      '/union/applications',
      '/union/members',
      '/union/transfers',
      '/union/organisations',
      '/union/figures',
      '/union/import',
    ],
  },
  {
    whose: 'clerk',
    part: ' about classes',
    addresses: [
      '/teach/events',
      '/teach/events/:coming',
      '/teach/events/:coming/edit',
      '/teach/events/:past',
      '/teach/events/:past/sheet',
      '/teach/events/:past/door',
      '/teach/events/:past/screen',
    ],
  },
  {
    whose: 'clerk',
    part: ' about one member',
    addresses: [
      '/union/members/:member',
      '/union/members/:member?do=edit',
      '/union/members/:member?do=transfer',
      '/union/members/:member?do=leave',
      '/union/members/:member?do=erase',
    ],
  },
  {
    whose: 'buyer',
    part: ' about classes',
    addresses: ['/events', '/events/:coming', '/check-in/:coming', '/me/union/data?do=erase'],
  },
  { whose: 'lecturer', addresses: ['/teach', '/teach/courses', '/teach/courses/live-selling'] },
  { whose: 'staff', addresses: ['/teach/certificates'] },
  { whose: 'administrator', addresses: ['/studio', '/admin', '/admin/rooms', '/admin/people'] },
]

/** The address with what its list has in the place of a name: of classes the first is to come and the last is over. */
async function foundAddress(page: Page, address: string): Promise<string> {
  const [, name = ''] = /:(coming|past|member)/.exec(address) ?? []
  if (name === '') return address
  const list =
    name === 'member' ? '/union/members' : address.startsWith('/teach') ? '/teach/events' : '/events'
  await page.goto(list)
  const links = await page
    .locator(`main a[href^="${list}/"]`)
    .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
  // Beside its rows a list has links to what is done with it.
  const ids = links.flatMap((link) => /[0-9a-f-]{36}/.exec(link)?.[0] ?? [])
  const id = name === 'past' ? ids.at(-1) : ids[0]
  if (id === undefined) throw new Error(`${list} leads to none`)
  return address.replace(`:${name}`, id)
}

for (const { whose, part = '', addresses } of own) {
  test(`the ${whose}'s own pages${part} read well in Chinese, in English and in large type`, async ({
    context,
    openDemo,
    server,
    demoRoom,
  }, info) => {
    test.setTimeout(240_000)
    expect(demoRoom).toBe('demo')
    const page = await openDemo(context, whose, '/me')
    const found: Record<string, string> = {}
    for (const address of addresses) found[address] = await foundAddress(page, address)
    for (const reading of readings) {
      await chooseReading(page, reading, server.url)
      for (const address of addresses) {
        const name = address.slice(1).replaceAll(/[/:?=]+/g, '-')
        await readPage(page, reading, { name, address: found[address] ?? '', device: info.project.name })
      }
    }
  })
}
