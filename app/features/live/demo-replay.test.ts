import { existsSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { seedDemoShops } from '#app/features/shop/index.server.ts'
import { database } from '#app/kernel/database.server.ts'
import { env } from '#app/kernel/env.server.ts'
import { seedReplay } from '#prisma/seed/replay.ts'
import { silentLog } from '#server/media/log.ts'
import { recordDemoClip } from '#server/sandbox/demo-recording.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { openBroadcast, recoverBroadcasts } from './broadcasts.server.ts'
import { findReplayPage } from './chat/replay-entries.server.ts'
import { seedDemoReplay, type RecordDemo } from './demo-replay.server.ts'
import { jobs } from './jobs.server.ts'
import { findRoomBySlug, listNewestReplays } from './rooms.server.ts'
import { findChapters, findProductClip } from './selling/chapters.server.ts'
import { sellInDemo } from './selling/demo-selling.server.ts'

const { slug } = seedReplay.room
const record: RecordDemo = (take) => recordDemoClip(take, { dataDir: env().dataDir, log: silentLog })

beforeEach(async () => {
  await freshDatabase()
  await seedDemoShops()
})

test('a new demo has one replay with its chat and chapters, made once, in a room at rest', async () => {
  await seedDemoReplay(record)
  await seedDemoReplay(() => Promise.reject(new Error('recorded twice')))
  const [replay, ...others] = await listNewestReplays(8)
  expect(others).toEqual([])
  expect(replay).toMatchObject({ durationSeconds: 48, room: { slug, host: { name: '林秀英', demo: true } } })
  expect((await findRoomBySlug(slug))?.view).toMatchObject({ state: 'quiet', broadcast: null })

  const chapters = await findChapters(replay!.id)
  const began = Date.parse(replay!.startedAt)
  expect(chapters.map(({ at, product }) => [(at - began) / 1000, product.title])).toEqual([
    [6, '大竹蛏 沙养两天'],
    [26, '蛤蜊肉 手剥'],
  ])
  expect(await findProductClip(chapters[1]!.product.id)).toEqual({ broadcast: replay!.id, seconds: 26 })
  const { entries } = await findReplayPage({ broadcastId: replay!.id, after: 0 })
  const said = entries.flatMap((entry) => (entry.kind === 'chat' ? [`${entry.by.name}：${entry.text}`] : []))
  expect(said).toEqual(seedReplay.lines.map(({ by, says }) => `${by}：${says}`))
  expect(entries.map(({ at }) => at)).toEqual(entries.map(({ at }) => at).toSorted((a, b) => a - b))
})

test('what a crash cut short is made anew, and its remains go', async () => {
  await expect(seedDemoReplay(() => Promise.reject(new Error('killed')))).rejects.toThrow('killed')
  const { id: cut, roomId } = await database().broadcast.findFirstOrThrow({ where: { room: { slug } } })
  const half = { recording: cut, channel: slug, beganAt: Date.now(), seconds: 4 }
  await record(half)
  await recoverBroadcasts()
  await seedDemoReplay(record)
  await jobs['live.close-abandoned']!({ recording: cut })
  await jobs['live.prune-demo-recordings']!({ roomId })
  const [replay, ...others] = await listNewestReplays(8)
  expect(others).toEqual([])
  expect(replay?.durationSeconds).toBe(48)
  const isThere = (recording: string) => existsSync(path.join(env().dataDir, 'recordings', recording))
  expect([cut, replay!.id].map(isThere)).toEqual([false, true])
})

test('where nothing could be recorded there is no replay, and the next start tries again', async () => {
  expect(await seedDemoReplay(() => Promise.resolve({ durationSeconds: 0 }))).toBe(false)
  expect(await listNewestReplays(8)).toEqual([])
  expect(await seedDemoReplay(record)).toBe(true)
  expect(await listNewestReplays(8)).toHaveLength(1)
})

test('nobody else sells in the seeded broadcast while it is written', async () => {
  await seedDemoReplay(() => Promise.resolve({ durationSeconds: 0 }))
  const { recording: broadcastId } = await openBroadcast({ channel: slug, at: Date.now() })
  await sellInDemo({ broadcastId, step: 0 })
  expect(await findChapters(broadcastId)).toEqual([])
})
