import { beforeEach, expect, test } from 'vitest'
import type { KnownVisitor } from '#app/features/identity/index.ts'
import { createPerson } from '#app/features/identity/index.server.ts'
import { database } from '#app/kernel/database.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import {
  acceptInvitation,
  endAssistant,
  findInvitation,
  inviteAssistant,
  listAssistants,
} from './invitations.server.ts'
import { planRoom, setRefusedWords, getChatSettings } from './room-settings.server.ts'
import { SettingsForm, toLocalField } from './room-settings.ts'
import { createRoom } from './rooms.server.ts'

const actor = { kind: 'system', name: 'test' } as const
let roomId: string
let hostId: string

beforeEach(async () => {
  await freshDatabase()
  hostId = (await makePerson('王大姐')).personId
  const made = await createRoom({ slug: 'harbour', title: '渔港', place: '红岛', hostId }, { actor })
  if (!made.ok) throw new Error(made.reason)
  roomId = made.value.id
})

async function makePerson(name: string): Promise<KnownVisitor> {
  const made = await createPerson({ name, demo: true }, { actor })
  if (!made.ok) throw new Error(made.reason)
  return { personId: made.value.id, roles: [], privileges: [] }
}

test('an invitation makes one assistant, once, of this room alone', async () => {
  const token = await inviteAssistant({ roomId, personId: hostId })
  expect(await findInvitation(token)).toMatchObject({ room: { slug: 'harbour', hostName: '王大姐' } })
  const people = await Promise.all(['小海', '小浪', '小风'].map(makePerson))
  const answers = await Promise.all(people.map((person) => acceptInvitation(token, person)))
  expect(answers.filter(({ ok }) => ok)).toEqual([{ ok: true, value: { slug: 'harbour' } }])
  expect(answers.filter(({ ok }) => !ok)).toEqual(Array(2).fill({ ok: false, reason: 'used' }))
  expect(await listAssistants(roomId)).toHaveLength(1)
  expect(await database().roleGrant.findMany({ select: { role: true, scope: true } })).toEqual([
    { role: 'assistant', scope: `room:${roomId}` },
  ])
  expect(await findInvitation(token)).toBeNull()
})

test('an invitation is good for a day, is no use to the host herself, and is not kept as it is', async () => {
  const now = new Date()
  const token = await inviteAssistant({ roomId, personId: hostId }, now)
  const late = new Date(now.getTime() + 24 * 3_600_000)
  expect(await findInvitation(token, late)).toBeNull()
  expect(await acceptInvitation(token, await makePerson('小海'), late)).toEqual({ ok: false, reason: 'used' })
  const herself = { personId: hostId, roles: [], privileges: [] }
  expect(await acceptInvitation(token, herself)).toEqual({ ok: false, reason: 'own-room' })
  expect(await findInvitation(token)).not.toBeNull()
  expect(JSON.stringify(await database().roomInvitation.findMany())).not.toContain(token)
})

test('an assistant’s role ends at the host’s wish, and none of another room does', async () => {
  const token = await inviteAssistant({ roomId, personId: hostId })
  await acceptInvitation(token, await makePerson('小海'))
  const [assistant] = await listAssistants(roomId)
  const grant = assistant?.grant ?? ''
  const elsewhere = '0198d000-0000-7000-8000-000000000000'
  expect(await endAssistant({ roomId: elsewhere, grant, personId: hostId })).toEqual({
    ok: false,
    reason: 'absent',
  })
  expect(await endAssistant({ roomId, grant, personId: hostId })).toMatchObject({ ok: true })
  expect(await endAssistant({ roomId, grant, personId: hostId })).toEqual({ ok: false, reason: 'absent' })
  expect(await listAssistants(roomId)).toEqual([])
})

test('a plan is read as the clocks in Qingdao show it, and one that is over is refused', async () => {
  const form = { part: 'plan', title: '早潮蛤蜊', place: '红岛渔港', next: '2027-01-02T08:30' }
  const parsed = SettingsForm.parse(form)
  if (parsed.part !== 'plan') throw new Error('not a plan')
  expect(parsed.next?.toISOString()).toBe('2027-01-02T00:30:00.000Z')
  expect(toLocalField('2027-01-02T00:30:00.000Z')).toBe('2027-01-02T08:30')
  const manager = { roomId, personId: hostId }
  const plan = { title: parsed.title, place: parsed.place, next: parsed.next }
  expect(await planRoom(manager, plan, new Date('2027-01-02T00:30:00Z'))).toEqual({
    ok: false,
    reason: 'over',
  })
  expect(await planRoom(manager, plan, new Date('2027-01-01T00:00:00Z'))).toMatchObject({ ok: true })
  expect(await database().room.findFirst({ select: { title: true, nextBroadcastAt: true } })).toEqual({
    title: '早潮蛤蜊',
    nextBroadcastAt: new Date('2027-01-02T00:30:00Z'),
  })
  for (const next of ['2027-02-30T08:00', 'soon', '2027-01-02'])
    expect(SettingsForm.safeParse({ ...form, next }).success).toBe(false)
})

test('refused words are kept one a line, without repeats, and in measure', async () => {
  const parsed = SettingsForm.parse({ part: 'words', words: ' 假货 \r\n\n假货\n加群' })
  if (parsed.part !== 'words') throw new Error('no words')
  await setRefusedWords({ roomId, personId: hostId }, parsed.words)
  expect(await getChatSettings(roomId)).toMatchObject({ refusedWords: ['假货', '加群'] })
  const tooMany = Array.from({ length: 201 }, (_, place) => `词${place}`).join('\n')
  for (const words of [tooMany, '长'.repeat(21)])
    expect(SettingsForm.safeParse({ part: 'words', words }).success).toBe(false)
})
