import { getSchema } from '@tiptap/react'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seedCourses } from '#prisma/seed/courses/index.ts'
import { bodyOf } from '../demo-body.ts'
import { LessonBody, type LessonBlock, type LessonListItem, type LessonText } from '../lesson-body.ts'
import { editorExtensions } from './editor-schema.ts'
import { tidyBody } from './lesson-forms.ts'

const schema = getSchema(editorExtensions('出处'))

/** What the editor makes of a body that it opens and that is saved as it is. */
function throughEditor(body: LessonBody): LessonBody {
  const opened = schema.nodeFromJSON(body)
  opened.check()
  return LessonBody.parse(opened.toJSON())
}

/** Adjacent texts with the same marks are one for the editor, and an empty list of marks is none. */
function pieces(texts: readonly { text: string; bold: boolean }[]): LessonText[] {
  return texts.map(({ text, bold }) =>
    bold ? { type: 'text', text, marks: [{ type: 'bold' }] } : { type: 'text', text },
  )
}

const inline = fc
  .array(fc.string({ minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 3 })
  .map((texts) => pieces(texts.map((text, index) => ({ text, bold: index % 2 === 1 }))))
const paragraph = inline.map((content) => ({ type: 'paragraph' as const, content }))
const item: fc.Arbitrary<LessonListItem> = paragraph.map((one) => ({ type: 'listItem', content: [one] }))
const block: fc.Arbitrary<LessonBlock> = fc.oneof(
  paragraph,
  fc
    .record({ level: fc.constantFrom(2 as const, 3 as const), content: inline })
    .map(({ level, content }) => ({ type: 'heading' as const, attrs: { level }, content })),
  fc.array(item, { minLength: 1, maxLength: 3 }).map((content) => ({ type: 'bulletList' as const, content })),
  fc
    .array(item, { minLength: 1, maxLength: 3 })
    .map((content) => ({ type: 'orderedList' as const, content })),
  fc
    .array(paragraph, { minLength: 1, maxLength: 3 })
    .map((content) => ({ type: 'blockquote' as const, content })),
  fc.constant({ type: 'image' as const, attrs: { src: '/art/oyster.svg', alt: '海蛎子' } }),
  fc.constant({
    type: 'source' as const,
    attrs: { title: '食品安全法', issuer: '全国人大常委会', year: 2021, article: null },
  }),
)

test('the editor opens every body that a lesson can have, and gives it back as it was', () => {
  fc.assert(
    fc.property(fc.array(block, { minLength: 1, maxLength: 6 }), (content) => {
      const body: LessonBody = { type: 'doc', content }
      expect(throughEditor(body)).toEqual(body)
    }),
  )
})

test('the demo’s lessons can be edited', () => {
  const bodies = seedCourses.flatMap(({ modules }) =>
    modules.flatMap(({ lessons }) => lessons.map(({ body }) => LessonBody.parse(bodyOf(body)))),
  )
  expect(bodies.length).toBeGreaterThan(10)
  for (const body of bodies) expect(throughEditor(body).content).toHaveLength(body.content.length)
})

test('a quotation with a list, or a heading in a list, is nothing that the editor writes', () => {
  const list = { type: 'bulletList', content: [{ type: 'listItem', content: [{ type: 'paragraph' }] }] }
  const odd = (content: unknown) => () => schema.nodeFromJSON({ type: 'doc', content: [content] }).check()
  expect(odd({ type: 'blockquote', content: [list] })).toThrow()
  const heading = { type: 'heading', attrs: { level: 2 } }
  expect(odd({ type: 'bulletList', content: [{ type: 'listItem', content: [heading] }] })).toThrow()
})

test('empty lines at the end are not kept, empty lines between are', () => {
  const empty = { type: 'paragraph' as const }
  const said = { type: 'paragraph' as const, content: [{ type: 'text' as const, text: '吐沙' }] }
  expect(tidyBody({ type: 'doc', content: [said, empty, said, empty, empty] }).content).toEqual([
    said,
    empty,
    said,
  ])
})
