import type { LoaderFunctionArgs } from '@remix-run/node'
import { beforeEach, expect, test } from 'vitest'
import { countUnreadNews, createPerson, notify } from '#app/features/identity/index.server.ts'
import { sessionStorage } from '#app/features/identity/sessions.server.ts'
import { database } from '#app/kernel/database.server.ts'
import { loader } from './me_.news.tsx'

const start = Date.parse('2026-11-24T08:00:00.000Z')
let reader: string

beforeEach(async () => {
  reader = await makePerson()
})

async function makePerson(): Promise<string> {
  const made = await createPerson({ name: '王大姐' }, { actor: { kind: 'system', name: 'test' } })
  if (!made.ok) throw new Error(made.reason)
  return made.value.id
}

/** Tells her so many things, a minute apart. */
async function tell(personId: string, many: number): Promise<void> {
  await database().$transaction(async (tx) => {
    for (let place = 0; place < many; place++) {
      const news = { personId, kind: 'orders:news.paid', params: { number: place }, path: '/orders/1' }
      await notify(tx, news, new Date(start + place * 60_000))
    }
  })
}

async function open(query = '') {
  const session = await sessionStorage().getSession()
  session.set('personId', reader)
  session.set('device', 'test')
  const cookie = (await sessionStorage().commitSession(session)).split(';')[0] ?? ''
  const request = new Request(`http://localhost/me/news${query}`, { headers: { Cookie: cookie } })
  return loader({ request, params: {}, context: {} } as unknown as LoaderFunctionArgs)
}

test('who opens her news sees what is new, once, and no news of others', async () => {
  await tell(reader, 2)
  await tell(await makePerson(), 1)
  expect((await open()).news).toMatchObject([
    { params: { number: 1 }, read: false },
    { params: { number: 0 }, read: false },
  ])
  expect(await countUnreadNews(reader)).toBe(0)
  expect((await open()).news.map(({ read }) => read)).toEqual([true, true])
})

test('her news goes by pages, the newest first, none twice and none left out', async () => {
  await tell(reader, 65)
  const seen: unknown[] = []
  for (let query = '', pages = 0; pages < 3; pages++) {
    const { news, earlier, first } = await open(query)
    expect(first).toBe(pages === 0)
    seen.push(...news.map(({ params }) => params['number']))
    expect(earlier === null).toBe(pages === 2)
    query = `?before=${encodeURIComponent(earlier ?? '')}`
  }
  expect(seen).toEqual(Array.from({ length: 65 }, (_, place) => 64 - place))
})

test('an address that names no moment shows the newest', async () => {
  await tell(reader, 1)
  expect((await open('?before=yesterday')).news).toHaveLength(1)
})
