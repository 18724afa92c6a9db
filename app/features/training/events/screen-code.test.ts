import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { makeOrganisation } from '#app/features/union/testing.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { readScreen, screenCodes } from './screen-code.server.ts'
import { makeEvent, minute } from './testing.server.ts'
import { scannedAt, ticketFor } from './ticket.server.ts'

beforeEach(freshDatabase)

async function codeAt(eventId: string, now: Date): Promise<string> {
  const [first] = await screenCodes(eventId, { count: 1, now })
  return new URL(first?.address ?? '').searchParams.get('code') ?? ''
}

test('the code on the screen is good while it is shown, and a photo of it a minute later is not', async () => {
  const { id } = await makeOrganisation('晓阳村工会')
  const [event, other] = [await makeEvent(id), await makeEvent(id)]
  const code = await codeAt(event, minute(0))
  expect(await readScreen({ eventId: event, code }, minute(0.5))).toMatchObject({ ok: true })
  expect(await readScreen({ eventId: event, code }, minute(2))).toMatchObject({ reason: 'expired' })
  expect(await readScreen({ eventId: other, code }, minute(0))).toMatchObject({ reason: 'forged' })
  expect(await readScreen({ eventId: event, code: 'x.y' }, minute(0))).toMatchObject({ reason: 'forged' })
  expect(await readScreen({ eventId: randomUUID(), code }, minute(0))).toMatchObject({ reason: 'absent' })
})

test('the codes that the screen is given follow each other without a gap', async () => {
  const { id } = await makeOrganisation('晓阳村工会')
  const codes = await screenCodes(await makeEvent(id), { count: 5, now: minute(0) })
  expect(codes.slice(1).map(({ from }) => from)).toEqual(codes.slice(0, -1).map(({ until }) => until))
})

test('a scan stays good for a quarter of an hour, for its own event and this browser alone', async () => {
  const event = randomUUID()
  const cookie = (await ticketFor(event, minute(0))).split(';')[0] ?? ''
  const request = new Request(`http://localhost/check-in/${event}`, { headers: { Cookie: cookie } })
  expect(await scannedAt(request, { event, now: minute(14) })).toEqual(minute(0))
  expect(await scannedAt(request, { event, now: minute(16) })).toBeNull()
  expect(await scannedAt(request, { event: randomUUID(), now: minute(1) })).toBeNull()
  const changed = new Request(request.url, { headers: { Cookie: `${cookie.slice(0, -3)}abc` } })
  expect(await scannedAt(changed, { event, now: minute(1) })).toBeNull()
  expect(await scannedAt(new Request(request.url), { event, now: minute(1) })).toBeNull()
})
