import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { findCourse } from '../catalog.server.ts'
import { enrol, moveToNewest } from '../enrolments.server.ts'
import { finishReading } from '../progress.server.ts'
import { twoQuestions } from '../testing.server.ts'
import {
  addLesson,
  addModule,
  removeLesson,
  removeModule,
  renameModule,
  shiftLesson,
} from './arrange.server.ts'
import { changeCourse, createCourse, dropDraft, openDraft, publishDraft } from './courses.server.ts'
import { lacksOf } from './outline.ts'
import { saveLesson } from './save-lesson.server.ts'
import { findTaught, listTaught } from './taught.server.ts'
import { baseOf, contentSaying, makeCourse, makeLesson, makeModule, makeTeacher } from './testing.server.ts'

beforeEach(freshDatabase)

const refused = (reason: string) => ({ ok: false, reason })
const done = { ok: true, value: undefined }

async function begun() {
  const actor = await makeTeacher()
  const slug = await makeCourse(actor)
  const module = await makeModule(slug, actor)
  return { actor, slug, module, lesson: await makeLesson(slug, module, actor) }
}

test('a course is named after how its title sounds; the same form sent again is the same course', async () => {
  const actor = await makeTeacher()
  const course = {
    ...({ key: randomUUID(), slug: '', family: 'live', cover: 'tidal-flat' } as const),
    ...{ titleZh: '直播带货', titleEn: 'Selling' },
  }
  const made = { ok: true, value: { slug: 'zhibodaihuo' } }
  expect(await createCourse(course, { actor })).toEqual(made)
  expect(await createCourse(course, { actor })).toEqual(made)
  expect(await createCourse({ ...course, key: randomUUID() }, { actor })).toEqual({
    ok: true,
    value: { slug: 'zhibodaihuo-2' },
  })
  expect(await createCourse({ ...course, key: randomUUID(), slug: 'zhibodaihuo' }, { actor })).toEqual(
    refused('slug-taken'),
  )
  const twice = { ...course, key: randomUUID(), titleZh: '两次' }
  const both = await Promise.all([createCourse(twice, { actor }), createCourse(twice, { actor })])
  expect(both[0]).toEqual(both[1])
  expect((await listTaught()).map(({ slug }) => slug).sort()).toEqual([
    'liangci',
    'zhibodaihuo',
    'zhibodaihuo-2',
  ])
})

test('parts and lessons are added once for each key, and stand in their order', async () => {
  const { actor, slug, module, lesson } = await begun()
  const another = { key: randomUUID(), module, kind: 'quiz', titleZh: '练一练', titleEn: 'Practice' } as const
  await addLesson(slug, another, { actor })
  await addLesson(slug, another, { actor })
  await addModule(slug, { key: module, titleZh: '又一次', titleEn: 'Again' }, { actor })
  const course = await findTaught(slug)
  expect(course?.modules.map(({ title, lessons }) => [title.zh, lessons.map(({ key }) => key)])).toEqual([
    ['第一部分', [lesson, another.key]],
  ])
})

test('a lesson that is pressed up twice, because the line was slow, moves one place', async () => {
  const { actor, slug, module, lesson } = await begun()
  const second = await makeLesson(slug, module, actor)
  const third = await makeLesson(slug, module, actor)
  const press = { lesson: third, module, place: 2, way: 'up' } as const
  await shiftLesson(slug, press, { actor })
  await shiftLesson(slug, press, { actor })
  const course = await findTaught(slug)
  expect(course?.modules[0]?.lessons.map(({ key }) => key)).toEqual([lesson, third, second])
})

test('a part is removed only when it is empty, and a name of another course is nothing here', async () => {
  const { actor, slug, module, lesson } = await begun()
  expect(await removeModule(slug, { module }, { actor })).toEqual(refused('not-empty'))
  const elsewhere = await makeCourse(actor, 'elsewhere')
  const titles = { titleZh: '改名', titleEn: 'Renamed' }
  expect(await renameModule(elsewhere, { module, ...titles }, { actor })).toEqual(refused('absent'))
  expect(await removeLesson(elsewhere, { lesson }, { actor })).toEqual(refused('absent'))
  expect(await removeLesson(slug, { lesson }, { actor })).toEqual(done)
  expect(await removeModule(slug, { module }, { actor })).toEqual(done)
  expect((await findTaught(slug))?.modules).toEqual([])
})

