import { beforeEach, expect, test } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { countFollowers, follow, isFollowing, unfollow } from './follows.server.ts'
import { createPerson } from './people.server.ts'

const actor = { kind: 'system', name: 'test' } as const

beforeEach(freshDatabase)

async function makePerson(): Promise<string> {
  const made = await createPerson({ name: '王大姐' }, { actor })
  if (!made.ok) throw new Error(made.reason)
  return made.value.id
}

test('a follow asked for often and at once is one follow, audited once', async () => {
  const [followerId, followedId] = [await makePerson(), await makePerson()]
  const outcomes = await Promise.all(Array.from({ length: 5 }, () => follow({ followerId, followedId })))
  expect(outcomes).toEqual(Array.from({ length: 5 }, () => ({ ok: true, value: undefined })))
  expect(await isFollowing({ followerId, followedId })).toBe(true)
  expect(await countFollowers(followedId)).toBe(1)
  expect(await database().auditEvent.count({ where: { action: 'person.follow' } })).toBe(1)
})

test('who follows no longer can begin anew, from that day', async () => {
  const [followerId, followedId] = [await makePerson(), await makePerson()]
  await follow({ followerId, followedId }, new Date('2026-01-01'))
  await unfollow({ followerId, followedId })
  await unfollow({ followerId, followedId })
  expect(await isFollowing({ followerId, followedId })).toBe(false)
  expect(await countFollowers(followedId)).toBe(0)
  await follow({ followerId, followedId }, new Date('2026-05-01'))
  expect(await database().follow.findMany()).toMatchObject([{ since: new Date('2026-05-01'), endedAt: null }])
  expect(await database().auditEvent.count({ where: { action: 'person.unfollow' } })).toBe(1)
})

test('nobody follows herself, nor anybody who is not there', async () => {
  const followerId = await makePerson()
  expect(await follow({ followerId, followedId: followerId })).toEqual({ ok: false, reason: 'oneself' })
  const nobody = '0198d000-0000-7000-8000-000000000000'
  expect(await follow({ followerId, followedId: nobody })).toEqual({ ok: false, reason: 'unknown-person' })
})
