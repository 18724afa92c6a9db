import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { sessionStorage } from '#app/features/identity/sessions.server.ts'
import { screenCodes } from '#app/features/training/events/screen-code.server.ts'
import { makeEvent, makePeople } from '#app/features/training/events/testing.server.ts'
import { makeOrganisation } from '#app/features/union/testing.server.ts'
import { database } from '#app/kernel/database.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { action, loader } from './check-in.$event.tsx'

beforeEach(freshDatabase)

const context = { cspNonce: '', clientAddress: '127.0.0.1' }

async function makeClassNow() {
  const { id } = await makeOrganisation('晓阳村工会')
  const startsAt = new Date(Date.now() - 60_000)
  return makeEvent(id, { startsAt, endsAt: new Date(Date.now() + 3_600_000) })
}

async function open(event: string, { code, cookie = '' }: { code?: string; cookie?: string } = {}) {
  const address = new URL(`http://localhost/check-in/${event}`)
  if (code !== undefined) address.searchParams.set('code', code)
  const request = new Request(address, { headers: { Cookie: cookie } })
  return loader({ request, params: { event }, context }).catch((thrown: unknown) => {
    if (thrown instanceof Response) return thrown
    throw thrown
  })
}

async function press(event: string, cookie: string) {
  const request = new Request(`http://localhost/check-in/${event}`, {
    method: 'POST',
    headers: { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' },
    body: new URLSearchParams({ key: randomUUID() }),
  })
  return action({ request, params: { event }, context }).catch((thrown: unknown) => thrown)
}

async function scan(event: string): Promise<string> {
  const [shown] = await screenCodes(event, { count: 1, now: new Date() })
  const answer = await open(event, { code: new URL(shown?.address ?? '').searchParams.get('code') ?? '' })
  if (!(answer instanceof Response)) throw new Error('the fresh code was not taken')
  expect(answer.headers.get('Location')).toBe(`/check-in/${event}`)
  return answer.headers.get('Set-Cookie')?.split(';')[0] ?? ''
}

async function signIn(personId: string): Promise<string> {
  const session = await sessionStorage().getSession()
  session.set('personId', personId)
  session.set('device', 'test')
  return (await sessionStorage().commitSession(session)).split(';')[0] ?? ''
}

test('whoever scans before she has signed in is let in afterwards, at the moment of her scan', async () => {
  const event = await makeClassNow()
  const ticket = await scan(event)
  expect(await open(event, { cookie: ticket })).toMatchObject({ stage: 'ready', stranger: true })
  const [personId = ''] = await makePeople(1)
  const cookie = `${ticket}; ${await signIn(personId)}`
  expect(await open(event, { cookie })).toMatchObject({ stage: 'ready', stranger: false })
  await press(event, cookie)
  expect(await database().checkIn.findMany()).toMatchObject([{ personId, way: 'code', byId: null }])
  expect(await open(event, { cookie })).toMatchObject({ event: { came: { state: 'present' } } })
})

test('without a scan, or with an old code, nobody is let in', async () => {
  const event = await makeClassNow()
  const [personId = ''] = await makePeople(1)
  const cookie = await signIn(personId)
  expect(await open(event, { cookie })).toMatchObject({ stage: 'scan' })
  const [old] = await screenCodes(event, { count: 1, now: new Date(Date.now() - 300_000) })
  const code = new URL(old?.address ?? '').searchParams.get('code') ?? ''
  expect(await open(event, { cookie, code })).toMatchObject({ stage: 'expired' })
  expect(await open(event, { cookie, code: 'nonsense' })).toMatchObject({ stage: 'forged' })
  await press(event, cookie)
  expect(await database().checkIn.count()).toBe(0)
})

test('a ticket for one class opens no other', async () => {
  const [event, other] = [await makeClassNow(), await makeEvent((await makeOrganisation('别处村工会')).id)]
  const [personId = ''] = await makePeople(1)
  await press(other, `${await scan(event)}; ${await signIn(personId)}`)
  expect(await database().checkIn.count()).toBe(0)
})
