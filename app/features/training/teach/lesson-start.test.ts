import { expect, test } from 'vitest'
import { twoQuestions } from '../testing.server.ts'
import { startOf, writtenIn } from './lesson-start.ts'
import type { EditedLesson } from './taught-lesson.server.ts'
import { bodySaying } from './testing.server.ts'
import { typedOf } from './typed-quiz.ts'

const [first, next] = ['0198c0de-0000-7000-8000-000000000001', '0198c0de-0000-7000-8000-000000000002']
const where = { keepAs: { person: 'me', course: 'tide', lesson: 'one' }, address: '/teach/courses/tide/one' }
const lesson: EditedLesson = {
  ...{ key: 'one', kind: 'text', minutes: 5, body: bodySaying('存着的'), questions: [] },
  ...{ title: { zh: '第一课', en: '第一课' }, summary: { zh: '', en: '' } },
  base: { versionId: first, revision: 3 },
  last: { page: 'mine', onto: 1, hers: true },
}
const fields = {
  ...{ titleZh: ' 第一课', titleEn: '', summaryZh: '', summaryEn: '', minutes: '5' },
  // As the editor has it: with an empty line at the end and attributes of its own.
  body: JSON.stringify({
    type: 'doc',
    content: [...bodySaying('存着的').content, { type: 'paragraph', attrs: { textAlign: null } }],
  }),
}
const other = { ...fields, body: JSON.stringify(bodySaying('没存上的')) }
const kept = (base: string, page: string, typed: Record<string, string>) =>
  startOf(lesson, { base, page, fields: typed }, where)

test('what was kept and stands already is no news, whoever saved it and whichever version it was of', () => {
  const asSaved = { began: 'as-saved', conflict: null, base: `${first}.3` }
  expect(startOf(lesson, null, where)).toMatchObject(asSaved)
  expect(kept(`${first}.1`, 'another', fields)).toMatchObject(asSaved)
  expect(kept(`${next}.0`, 'mine', fields)).toMatchObject(asSaved)
  const quiz: EditedLesson = { ...lesson, kind: 'quiz', body: null, questions: twoQuestions }
  const typed = twoQuestions.map(typedOf)
  const start = (questions: object) =>
    startOf(
      quiz,
      { base: `${first}.1`, page: 'x', fields: { ...fields, quiz: JSON.stringify(questions) } },
      where,
    )
  expect(start(typed)).toMatchObject(asSaved)
  expect(start(typed.slice(1)).began).toBe('kept')
})

test('what the page itself has saved meanwhile is gone on from', () => {
  const start = kept(`${first}.1`, 'mine', other)
  expect(start).toMatchObject({ began: 'kept', conflict: null, base: `${first}.3`, fields: other })
  expect(kept(`${first}.3`, 'any', other).conflict).toBeNull()
})

test('what came between is said: she on another device, another lecturer, a newer version', () => {
  const why = (base: string, page: string) => kept(base, page, other).conflict?.why
  expect(why(`${first}.0`, 'mine')).toBe('saved-elsewhere')
  expect(why(`${first}.2`, 'phone')).toBe('saved-elsewhere')
  expect(why(`${next}.3`, 'mine')).toBe('newer-version')
  const theirs = { ...lesson, last: { ...lesson.last, hers: false } }
  const start = startOf(theirs, { base: `${first}.2`, page: 'phone', fields: other }, where)
  expect(start).toMatchObject({
    base: `${first}.2`,
    conflict: { why: 'another-saved', base: `${first}.3` },
  })
})

test('a text that was refused for its length comes back whole, and what is no text does not', () => {
  const [paragraph] = bodySaying('一段').content
  const long = { type: 'doc', content: Array.from({ length: 501 }, () => paragraph) }
  const start = kept(`${first}.3`, 'mine', { ...fields, body: JSON.stringify(long) })
  expect(start.began).toBe('kept')
  expect(writtenIn(start.fields['body'])).toEqual(long)
  for (const json of [undefined, 'null', '{"type":"doc"}', '{"type":"text","content":[]}', '{"type'])
    expect(writtenIn(json)).toBeNull()
})
