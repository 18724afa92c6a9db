import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { findCourse } from '../catalog.server.ts'
import { allLessons } from '../courses.ts'
import { enrol } from '../enrolments.server.ts'
import { finishReading } from '../progress.server.ts'
import { removeLesson, removeModule, shiftLesson, shiftModule } from './arrange.server.ts'
import { openDraft, publishDraft } from './courses.server.ts'
import { moveLesson, type Arrangement } from './outline.ts'
import { findTaught } from './taught.server.ts'
import { makeCourse, makeLesson, makeModule, makeTeacher } from './testing.server.ts'

beforeEach(freshDatabase)

const place = fc.nat(7)
const way = fc.constantFrom('up' as const, 'down' as const)
const edit = fc.oneof(
  fc.record({ kind: fc.constant('module' as const) }),
  fc.record({ kind: fc.constant('lesson' as const), at: place }),
  fc.record({ kind: fc.constant('move-module' as const), at: place, way }),
  fc.record({ kind: fc.constant('move-lesson' as const), at: place, way }),
  fc.record({ kind: fc.constant('remove-module' as const), at: place }),
  fc.record({ kind: fc.constant('remove-lesson' as const), at: place }),
  fc.record({ kind: fc.constant('publish' as const) }),
  fc.record({ kind: fc.constant('learn' as const), at: place }),
)
type Edit = typeof edit extends fc.Arbitrary<infer One> ? One : never
type Teacher = Awaited<ReturnType<typeof makeTeacher>>

const pick = <Item>(items: readonly Item[], at: number): Item | undefined =>
  items[at % Math.max(1, items.length)]

/** One edit of whatever stands there; what cannot be done is refused, and that is fine. */
async function apply(slug: string, one: Edit, actor: Teacher, personId: string): Promise<void> {
  const modules = (await findTaught(slug))?.modules ?? []
  const lessons = modules.flatMap(({ id, lessons: own }) => own.map((lesson) => ({ ...lesson, module: id })))
  if (one.kind === 'module') await makeModule(slug, actor)
  else if (one.kind === 'publish') {
    await publishDraft(slug, { actor })
    await openDraft(slug, { actor })
  } else if (one.kind === 'learn') {
    const hers = await findCourse(slug, personId)
    const lesson = pick(hers === null ? [] : allLessons(hers), one.at)
    if (lesson !== undefined) await finishReading({ personId, lessonKey: lesson.key })
  } else if (one.kind === 'lesson' || one.kind === 'move-module' || one.kind === 'remove-module') {
    const module = pick(modules, one.at)
    if (module === undefined) return
    if (one.kind === 'lesson') await makeLesson(slug, module.id, actor)
    else if (one.kind === 'remove-module') await removeModule(slug, { module: module.id }, { actor })
    else await shiftModule(slug, { module: module.id, place: module.place, way: one.way }, { actor })
  } else {
    const lesson = pick(lessons, one.at)
    if (lesson === undefined) return
    if (one.kind === 'remove-lesson') await removeLesson(slug, { lesson: lesson.key }, { actor })
    else {
      const from = { lesson: lesson.key, module: lesson.module, place: lesson.place }
      await shiftLesson(slug, { ...from, way: one.way }, { actor })
    }
  }
}

/** Every version that learners have, as it is kept. */
function published(slug: string) {
  return database().courseVersion.findMany({
    where: { course: { slug }, status: 'published' },
    orderBy: { number: 'asc' },
    include: { modules: { orderBy: { place: 'asc' } }, lessons: { orderBy: { id: 'asc' } } },
  })
}

test('however a draft is edited: places have no gaps, keys stay one of each, what is published and what she did stay', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 4, maxLength: 10 }), async (edits) => {
      const actor = await makeTeacher()
      const slug = await makeCourse(actor, `tide-${randomUUID()}`)
      await makeLesson(slug, await makeModule(slug, actor), actor)
      await publishDraft(slug, { actor })
      await openDraft(slug, { actor })
      const { id: personId } = await makeTeacher()
      await enrol({ personId, slug })
      const versionId = (await findCourse(slug, personId))?.versionId
      for (const one of edits) {
        const before = await published(slug)
        const doneBefore = await doneBy(slug, personId)
        await apply(slug, one, actor, personId)
        const modules = (await findTaught(slug))?.modules ?? []
        expect(modules.map((module) => module.place)).toEqual(modules.map((_, index) => index))
        for (const { lessons } of modules)
          expect(lessons.map((lesson) => lesson.place)).toEqual(lessons.map((_, index) => index))
        const keys = modules.flatMap(({ lessons }) => lessons.map(({ key }) => key))
        expect(new Set(keys).size).toBe(keys.length)
        expect((await published(slug)).slice(0, before.length)).toEqual(before)
        expect((await findCourse(slug, personId))?.versionId).toBe(versionId)
        expect(await doneBy(slug, personId)).toEqual(expect.arrayContaining(doneBefore))
      }
    }),
    { numRuns: 6 },
  )
}, 60_000)

async function doneBy(slug: string, personId: string): Promise<string[]> {
  const course = await findCourse(slug, personId)
  return course === null ? [] : allLessons(course).flatMap(({ key, done }) => (done ? [key] : []))
}

test('moving a lesson loses none and adds none, and back again is where it was', () => {
  const arrangements = fc.array(fc.nat(3), { minLength: 1, maxLength: 5 }).map((sizes): Arrangement =>
    sizes.map((size, module) => ({
      id: `m${module}`,
      keys: Array.from({ length: size }, (_, index) => `m${module}-l${index}`),
    })),
  )
  fc.assert(
    fc.property(arrangements, fc.nat(20), way, (modules, at, direction) => {
      const keys = modules.flatMap((module) => module.keys)
      const key = pick(keys, at)
      if (key === undefined) return
      const moved = moveLesson(modules, key, direction)
      expect(moved.flatMap((module) => module.keys).sort()).toEqual([...keys].sort())
      const back = moveLesson(moved, key, direction === 'up' ? 'down' : 'up')
      if (JSON.stringify(moved) !== JSON.stringify(modules)) expect(back).toEqual(modules)
    }),
  )
})
