import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { createPerson } from '#app/features/identity/index.server.ts'
import { database } from '#app/kernel/database.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { openBroadcast } from '../broadcasts.server.ts'
import { mediaHooks } from '../media-hooks.server.ts'
import { createRoom } from '../rooms.server.ts'
import { findEntriesAfter, findNewestEntries } from '../timeline/entries.server.ts'
import { saveMessages } from '../timeline/save-messages.server.ts'
import {
  liftSanction,
  listSilenced,
  postNotice,
  removeMessage,
  setRules,
  silence,
  type Moderator,
} from './moderation.server.ts'

const actor = { kind: 'system', name: 'test' } as const
const nowhere = '0198d000-0000-7000-8000-000000000000'
let host: Moderator
let helper: Moderator
let broadcastId: string

beforeEach(async () => {
  await freshDatabase()
  ;({ host, broadcastId } = await makeRoom('harbour'))
  helper = await makeAssistant('小海')
})

async function makePerson(name: string): Promise<string> {
  const made = await createPerson({ name, demo: true }, { actor })
  if (!made.ok) throw new Error(made.reason)
  return made.value.id
}

async function makeRoom(slug: string): Promise<{ host: Moderator; broadcastId: string }> {
  const hostId = await makePerson('王大姐')
  const made = await createRoom({ slug, title: slug, place: '红岛', hostId }, { actor })
  if (!made.ok) throw new Error(made.reason)
  const { recording } = await openBroadcast({ channel: slug, at: Date.now() })
  return { host: { personId: hostId, hostId, roomId: made.value.id }, broadcastId: recording }
}

async function makeAssistant(name: string): Promise<Moderator> {
  const { roomId, hostId } = host
  const personId = await makePerson(name)
  const grantedAt = new Date()
  await database().roleGrant.create({
    data: { personId, role: 'assistant', scope: `room:${roomId}`, grantedAt, grantedById: hostId },
  })
  return { personId, roomId, hostId }
}

async function say(personId: string, text: string, into = broadcastId): Promise<number> {
  const message = { broadcastId: into, personId, senderKey: randomUUID(), text, role: 'viewer' as const }
  const [saved] = await saveMessages([message], new Date())
  if (saved?.kind !== 'saved') throw new Error('it was not saved')
  return saved.seq
}

async function reads(): Promise<string> {
  return JSON.stringify([
    await findEntriesAfter({ broadcastId, after: 0 }),
    await findNewestEntries({ broadcastId, limit: 50 }),
  ])
}

const audited = (action: string) =>
  database().auditEvent.findMany({ where: { action }, orderBy: { seq: 'asc' } })

describe('a removed message', () => {
  test('is read by nobody who comes later, and stays on the record with who removed it and why', async () => {
    const seq = await say(await makePerson('城阳阿姨'), '骗人的话')
    expect(await reads()).toContain('骗人的话')
    const removed = await removeMessage(helper, { broadcastId, seq, reason: '像骗人的' })
    expect(removed).toMatchObject({ ok: true })
    expect(await reads()).not.toContain('骗人的话')
    expect(await reads()).not.toContain('像骗人的')
    expect(
      await database().timelineEntry.findFirst({ where: { broadcastId, seq }, select: { body: true } }),
    ).toMatchObject({ body: { text: '骗人的话' } })
    expect(await audited('chat.remove')).toMatchObject([
      { actorPersonId: helper.personId, why: '像骗人的', after: { removed: seq } },
    ])
  })

  test('is removed once, whoever presses at the same moment', async () => {
    const seq = await say(await makePerson('城阳阿姨'), '广告')
    const wish = { broadcastId, seq, reason: '打广告' }
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, place) => removeMessage(place % 2 ? host : helper, wish)),
    )
    expect(new Set(answers.map((answer) => (answer.ok ? answer.value.seq : answer.reason))).size).toBe(1)
    expect(await database().timelineEntry.count({ where: { broadcastId, kind: 'removal' } })).toBe(1)
    const { lastSeq } = await database().broadcast.findUniqueOrThrow({ where: { id: broadcastId } })
    expect(await database().timelineEntry.count({ where: { broadcastId } })).toBe(lastSeq)
  })

  test('is one of this room’s, and a message', async () => {
    const other = await makeRoom('quay')
    const seq = await say(await makePerson('城阳阿姨'), '在别处', other.broadcastId)
    const reason = '打广告'
    const gone = { ok: false, reason: 'gone' }
    expect(await removeMessage(host, { broadcastId: other.broadcastId, seq, reason })).toEqual(gone)
    expect(await removeMessage(host, { broadcastId: nowhere, seq, reason })).toEqual(gone)
    expect(await removeMessage(host, { broadcastId, seq: 2_147_483_647, reason })).toEqual(gone)
    expect(await removeMessage(host, { broadcastId, seq: 1, reason })).toEqual({
      ok: false,
      reason: 'not-a-message',
    })
    expect(await database().timelineEntry.count({ where: { kind: 'removal' } })).toBe(0)
  })
})

