import { beforeEach, expect, test } from 'vitest'
import { createPerson } from '#app/features/identity/index.server.ts'
import { database } from '#app/kernel/database.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import {
  findRoomTitles,
  hasRooms,
  listRoomsForAdministrator,
  openRoomForHost,
  suggestSlug,
} from './rooms-admin.server.ts'
import { OpenRoomForm } from './rooms-admin.ts'
import { findRoomByStreamKey } from './stream-keys.server.ts'

const actor = { kind: 'system', name: 'test' } as const
const room = {
  slug: 'harbour',
  title: '渔港直播',
  place: '红岛',
  host: { name: '王大姐', phone: '13900001234' },
  reason: '结业考核合格',
}

beforeEach(freshDatabase)

test('a room is opened for a phone that nobody had: she is taken in, hosts it and may broadcast', async () => {
  const opened = await openRoomForHost(room, { actor })
  if (!opened.ok) throw new Error(opened.reason)
  const { id, hostId, streamKey } = opened.value
  expect(await findRoomByStreamKey(streamKey)).toBe('harbour')
  expect(await database().person.findUnique({ where: { id: hostId } })).toMatchObject({
    name: '王大姐',
    phoneLast4: '1234',
  })
  expect(await database().privilegeGrant.findMany()).toMatchObject([
    { personId: hostId, privilege: 'broadcast_publicly', reason: '结业考核合格' },
  ])
  const audit = await database().auditEvent.findMany()
  expect(audit).toMatchObject([{ action: 'room.open-for-host', subject: `room:${id}`, why: '结业考核合格' }])
  expect(JSON.stringify(audit, (_, value: unknown) => (typeof value === 'bigint' ? 0 : value))).not.toMatch(
    /13900001234|王大姐/,
  )
})

test('without a reason the room is hers, and it is her certificate that opens it to everybody', async () => {
  const { reason: _, ...closed } = room
  const opened = await openRoomForHost(closed, { actor })
  expect(opened).toMatchObject({ ok: true, value: { slug: 'harbour' } })
  expect(await database().privilegeGrant.count()).toBe(0)
})

test('whoever has the phone keeps her name, and the privilege that she has', async () => {
  const known = await createPerson({ name: '李大姐', phone: '13900001234' }, { actor })
  const first = await openRoomForHost(room, { actor })
  const second = await openRoomForHost({ ...room, slug: 'quay' }, { actor })
  expect([first, second]).toMatchObject([
    { value: { hostId: known.ok && known.value.id } },
    { value: { hostId: known.ok && known.value.id } },
  ])
  expect(await database().person.findMany()).toMatchObject([{ name: '李大姐' }])
  expect(await database().privilegeGrant.count()).toBe(1)
})

test('an address that is taken opens nothing and takes nobody in', async () => {
  await openRoomForHost(room, { actor })
  const again = await openRoomForHost({ ...room, host: { name: '别人', phone: '13900005678' } }, { actor })
  expect(again).toEqual({ ok: false, reason: 'slug-taken' })
  expect(await database().person.count()).toBe(1)
})

test('of many who open the same room at once, one does', async () => {
  const outcomes = await Promise.all(Array.from({ length: 5 }, () => openRoomForHost(room, { actor })))
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
  expect([await database().person.count(), await database().privilegeGrant.count()]).toEqual([1, 1])
})

test('the administrator sees every room with its host, the newest first, over pages', async () => {
  for (let number = 0; number < 22; number += 1)
    await openRoomForHost({ ...room, slug: `room-${number}`, open: number !== 21 }, { actor })
  const first = await listRoomsForAdministrator({ page: 0 })
  expect(first.next).toBe(1)
  expect(first.rooms[0]).toEqual({
    slug: 'room-21',
    title: '渔港直播',
    place: '红岛',
    open: false,
    demo: false,
    onAir: false,
    host: { id: expect.any(String) as string, name: '王大姐', phoneLast4: '1234' },
  })
  const second = await listRoomsForAdministrator({ page: 1 })
  expect([second.rooms.length, second.next]).toEqual([2, null])
})

test('who hosts or assists has rooms, and nobody else', async () => {
  const opened = await openRoomForHost(room, { actor })
  if (!opened.ok) throw new Error(opened.reason)
  const visitor = { personId: opened.value.hostId, roles: [], privileges: [] }
  const other = { ...visitor, personId: '0198d000-0000-7000-8000-000000000000' }
  const scope = `room:${opened.value.id}`
  expect(await hasRooms(visitor)).toBe(true)
  expect(await hasRooms(other)).toBe(false)
  expect(await hasRooms({ ...other, roles: [{ role: 'assistant', scope }] })).toBe(true)
  expect(await findRoomTitles([scope, '*', 'org:hongdao'])).toEqual({ [scope]: '渔港直播' })
})

test('a suggested address is one that can be taken', () => {
  const { host, ...rest } = room
  const form = { ...rest, phone: host.phone, hostName: host.name }
  for (let round = 0; round < 50; round += 1)
    expect(OpenRoomForm.parse({ ...form, slug: suggestSlug() }).slug).toMatch(/^room-[a-z2-9]{4}$/)
  expect(OpenRoomForm.safeParse({ ...form, slug: '渔港' }).error?.issues[0]?.message).toBe(
    'live:roomsAdmin.slugInvalid',
  )
})
