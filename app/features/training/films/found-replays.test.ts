import { expect, test } from 'vitest'
import { foundIn } from './found-replays.ts'

const offer = { find: '蛤蜊', before: '', older: null, replays: [] }

/** What `fetch` promises of an answer of ours. */
const answered = (body: unknown, status = 200) => Promise.resolve(Response.json(body, { status }))

test('a search that is answered gives its replays', async () => {
  expect(await foundIn(answered({ offer }))).toEqual(offer)
})

test('without network, and where a hall’s own page answers, it says so', async () => {
  expect(await foundIn(Promise.reject(new TypeError('Failed to fetch')))).toBe('offline')
  expect(await foundIn(Promise.resolve(new Response('<html>')))).toBe('offline')
})

test('whoever is led away is signed out', async () => {
  // As a browser shows a redirect that it was told not to follow; servers are shown it whole.
  const led = {
    type: 'opaqueredirect',
    status: 0,
    ok: false,
    json: () => Promise.reject(new Error()),
  } as const
  expect(await foundIn(Promise.resolve(led))).toBe('signed-out')
})

test('a lesson that is not there, or takes no clip any more, is gone', async () => {
  expect(await foundIn(answered({}, 404))).toBe('gone')
  expect(await foundIn(answered({ offer: null }))).toBe('gone')
})

test('what the server refuses, or fails at, is not taken', async () => {
  for (const status of [400, 429, 500, 502]) expect(await foundIn(answered({}, status))).toBe('not-taken')
})
