import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { requestOf, surround, type Surroundings } from './testing.ts'

const path = '/me/union'
const door = '/teach/events/0198f1c2-7c55-7000-8000-1234567890ab/door'

let worker: Surroundings

beforeEach(async () => {
  vi.resetModules()
  vi.useFakeTimers()
  worker = surround((name, value) => vi.stubGlobal(name, value))
  await import('./main.ts')
})

afterEach(async () => {
  vi.useRealTimers()
  await worker.settled()
  vi.unstubAllGlobals()
})

function page(words: string): Response {
  return new Response(
    `<html data-me="a1b2"><head><title>我的工会</title></head><body>${words}</body></html>`,
    {
      headers: { 'Content-Type': 'text/html; charset=utf-8' },
    },
  )
}

/** Opens a page as a browser does; the network answers so. */
function open(at: string, network: Promise<Response>) {
  vi.stubGlobal('fetch', () => network)
  const request = requestOf(at, { method: 'GET', mode: 'navigate' })
  return worker.send('fetch', { request, preloadResponse: Promise.resolve(undefined) })
}

async function keep(at: string): Promise<void> {
  const { answer, work } = open(at, Promise.resolve(page('kept')))
  await answer
  await Promise.all(work)
}

async function shown(answer: Promise<Response> | undefined): Promise<string> {
  return (await answer)?.text() ?? ''
}

test('where the server is broken or starts anew, her card is shown as it was kept, and says of when', async () => {
  await keep(path)
  for (const status of [500, 502, 503, 504]) {
    const { answer, work } = open(path, Promise.resolve(new Response('broken', { status })))
    const html = await shown(answer)
    expect(html).toContain('kept')
    expect(html).toMatch(/data-kept-at="\d+"/)
    await Promise.all(work)
  }
  expect(await shown(open(path, Promise.reject(new TypeError('no network'))).answer)).toContain('kept')
})

test('a broken server’s own words are shown where nothing was kept', async () => {
  for (const at of [path, door, '/orders']) {
    const { answer } = open(at, Promise.resolve(new Response('broken', { status: 503 })))
    expect(await shown(answer)).toBe('broken')
  }
})

test('a server that says it is not hers takes the kept page away; a broken one does not', async () => {
  await keep(path)
  const { answer, work } = open(path, Promise.resolve(new Response('gone', { status: 404 })))
  expect(await shown(answer)).toBe('gone')
  await Promise.all(work)
  const broken = open(path, Promise.resolve(new Response('broken', { status: 500 })))
  expect(await shown(broken.answer)).toBe('broken')
})

test('a line that does not answer is given up after a while where there is something to show, and only there', async () => {
  await keep(path)
  let answerLate: (response: Response) => void = () => undefined
  const late = new Promise<Response>((resolve) => (answerLate = resolve))
  const kept = open(path, late)
  const bare = open(door, late)
  await vi.advanceTimersToNextTimerAsync()
  expect(await shown(kept.answer)).toContain('kept')
  expect(vi.getTimerCount()).toBe(0)
  // What comes late is kept for the next time; the page that had nothing to show has waited for it.
  answerLate(page('late'))
  expect(await shown(bare.answer)).toContain('late')
  await Promise.all(kept.work)
  expect(await shown(open(path, Promise.reject(new TypeError('no network'))).answer)).toContain('late')
})

test('a line that answers before that is waited for', async () => {
  await keep(path)
  expect(await shown(open(path, Promise.resolve(page('new'))).answer)).toContain('new')
})

test('a new version waits for the next page that is opened, and then takes over', async () => {
  const told: unknown[] = []
  await open('/', Promise.resolve(page('front'))).answer
  worker.waiting = { told }
  worker.send('fetch', { request: requestOf('/me.data', { method: 'GET', mode: 'cors' }) })
  worker.send('fetch', { request: requestOf('/orders', { method: 'POST', mode: 'navigate' }) })
  expect([told, worker.takeOvers]).toEqual([[], 0])
  await open('/', Promise.resolve(page('front'))).answer
  expect(told).toHaveLength(1)
  // The version that waits hears this.
  worker.send('message', { data: told[0] })
  expect(worker.takeOvers).toBe(1)
})
