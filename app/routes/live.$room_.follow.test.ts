import { beforeAll, expect, test } from 'vitest'
import { createPerson, isFollowing } from '#app/features/identity/index.server.ts'
import { signedInCookie } from '#app/features/identity/testing.server.ts'
import { createRoom } from '#app/features/live/index.server.ts'
import { action } from './live.$room_.follow.ts'

const actor = { kind: 'system', name: 'test' } as const
let host: string
let buyer: string

beforeAll(async () => {
  ;[host, buyer] = [await makePerson(), await makePerson()]
  for (const [slug, open] of [['harbour', true] as const, ['rehearsal', false] as const])
    await createRoom({ slug, title: slug, place: '红岛', hostId: host, open }, { actor })
})

async function makePerson(): Promise<string> {
  const made = await createPerson({ name: '王大姐' }, { actor })
  if (!made.ok) throw new Error(made.reason)
  return made.value.id
}

interface Asked {
  room?: string
  by?: string
  form?: Record<string, string>
  headers?: Record<string, string>
}

async function ask({ room = 'harbour', by, form = { follow: 'on' }, headers = {} }: Asked): Promise<unknown> {
  const cookie: Record<string, string> = by === undefined ? {} : { Cookie: await signedInCookie(by) }
  const request = new Request(`http://localhost/live/${room}/follow`, {
    method: 'POST',
    headers: { 'Sec-Fetch-Site': 'same-origin', ...cookie, ...headers },
    body: new URLSearchParams(form),
  })
  try {
    return await action({ request, params: { room }, context: { cspNonce: '', clientAddress: '127.0.0.1' } })
  } catch (error) {
    if (error instanceof Response) return error
    throw error
  }
}

const plainForm = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

test('a page’s script is told whether she follows and how many do', async () => {
  expect(await ask({ by: buyer })).toEqual({ follows: true, followers: 1 })
  expect(await ask({ by: buyer })).toEqual({ follows: true, followers: 1 })
  expect(await ask({ by: buyer, form: { follow: 'off' } })).toEqual({ follows: false, followers: 0 })
})

test('a form without scripts leads back to its page, and to no other site', async () => {
  const answer = (back: string) =>
    ask({ by: buyer, form: { follow: 'on', back }, headers: plainForm }) as Promise<Response>
  expect((await answer('/live/harbour?at=5')).headers.get('Location')).toBe('/live/harbour?at=5')
  expect((await answer('//evil.example/x')).headers.get('Location')).toBe('/')
  expect(await isFollowing({ followerId: buyer, followedId: host })).toBe(true)
})

test('who is not signed in is sent to do so, and back to the room', async () => {
  const answer = (await ask({})) as Response
  expect(answer.headers.get('Location')).toBe('/sign-in?back=%2Flive%2Fharbour')
})

test('a closed room has no host to follow, for nobody, nor has one that is not there', async () => {
  for (const asked of [
    { room: 'rehearsal' },
    { room: 'rehearsal', by: buyer },
    { room: 'nowhere', by: buyer },
  ])
    expect(await ask(asked)).toMatchObject({ status: 404 })
})

test('a host does not follow herself, and another site follows for nobody', async () => {
  expect(await ask({ by: host })).toMatchObject({ status: 404 })
  expect(await ask({ by: buyer, headers: { 'Sec-Fetch-Site': 'cross-site' } })).toMatchObject({ status: 403 })
})
