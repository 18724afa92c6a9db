import { beforeEach, expect, test } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { dropClip, replaysAsked, setClip } from './clips.server.ts'
import { eachReplay } from './films.ts'
import { findLessonMedia } from './media.server.ts'
import { makeDraft, makeLecturer, makeReplay } from './testing.server.ts'

let senderId: string

beforeEach(async () => {
  await freshDatabase()
  senderId = await makeLecturer()
})

const lessonOf = (key: string) => database().lesson.findFirstOrThrow({ where: { key } })

/** What the lesson's page has at this address. */
async function mediaOf(lesson: string, search = '') {
  const asked = replaysAsked(new Request(`http://localhost/teach/films/${lesson}${search}`))
  return (await findLessonMedia(lesson, senderId, asked))?.media
}

test('a clip lies within a replay that everybody may watch', async () => {
  const { lesson } = await makeDraft('clip')
  const asked = { lesson, personId: senderId, replay: await makeReplay(), from: 6000, to: 26_000 }
  expect((await setClip(asked)).ok).toBe(true)
  expect((await mediaOf(lesson))?.clip).toMatchObject({ from: 6, to: 26, replay: { seconds: 48.2 } })
  expect(await setClip({ ...asked, to: 60_000 })).toEqual({ ok: false, reason: 'past-end' })
  expect(await setClip({ ...asked, replay: await makeReplay({ open: false }) })).toEqual({
    ok: false,
    reason: 'no-replay',
  })
  expect((await setClip({ ...asked, to: 48_900 })).ok).toBe(true)
  expect((await lessonOf(lesson)).toMs).toBe(48_200)
  expect((await dropClip(asked)).ok).toBe(true)
  const video = await makeDraft('video')
  expect(await setClip({ ...asked, lesson: video.lesson })).toEqual({ ok: false, reason: 'absent' })
})

/** As many replays as fill a page and more, all of one moment: the older ones came first. */
async function makeManyReplays(): Promise<string[]> {
  const first = await makeReplay({ title: '赶海', host: '王大姐' })
  const { roomId } = await database().broadcast.findUniqueOrThrow({ where: { id: first } })
  const like = {
    ...{ roomId, title: '蛤蜊', status: 'ended' as const, startedAt: new Date(60_000) },
    ...{ endedAt: new Date(120_000), endReason: 'publisher_ended' as const, durationSeconds: 30 },
  }
  const rows = await database().broadcast.createManyAndReturn({
    data: Array.from({ length: 44 }, () => like),
    select: { id: true },
  })
  return [first, ...rows.map(({ id }) => id)]
}

test('every replay can be reached, page by page, though all began at one moment', async () => {
  const all = await makeManyReplays()
  const { lesson } = await makeDraft('clip')
  const newest = (await mediaOf(lesson))?.offer
  expect(newest?.replays).toHaveLength(40)
  const before = encodeURIComponent(newest?.older ?? '')
  const older = (await mediaOf(lesson, `?find=&before=${before}`))?.offer
  expect(older?.older).toBeNull()
  const offered = [...(newest?.replays ?? []), ...(older?.replays ?? [])].map(({ id }) => id)
  expect(offered.toSorted()).toEqual(all.toSorted())
})

test('an older replay is found by its title, room, place or host, and one that is not open by nothing', async () => {
  await makeReplay({ title: '海边的一天', host: '王大姐', open: false })
  const host = await makeReplay({ title: '海边的一天', host: '刘大姐' })
  await makeManyReplays()
  const { lesson } = await makeDraft('clip')
  const found = async (find: string) => {
    const offer = (await mediaOf(lesson, `?${new URLSearchParams({ find }).toString()}`))?.offer
    return offer?.replays.map(({ id }) => id)
  }
  expect(await found('海边 刘大姐')).toEqual([host])
  expect(await found('海边')).toEqual([host])
  expect(await found('海边 王大姐')).toEqual([])
  expect(await found('红岛')).toHaveLength(40)
})

test('a lesson whose replay is among the oldest still has it to choose, and can be corrected', async () => {
  const [first = ''] = await makeManyReplays()
  const { lesson } = await makeDraft('clip')
  const asked = { lesson, personId: senderId, replay: first }
  expect((await setClip({ ...asked, from: 1000, to: 5000 })).ok).toBe(true)
  const media = await mediaOf(lesson)
  const offered = media?.offer?.replays ?? []
  expect(offered.some(({ id }) => id === first)).toBe(false)
  const choices = eachReplay([media?.clip?.replay ?? null, offered[5] ?? null, ...offered])
  expect(choices[0]).toMatchObject({ id: first, host: '王大姐' })
  expect(
    choices
      .slice(1)
      .map(({ id }) => id)
      .toSorted(),
  ).toEqual(offered.map(({ id }) => id).toSorted())
  expect((await setClip({ ...asked, from: 2000, to: 5000 })).ok).toBe(true)
})
