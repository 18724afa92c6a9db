import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { findCourse } from './catalog.server.ts'
import { allLessons } from './courses.ts'
import { enrol, moveToNewest } from './enrolments.server.ts'
import { finishReading, reportPlayed } from './progress.server.ts'
import type { Stretch } from './progress.ts'
import { lessonsOf, makeLearner, publishCourse } from './testing.server.ts'

beforeEach(freshDatabase)

async function watching() {
  const [video, text] = lessonsOf('video', 'text')
  if (!video || !text) throw new Error('two lessons')
  await publishCourse('live', [video, text])
  const personId = await makeLearner()
  await enrol({ personId, slug: 'live' })
  const played = (stretches: Stretch[], position = 0, at = new Date()) =>
    reportPlayed({ personId, lessonKey: video.key, played: stretches, position, at })
  return { personId, video, text, played }
}

test('what was really played counts once, however often and in whatever order it is told', async () => {
  const stretch = fc
    .tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 120 }))
    .map(([one, other]): Stretch => [Math.min(one, other), Math.max(one, other)])
  const { personId, video, played } = await watching()
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(stretch, { maxLength: 3 }), { maxLength: 6 }), async (reports) => {
      await database().lessonProgress.deleteMany()
      const seen = new Set(
        reports.flat().flatMap(([from, to]) => Array.from({ length: to - from }, (_, index) => from + index)),
      )
      const watched = [...seen].filter((second) => second < 100).length
      for (const report of [...reports, ...reports.toReversed()]) await played(report)
      const standing = await reportPlayed({
        ...{ personId, lessonKey: video.key, position: 0, at: new Date() },
        played: [],
      })
      expect(standing).toMatchObject({ watched, completed: watched >= 90 })
    }),
    { numRuns: 30 },
  )
})

test('a video is learnt once nine tenths were played, and jumping to its end is not playing', async () => {
  const { played } = await watching()
  expect(await played([[95, 100]], 100)).toEqual({ completed: false, watched: 5, position: 100 })
  expect(await played([[0, 84]])).toMatchObject({ completed: false, watched: 89 })
  expect(await played([[84, 85]])).toMatchObject({ completed: true, watched: 90 })
})

test('an older position that arrives later does not win, on whatever device it waited', async () => {
  const { played } = await watching()
  const now = Date.now()
  await played([], 60, new Date(now - 1000))
  expect(await played([], 12, new Date(now - 60_000))).toMatchObject({ position: 60 })
  expect(await played([], 70, new Date(now))).toMatchObject({ position: 70 })
})

test('a position told for the future is one of now', async () => {
  const { played } = await watching()
  await played([], 60, new Date(Date.now() + 3_600_000))
  expect(await played([], 70)).toMatchObject({ position: 70 })
})

test('reports at the same moment lose nothing', async () => {
  const { played } = await watching()
  await Promise.all(Array.from({ length: 20 }, (_, index) => played([[index * 5, index * 5 + 5]])))
  expect(await played([])).toMatchObject({ watched: 100, completed: true })
})

test('a text is finished by saying so, a video is not, nor a lesson of a course that she is not in', async () => {
  const { personId, video, text } = await watching()
  expect(await finishReading({ personId, lessonKey: text.key })).toBe(true)
  expect(await finishReading({ personId, lessonKey: text.key })).toBe(true)
  expect(await finishReading({ personId, lessonKey: video.key })).toBe(false)
  const stranger = await makeLearner()
  expect(await finishReading({ personId: stranger, lessonKey: text.key })).toBe(false)
  const told = { personId: stranger, lessonKey: video.key, played: [], position: 1, at: new Date() }
  expect(await reportPlayed(told)).toBeNull()
})

test('whoever is in a course stays in her version; going over to the newer keeps what she has done', async () => {
  const [first, second, third] = lessonsOf('text', 'text', 'text')
  if (!first || !second || !third) throw new Error('three lessons')
  await publishCourse('live', [first, second])
  const personId = await makeLearner()
  await enrol({ personId, slug: 'live' })
  await finishReading({ personId, lessonKey: first.key })
  await publishCourse('live', [third, first])
  await enrol({ personId, slug: 'live' })
  const before = await findCourse('live', personId)
  expect(before).toMatchObject({ newer: true, lessons: 2, done: 1 })
  expect(await moveToNewest({ personId, slug: 'live' })).toEqual({ ok: true, value: undefined })
  const after = await findCourse('live', personId)
  expect(after).toMatchObject({ newer: false, lessons: 2, done: 1 })
  expect(allLessons(after ?? { modules: [] }).map(({ key }) => key)).toEqual([third.key, first.key])
  expect(allLessons((await findCourse('live', null)) ?? { modules: [] })).toHaveLength(2)
})

test('nobody begins a course of which nothing is published, or goes over in one that she is not in', async () => {
  const personId = await makeLearner()
  await database().course.create({ data: { slug: 'new', family: 'live', cover: 'cover-course-live' } })
  expect(await enrol({ personId, slug: 'new' })).toEqual({ ok: false, reason: 'absent' })
  await publishCourse('live', lessonsOf('text'))
  expect(await moveToNewest({ personId, slug: 'live' })).toEqual({ ok: false, reason: 'absent' })
})

test('what is published never changes, and is at most retired', async () => {
  await publishCourse('live', lessonsOf('text', 'quiz'))
  const refused = (statement: string) =>
    expect(database().$executeRawUnsafe(statement)).rejects.toThrow(/never changes/)
  await refused(`UPDATE lesson SET title_zh = 'x' WHERE kind = 'quiz'`)
  await refused('DELETE FROM lesson')
  await refused(`INSERT INTO lesson SELECT gen_random_uuid(), version_id, module_id, gen_random_uuid(), 9, kind, title_zh,
    title_en, summary_zh, summary_en, minutes, body FROM lesson WHERE kind = 'text'`)
  await refused('DELETE FROM course_module')
  await refused('UPDATE course_version SET pass_percent = 1')
  await refused('DELETE FROM course_version')
  await database().courseVersion.updateMany({ data: { status: 'retired', retiredAt: new Date() } })
  await refused(`UPDATE course_version SET status = 'published', retired_at = NULL`)
})
