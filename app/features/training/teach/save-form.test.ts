import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { freshDatabase } from '#server/database/testing.ts'
import { removeLesson } from './arrange.server.ts'
import { publishDraft } from './courses.server.ts'
import { saveBeside } from './save-form.server.ts'
import { baseField } from './save-order.ts'
import { baseOf, contentSaying, makeCourse, makeLesson, makeModule, makeTeacher } from './testing.server.ts'

beforeEach(freshDatabase)

/** A lesson of a draft, and what its editor hears of a save. */
async function written() {
  const actor = await makeTeacher()
  const slug = await makeCourse(actor)
  const lesson = await makeLesson(slug, await makeModule(slug, actor), actor)
  const { body, minutes, ...words } = contentSaying('码头上写的。')
  const fields = { ...words, minutes: String(minutes), body: JSON.stringify(body) }
  const base = baseField(await baseOf(slug, 1))
  const save = (key = lesson) => {
    const sent = { method: 'POST', body: new URLSearchParams({ ...fields, base }) }
    const headers = { 'Sec-Fetch-Site': 'same-origin' }
    return saveBeside(new Request('http://localhost/save', { ...sent, headers }), { slug, key, actor })
  }
  return { actor, slug, lesson, save }
}

const absent = (message: string) => ({ said: { error: { '': [`teach:form.${message}`] } }, status: 404 })

test('whoever writes in a lesson that was removed is not told that she finds it again', async () => {
  const { actor, slug, lesson, save } = await written()
  expect(await save()).toMatchObject({ said: { saved: {} }, status: 200 })
  await removeLesson(slug, { lesson }, { actor })
  expect(await save()).toEqual(absent('lessonGone'))
  expect(await save(randomUUID())).toEqual(absent('lessonGone'))
  expect(await save('no-key')).toEqual(absent('lessonGone'))
})

test('one whose course was published meanwhile comes back in the next draft', async () => {
  const { actor, slug, save } = await written()
  const published = await publishDraft(slug, { actor })
  expect(published.ok).toBe(true)
  expect(await save()).toEqual(absent('draftGone'))
})
