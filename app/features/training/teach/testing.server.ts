import { randomUUID } from 'node:crypto'
import { createPerson } from '#app/features/identity/index.server.ts'
import type { LessonKind } from '#app/generated/prisma/enums.ts'
import type { Actor } from '#app/kernel/transact.server.ts'
import { addLesson, addModule } from './arrange.server.ts'
import { createCourse } from './courses.server.ts'
import { saveLesson } from './save-lesson.server.ts'
import type { LessonBase } from './save-order.ts'
import { findTaught } from './taught.server.ts'

/*
 * Drafts for tests, made by the operations that lecturers use.
 */

export async function makeTeacher(): Promise<Actor & { kind: 'person'; id: string }> {
  const made = await createPerson({ name: '孙老师' }, { actor: { kind: 'system', name: 'test' } })
  if (!made.ok) throw new Error(made.reason)
  return { kind: 'person', id: made.value.id }
}

/** What a lesson says in tests. */
export function bodySaying(text: string) {
  return {
    type: 'doc' as const,
    content: [{ type: 'paragraph' as const, content: [{ type: 'text' as const, text }] }],
  }
}

export function contentSaying(text: string) {
  return {
    titleZh: '第一课',
    titleEn: 'One',
    summaryZh: '',
    summaryEn: '',
    minutes: 5,
    body: bodySaying(text),
  }
}

/** A course with an empty draft. */
export async function makeCourse(actor: Actor, slug = 'tide'): Promise<string> {
  const made = await createCourse(
    {
      ...{ key: randomUUID(), slug, family: 'live', cover: 'cover-course-live' },
      ...{ titleZh: '赶海直播', titleEn: 'Live from the tide' },
    },
    { actor },
  )
  if (!made.ok) throw new Error(made.reason)
  return made.value.slug
}

export async function makeModule(slug: string, actor: Actor, key = randomUUID()): Promise<string> {
  const made = await addModule(slug, { key, titleZh: '第一部分', titleEn: 'Part one' }, { actor })
  if (!made.ok) throw new Error(made.reason)
  return key
}

/** What a page has before it when it opens a lesson that was saved so often. */
export async function baseOf(slug: string, revision: number): Promise<LessonBase> {
  const course = await findTaught(slug)
  return { versionId: course?.versionId ?? '', revision }
}

/** A lesson at the end of a part; a text lesson says something already. */
export async function makeLesson(
  slug: string,
  module: string,
  actor: Actor,
  { kind = 'text', key = randomUUID() }: { kind?: LessonKind; key?: string } = {},
): Promise<string> {
  const made = await addLesson(slug, { key, module, kind, titleZh: '第一课', titleEn: 'One' }, { actor })
  if (!made.ok) throw new Error(made.reason)
  if (kind !== 'text') return key
  const saved = await saveLesson(
    { slug, key, base: await baseOf(slug, 0), content: contentSaying('蛤蜊先吐沙。') },
    { actor },
  )
  if (!saved.ok) throw new Error(saved.reason)
  return key
}
