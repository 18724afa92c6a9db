import { beforeEach, expect, test } from 'vitest'
import { seedDemoReplay } from '#app/features/live/index.server.ts'
import { seedDemoShops } from '#app/features/shop/index.server.ts'
import { database } from '#app/kernel/database.server.ts'
import { openFile } from '#app/kernel/files.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { findCourse } from '../catalog.server.ts'
import { allLessons } from '../courses.ts'
import { enrol } from '../enrolments.server.ts'
import { findLesson } from '../lessons.server.ts'
import { finishReading } from '../progress.server.ts'
import { makeLearner } from '../testing.server.ts'
import { seedDemoFilms } from './demo-films.server.ts'

beforeEach(freshDatabase)

async function layOut(): Promise<void> {
  await seedDemoShops()
  await seedDemoReplay(() => Promise.resolve({ durationSeconds: 48 }))
}

async function lessons(personId: string | null) {
  const course = await findCourse('watch-first', personId)
  if (course === null) throw new Error('the course is not there')
  const seen = await Promise.all(allLessons(course).map(({ key }) => findLesson(course, key)))
  return seen.map((one) => one?.lesson)
}

test('the demo has a lesson with a film and captions, and one with a clip; laid out twice it is there once', async () => {
  expect(await seedDemoFilms(), 'without a replay it waits').toBe(false)
  await layOut()
  expect(await seedDemoFilms()).toBe(true)
  expect(await seedDemoFilms()).toBe(true)
  const [film, clip, quiz] = await lessons(null)
  expect([film?.kind, clip?.kind, quiz?.kind]).toEqual(['video', 'clip', 'quiz'])
  expect(film?.seconds).toBe(32)
  expect(clip?.film).toMatchObject({ kind: 'replay', from: 6, to: 26 })
  const captions = film?.film?.kind === 'file' ? film.film.captions : null
  expect((await openFile(captions?.split('/').at(-1) ?? ''))?.file.contentType).toBe('text/vtt')
  expect(await database().course.count({ where: { slug: 'watch-first', demo: true } })).toBe(1)
})

test('a clip whose replay was taken down keeps nobody from her certificate, and one that is there must be watched', async () => {
  await layOut()
  await seedDemoFilms()
  const personId = await makeLearner()
  await enrol({ personId, slug: 'watch-first' })
  const lessonKey = (await lessons(personId))[1]?.key ?? ''
  expect(await finishReading({ personId, lessonKey })).toBe(false)
  await database().room.updateMany({ data: { open: false } })
  expect((await lessons(personId))[1]?.film).toEqual({ kind: 'gone' })
  expect(await finishReading({ personId, lessonKey })).toBe(true)
  expect((await lessons(personId))[1]?.done).toBe(true)
})
