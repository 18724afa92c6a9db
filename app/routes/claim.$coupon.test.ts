import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { sessionStorage } from '#app/features/identity/sessions.server.ts'
import { claimedOf, makeCoupon, makePeople } from '#app/features/shop/coupons/testing.server.ts'
import { makeStall } from '#app/features/shop/orders/testing.server.ts'
import { action, loader } from './claim.$coupon.tsx'

async function cookieOf(personId: string): Promise<string> {
  const session = await sessionStorage().getSession()
  session.set('personId', personId)
  session.set('device', 'test')
  return (await sessionStorage().commitSession(session)).split(';')[0] ?? ''
}

async function press(
  coupon: string,
  { by, form = {}, site = 'same-origin' }: { by?: string; form?: Record<string, string>; site?: string } = {},
): Promise<unknown> {
  const cookie: Record<string, string> = by === undefined ? {} : { Cookie: await cookieOf(by) }
  const request = new Request(`http://localhost/claim/${coupon}`, {
    method: 'POST',
    headers: { 'Sec-Fetch-Site': site, ...cookie },
    body: new URLSearchParams({ key: randomUUID(), ...form }),
  })
  return called(() => action({ request, params: { coupon }, context }))
}

const context = { cspNonce: '', clientAddress: '127.0.0.1' }

/** What a call answers or throws. */
async function called(call: () => Promise<unknown>): Promise<unknown> {
  try {
    return await call()
  } catch (error) {
    if (error instanceof Response) return error
    throw error
  }
}

function whereTo(answer: unknown): string | null {
  return answer instanceof Response ? answer.headers.get('Location') : null
}

async function person(): Promise<string> {
  return (await makePeople(1))[0] ?? ''
}

test('one press claims and leads back to where she was, and to no other site', async () => {
  const { id } = await makeCoupon(await makeStall())
  expect(whereTo(await press(id, { by: await person(), form: { back: '/live/harbour' } }))).toBe(
    '/live/harbour',
  )
  expect(whereTo(await press(id, { by: await person(), form: { back: '//evil.example' } }))).toBe('/')
  expect(whereTo(await press(id, { by: await person() }))).toBe(`/claim/${id}`)
  expect(await claimedOf(id)).toBe(3)
})

test('a form that was sent twice claims once and says nothing else', async () => {
  const { id } = await makeCoupon(await makeStall(), { perPerson: 5 })
  const by = await person()
  const form = { key: randomUUID(), back: '/live/harbour' }
  const answers = await Promise.all([press(id, { by, form }), press(id, { by, form })])
  expect(answers.map(whereTo)).toEqual(['/live/harbour', '/live/harbour'])
  expect(await claimedOf(id)).toBe(1)
})

test('a refusal is said on the ticket’s own page, which knows the way back', async () => {
  const { id } = await makeCoupon(await makeStall(), { total: 1 })
  await press(id, { by: await person() })
  const refused = await press(id, { by: await person(), form: { back: '/live/harbour' } })
  expect(refused).toMatchObject({
    data: { refusal: 'all-gone', back: '/live/harbour' },
    init: { status: 409 },
  })
})

test('a stranger signs in and comes back to the ticket, with the way back', async () => {
  const { id } = await makeCoupon(await makeStall())
  const to = whereTo(await press(id, { form: { back: '/live/harbour?at=5' } }))
  const back = new URL(to ?? '', 'http://localhost').searchParams.get('back')
  expect(back).toBe(`/claim/${id}?back=${encodeURIComponent('/live/harbour?at=5')}`)
  const request = new Request(`http://localhost${back}`)
  const page = await loader({ request, params: { coupon: id }, context })
  expect(page).toMatchObject({ stranger: true, back: '/live/harbour?at=5', ticket: { had: 0 } })
  expect(await claimedOf(id)).toBe(0)
})

test('another site cannot make her claim', async () => {
  const { id } = await makeCoupon(await makeStall(), { mustFollow: true })
  const refused = await press(id, { by: await person(), site: 'cross-site' })
  expect(refused instanceof Response && refused.status).toBe(403)
  expect(await claimedOf(id)).toBe(0)
})

test.each(['nonsense', randomUUID()])('where there is no coupon %s there is no page', async (coupon) => {
  const request = new Request(`http://localhost/claim/${coupon}`)
  const answer = await called(() => loader({ request, params: { coupon }, context }))
  expect(answer instanceof Response && answer.status).toBe(404)
  const refused = await press(coupon, { by: await person() })
  const status =
    refused instanceof Response ? refused.status : (refused as { init: { status: number } }).init.status
  expect([404, 409]).toContain(status)
})
