import type { LoaderFunctionArgs } from '@remix-run/node'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { createPerson } from '#app/features/identity/index.server.ts'
import { createRoom, mediaHooks } from '#app/features/live/index.server.ts'
import { can, routePolicy } from './routes-policy.ts'

type Loader = (call: LoaderFunctionArgs) => Promise<unknown>

const actor = { kind: 'system', name: 'test' } as const

/** A route's name is its file's, or its folder's where it is one. */
const routes = readdirSync(path.join(import.meta.dirname, 'routes'), { withFileTypes: true })
  .filter((entry) => !/\.(test\.tsx?|css)$/.test(entry.name))
  .map((entry) => (entry.isDirectory() ? entry.name : entry.name.replace(/\.tsx?$/, '')))

test.each(routes)('the policy says who reaches the route %s', (route) => {
  expect(Object.keys(routePolicy)).toContain(route)
})

test('the policy speaks of no route that is not there', () => {
  expect(Object.keys(routePolicy).filter((route) => !routes.includes(route))).toEqual([])
})

describe('a route does what the policy says', () => {
  const decided = Object.entries(routePolicy).filter(
    ([, rule]) => !['public', 'development', 'owner'].includes(rule),
  )
  let subjects: Record<string, { open: Record<string, string>; closed: Record<string, string> }>

  beforeAll(async () => {
    const [open, closed] = [await makeRoom('harbour', true), await makeRoom('rehearsal', false)]
    subjects = {
      'live.$room': { open: { room: 'harbour' }, closed: { room: 'rehearsal' } },
      'replay.$broadcast': { open: { broadcast: open }, closed: { broadcast: closed } },
    }
  })

  test.each(decided)('%s asks for %s', async (route) => {
    const { loader } = (await import(`./routes/${route}.tsx`)) as { loader: Loader }
    const { open, closed } = subjects[route]!
    expect(await call(loader, open)).toMatchObject({ share: {} })
    expect(await call(loader, closed)).toMatchObject({ status: 404 })
  })
})

/** A room with one replay, whose id it answers. */
async function makeRoom(slug: string, open: boolean): Promise<string> {
  const host = await createPerson({ name: '王大姐', demo: true }, { actor })
  if (!host.ok) throw new Error(host.reason)
  const made = await createRoom({ slug, title: slug, place: '红岛', hostId: host.value.id, open }, { actor })
  if (!made.ok) throw new Error(made.reason)
  const { recording } = await mediaHooks.openBroadcast({ channel: slug, at: 0 })
  const ended = { channel: slug, recording, at: 60_000, durationSeconds: 60 }
  await mediaHooks.endBroadcast({ ...ended, reason: 'publisher-ended' })
  return recording
}

/** What the loader answers, also where it throws its answer. */
async function call(loader: Loader, params: Record<string, string>): Promise<unknown> {
  try {
    const request = new Request('http://localhost/')
    return await loader({ request, params, context: { cspNonce: '' } })
  } catch (error) {
    if (error instanceof Response) return error
    throw error
  }
}

describe('the rows of the policy', () => {
  const host = { personId: 'host' }
  const subjects = {
    'room.watch': { open: { open: true }, closed: { open: false } },
    'replay.watch': { open: { open: true }, closed: { open: false } },
  } as const

  test.each(Object.entries(subjects))(
    '%s: anyone where the room is open, nobody where it is not',
    (action, rooms) => {
      for (const visitor of [null, host]) {
        expect(can(visitor, action as keyof typeof subjects, rooms.open)).toBe(true)
        expect(can(visitor, action as keyof typeof subjects, rooms.closed)).toBe(false)
      }
    },
  )

  test('room.publish: the host of the room alone', () => {
    expect(can(host, 'room.publish', { hostId: 'host' })).toBe(true)
    expect(can({ personId: 'other' }, 'room.publish', { hostId: 'host' })).toBe(false)
    expect(can(null, 'room.publish', { hostId: 'host' })).toBe(false)
  })
})
