import { beforeEach, expect, test } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { seedCourses } from '#prisma/seed/courses/index.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { listCourses } from './catalog.server.ts'
import { allLessons } from './courses.ts'
import { seedDemoCourses } from './demo-courses.server.ts'

beforeEach(freshDatabase)

test('the demo has every course with a quiz behind each lesson; laid out twice it is there once', async () => {
  await seedDemoCourses()
  await seedDemoCourses()
  const courses = await listCourses(null)
  expect(courses.map(({ slug }) => slug)).toEqual(seedCourses.map(({ slug }) => slug))
  for (const course of courses) {
    const kinds = allLessons(course).map(({ kind }) => kind)
    expect(kinds).toEqual(kinds.map((_, place) => (place % 2 === 0 ? 'text' : 'quiz')))
  }
  expect(await database().course.count({ where: { demo: true, opensDoor: true } })).toBe(1)
})