describe('whoever is silenced', () => {
  const reason = '刷屏'

  test('cannot speak until then, in this room alone; a second time replaces the first', async () => {
    const spammer = await makePerson('城阳阿姨')
    const seq = await say(spammer, '一')
    const now = new Date()
    const first = await silence(helper, { broadcastId, seq, minutes: 10, reason }, now)
    expect(first).toMatchObject({ ok: true, value: { until: now.getTime() + 600_000, personId: spammer } })
    await expect(say(spammer, '二')).rejects.toThrow()
    expect(await say(spammer, '在别处', (await makeRoom('quay')).broadcastId)).toBeGreaterThan(0)
    expect(await silence(host, { broadcastId, seq, minutes: null, reason: '骂人' })).toMatchObject({
      ok: true,
      value: { until: null },
    })
    expect(await listSilenced(host.roomId)).toMatchObject([
      { name: '城阳阿姨', kind: 'block', reason: '骂人', until: null },
    ])
    expect(await database().sanction.count()).toBe(2)
  })

  test('is silenced once, whoever presses at the same moment', async () => {
    const seq = await say(await makePerson('城阳阿姨'), '一')
    const answers = await Promise.all(
      [10, 60, null, 10].map((minutes, place) =>
        silence(place % 2 ? host : helper, { broadcastId, seq, minutes, reason }),
      ),
    )
    expect(answers.every(({ ok }) => ok)).toBe(true)
    expect(await listSilenced(host.roomId)).toHaveLength(1)
  })

  test('is never the host, oneself, or another assistant, unless the host wants it', async () => {
    const wish = (seq: number) => ({ broadcastId, seq, minutes: 10, reason })
    const [byHost, byHelper] = [await say(host.personId, '我'), await say(helper.personId, '我')]
    const another = await makeAssistant('小浪')
    expect(await silence(helper, wish(byHost))).toEqual({ ok: false, reason: 'not-allowed' })
    expect(await silence(another, wish(byHelper))).toEqual({ ok: false, reason: 'not-allowed' })
    expect(await silence(helper, wish(byHelper))).toEqual({ ok: false, reason: 'yourself' })
    expect(await silence(host, wish(byHost))).toEqual({ ok: false, reason: 'yourself' })
    expect(await silence(host, wish(1))).toEqual({ ok: false, reason: 'not-a-message' })
    expect(await silence(host, wish(99))).toEqual({ ok: false, reason: 'gone' })
    expect(await database().sanction.count()).toBe(0)
    expect(await silence(host, wish(byHelper))).toMatchObject({ ok: true })
  })

  test('speaks again once that is lifted, once, and only from this room', async () => {
    const spammer = await makePerson('城阳阿姨')
    const seq = await say(spammer, '一')
    await silence(host, { broadcastId, seq, minutes: null, reason })
    const [{ sanction = nowhere } = {}] = await listSilenced(host.roomId)
    const gone = { ok: false, reason: 'gone' }
    expect(await liftSanction((await makeRoom('quay')).host, sanction)).toEqual(gone)
    expect(await liftSanction(helper, nowhere)).toEqual(gone)
    expect(await liftSanction(helper, sanction)).toEqual({ ok: true, value: { personId: spammer } })
    expect(await liftSanction(helper, sanction)).toEqual(gone)
    expect(await listSilenced(host.roomId)).toEqual([])
    expect(await say(spammer, '我改了')).toBeGreaterThan(seq)
    expect(await audited('chat.lift')).toMatchObject([{ actorPersonId: helper.personId }])
  })

  test('does not free herself, nor tell all a notice meanwhile, where she is the assistant', async () => {
    const seq = await say(helper.personId, '我也说两句')
    expect(await silence(host, { broadcastId, seq, minutes: 10, reason: '吵架' })).toMatchObject({ ok: true })
    const [{ sanction = '' } = {}] = await listSilenced(host.roomId)
    expect(await liftSanction(helper, sanction)).toEqual({ ok: false, reason: 'gone' })
    const notice = { broadcastId, key: randomUUID(), text: '都别买' }
    expect(await postNotice(helper, notice)).toEqual({ ok: false, reason: 'not-allowed' })
    expect(await liftSanction(host, sanction)).toMatchObject({ ok: true })
    expect(await postNotice(helper, notice)).toMatchObject({ ok: true })
  })

  test('is off the list when her time is over', async () => {
    const seq = await say(await makePerson('城阳阿姨'), '一')
    const now = new Date()
    await silence(host, { broadcastId, seq, minutes: 10, reason }, now)
    expect(await listSilenced(host.roomId, new Date(now.getTime() + 599_999))).toHaveLength(1)
    expect(await listSilenced(host.roomId, new Date(now.getTime() + 600_000))).toEqual([])
  })
})

