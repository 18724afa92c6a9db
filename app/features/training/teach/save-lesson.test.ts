import { beforeEach, expect, test } from 'vitest'
import { freshDatabase } from '#server/database/testing.ts'
import { openDraft, publishDraft } from './courses.server.ts'
import { saveLesson } from './save-lesson.server.ts'
import type { LessonBase } from './save-order.ts'
import { findTaught } from './taught.server.ts'
import { findEditedLesson } from './taught-lesson.server.ts'
import {
  bodySaying,
  contentSaying,
  makeCourse,
  makeLesson,
  makeModule,
  makeTeacher,
} from './testing.server.ts'

beforeEach(freshDatabase)

const refused = (reason: string) => ({ ok: false, reason })
const phone = 'a'.repeat(32)
const computer = 'b'.repeat(32)

/** A lesson that two lecturers have open, as it stands now and what each of their pages makes of it. */
async function opened() {
  const [her, another] = [await makeTeacher(), await makeTeacher()]
  const slug = await makeCourse(her)
  const key = await makeLesson(slug, await makeModule(slug, her), her)
  const now = async () => {
    const found = await findEditedLesson((await findTaught(slug))?.versionId ?? '', key, her.id)
    if (found === null) throw new Error('no lesson')
    return found
  }
  const { base } = await now()
  const after = (saves: number): LessonBase => ({ ...base, revision: base.revision + saves })
  const save = (text: string, of: { base?: LessonBase; page?: string; by?: typeof her } = {}) =>
    saveLesson(
      { slug, key, base: of.base ?? base, page: of.page, content: contentSaying(text) },
      { actor: of.by ?? her },
    )
  const saved = (saves: number) => ({ ok: true, value: after(saves) })
  return { her, another, slug, now, after, save, saved }
}

test('of two lecturers in one lesson the second is told, and nothing of the first is lost', async () => {
  const { another, now, after, save, saved } = await opened()
  expect(await save('先来的', { page: phone })).toEqual(saved(1))
  const second = { page: computer, by: another }
  expect(await save('后来的', second)).toEqual(refused('another-saved'))
  expect((await now()).body).toEqual(bodySaying('先来的'))
  expect(await save('后来的', { ...second, base: after(1) })).toEqual(saved(2))
  expect(await save('又是我', { page: phone, base: after(1) })).toEqual(refused('another-saved'))
})

test('what was saved and is sent again is no conflict', async () => {
  const { save, saved } = await opened()
  expect(await save('一样的')).toEqual(saved(1))
  expect(await save('一样的')).toEqual(saved(1))
})

test('a page whose answers were lost goes on: what was saved since is its own', async () => {
  const { save, saved } = await opened()
  expect(await save('一', { page: phone })).toEqual(saved(1))
  expect(await save('一二', { page: phone })).toEqual(saved(2))
  expect(await save('一二三', { page: phone })).toEqual(saved(3))
})

test('her phone does not lose what her computer has saved, and she is told that it was herself', async () => {
  const { now, after, save, saved } = await opened()
  expect(await save('电脑上写的', { page: computer })).toEqual(saved(1))
  expect(await save('手机上写的', { page: phone })).toEqual(refused('saved-elsewhere'))
  expect((await now()).body).toEqual(bodySaying('电脑上写的'))
  expect(await save('手机上写的', { page: phone, base: after(1) })).toEqual(saved(2))
  expect(await save('电脑上又写的', { page: computer, base: after(1) })).toEqual(refused('saved-elsewhere'))
})

test('a page that saved before another did does not go on over her', async () => {
  const { another, after, save, saved } = await opened()
  expect(await save('我', { page: phone })).toEqual(saved(1))
  expect(await save('她', { by: another, page: computer, base: after(1) })).toEqual(saved(2))
  expect(await save('我又来', { page: phone, base: after(2) })).toEqual(saved(3))
  expect(await save('迟到的', { page: phone, base: after(1) })).toEqual(refused('saved-elsewhere'))
  expect(await save('接着写', { page: phone, base: after(2) })).toEqual(saved(4))
})

test('without scripts there is no page to know: whoever saved meanwhile, she is asked', async () => {
  const { another, after, save, saved } = await opened()
  expect(await save('一')).toEqual(saved(1))
  expect(await save('二')).toEqual(refused('saved-elsewhere'))
  expect(await save('三', { by: another, base: after(1) })).toEqual(saved(2))
  expect(await save('四', { base: after(1) })).toEqual(refused('another-saved'))
})

test('what was written before the course was published does not go over the next draft unasked', async () => {
  const { her, slug, now, after, save } = await opened()
  await publishDraft(slug, { actor: her })
  await openDraft(slug, { actor: her })
  const { base } = await now()
  expect(await save('旧的', { page: phone, base: { ...after(0), revision: base.revision } })).toEqual(
    refused('newer-version'),
  )
  expect((await save('旧的', { page: phone, base })).ok).toBe(true)
})

test('several who save at once queue, and one of them is kept', async () => {
  const { now, after, save } = await opened()
  const pages = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(32))
  const came = await Promise.all(pages.map((page) => save(page, { page })))
  expect(came.filter(({ ok }) => ok)).toHaveLength(1)
  expect((await now()).base).toEqual(after(1))
})