test('a draft is published only when nothing is missing, and the list says what is', async () => {
  const actor = await makeTeacher()
  const slug = await makeCourse(actor)
  const lacks = async () => lacksOf((await findTaught(slug)) ?? { modules: [] })
  expect(await lacks()).toEqual([{ kind: 'no-lesson' }])
  const module = await makeModule(slug, actor)
  await makeModule(slug, actor)
  const key = randomUUID()
  await addLesson(slug, { key, module, kind: 'text', titleZh: '空的', titleEn: 'Empty' }, { actor })
  const quiz = await makeLesson(slug, module, actor, { kind: 'quiz' })
  await makeLesson(slug, module, actor, { kind: 'video' })
  await makeLesson(slug, module, actor, { kind: 'clip' })
  expect((await lacks()).map(({ kind }) => kind)).toEqual([
    'words',
    'questions',
    'film',
    'clip',
    'empty-module',
  ])
  expect(await publishDraft(slug, { actor })).toEqual(refused('incomplete'))
  const words = { titleZh: '练一练', titleEn: 'Practice', summaryZh: '', summaryEn: '', minutes: 2 }
  await saveLesson(
    { slug, key: quiz, base: await baseOf(slug, 0), content: { ...words, questions: twoQuestions } },
    { actor },
  )
  expect((await lacks()).map(({ kind }) => kind)).toEqual(['words', 'film', 'clip', 'empty-module'])
})

test('the database publishes no film lesson without its film, whoever asks', async () => {
  const { actor, slug, module } = await begun()
  await makeLesson(slug, module, actor, { kind: 'video' })
  const id = (await findTaught(slug))?.versionId ?? ''
  const published = database().courseVersion.update({
    where: { id },
    data: { status: 'published', publishedAt: new Date() },
  })
  await expect(published).rejects.toThrow(/not published/)
})

test('a learner in mid-course keeps her version and what she did, and is offered the new one', async () => {
  const { actor, slug, module, lesson } = await begun()
  const second = await makeLesson(slug, module, actor)
  expect(await publishDraft(slug, { actor })).toEqual(done)
  expect(await publishDraft(slug, { actor })).toEqual(refused('absent'))
  const { id: personId } = await makeTeacher()
  await enrol({ personId, slug })
  await finishReading({ personId, lessonKey: lesson })
  const before = await findCourse(slug, personId)

  await openDraft(slug, { actor })
  await openDraft(slug, { actor })
  const draft = await findTaught(slug)
  expect(draft).toMatchObject({ isDraft: true, number: 2, publishedNumber: 1 })
  expect(draft?.modules[0]?.lessons.map(({ key }) => key)).toEqual([lesson, second])
  const third = await makeLesson(slug, draft?.modules[0]?.id ?? '', actor)
  await removeLesson(slug, { lesson: second }, { actor })
  expect(await findCourse(slug, personId)).toEqual(before)
  expect(await publishDraft(slug, { actor })).toEqual(done)
  expect(await findCourse(slug, personId)).toEqual({ ...before, newer: true })

  await moveToNewest({ personId, slug })
  const moved = await findCourse(slug, personId)
  expect(moved?.modules[0]?.lessons.map(({ key, done: hers }) => [key, hers])).toEqual([
    [lesson, true],
    [third, false],
  ])
})

test('a draft that is thrown away leaves what is published; a course that never was goes with it', async () => {
  const { actor, slug } = await begun()
  await publishDraft(slug, { actor })
  await openDraft(slug, { actor })
  expect(await dropDraft(slug, { actor })).toEqual({ ok: true, value: { courseLeft: true } })
  expect(await findTaught(slug)).toMatchObject({ isDraft: false, number: 1 })
  expect(await dropDraft(slug, { actor })).toEqual(refused('absent'))
  const other = await makeCourse(actor, 'other')
  await makeLesson(other, await makeModule(other, actor), actor)
  expect(await dropDraft(other, { actor })).toEqual({ ok: true, value: { courseLeft: false } })
  expect(await findTaught(other)).toBeNull()
})

test('what is published cannot be edited: there is no draft to edit', async () => {
  const { actor, slug, module, lesson } = await begun()
  await publishDraft(slug, { actor })
  const saving = { slug, key: lesson, base: await baseOf(slug, 1), content: contentSaying('改一改') }
  expect(await saveLesson(saving, { actor })).toEqual(refused('absent'))
  expect(await removeLesson(slug, { lesson }, { actor })).toEqual(refused('absent'))
  expect(await renameModule(slug, { module, titleZh: '改', titleEn: 'x' }, { actor })).toEqual(
    refused('absent'),
  )
  const facts = {
    titleZh: '改',
    titleEn: 'x',
    summaryZh: '',
    summaryEn: '',
    passPercent: 60,
    needsAttendance: false,
  }
  const changed = await changeCourse(slug, { ...facts, family: 'live', cover: 'boat-tour' }, { actor })
  expect(changed).toEqual(refused('absent'))
})