describe('a notice', () => {
  test('that is sent again, also at the same moment, is one', async () => {
    const key = randomUUID()
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => postNotice(helper, { broadcastId, key, text: '九点发货' })),
    )
    expect(answers).toEqual(Array(4).fill({ ok: true, value: { seq: 2 } }))
    expect(await reads()).toContain('九点发货')
  })

  test('is posted to a running broadcast of this room alone', async () => {
    const other = await makeRoom('quay')
    const gone = { ok: false, reason: 'gone' }
    const notice = { key: randomUUID(), text: '九点发货' }
    expect(await postNotice(host, { broadcastId: other.broadcastId, ...notice })).toEqual(gone)
    const ended = { channel: 'harbour', recording: broadcastId, at: Date.now(), durationSeconds: 1 }
    await mediaHooks.endBroadcast({ ...ended, reason: 'publisher-ended' })
    expect(await postNotice(host, { broadcastId, ...notice })).toEqual(gone)
  })
})

test('rules that change are told as notices, those that stay are not, and both are on the record', async () => {
  const slow = { slowSeconds: 15, followersOnly: false }
  expect(await setRules(helper, slow)).toEqual(slow)
  await setRules(helper, { slowSeconds: 30, followersOnly: true })
  const ended = { channel: 'harbour', recording: broadcastId, at: Date.now(), durationSeconds: 1 }
  await mediaHooks.endBroadcast({ ...ended, reason: 'publisher-ended' })
  await setRules(host, { slowSeconds: 0, followersOnly: false })
  const notices = await database().timelineEntry.findMany({
    where: { broadcastId, kind: 'notice', personId: { not: null } },
    orderBy: { seq: 'asc' },
  })
  expect(notices.map(({ body }) => body)).toEqual([{ code: 'slow-on' }, { code: 'followers-on' }])
  expect(await audited('room.set-rules')).toMatchObject([
    { before: { slowSeconds: 0 }, after: slow },
    { after: { slowSeconds: 30, followersOnly: true } },
    { actorPersonId: host.personId, after: { slowSeconds: 0, followersOnly: false } },
  ])
})
