import { randomUUID } from 'node:crypto'
import { createPerson } from '#app/features/identity/index.server.ts'
import type { LessonKind } from '#app/generated/prisma/enums.ts'
import { database } from '#app/kernel/database.server.ts'
import type { Question } from './quiz.ts'

/*
 * Courses and learners for tests: short ones, of the kinds of lessons asked for.
 */

export const twoQuestions: Question[] = [
  { kind: 'single', ask: '先说什么', options: ['产地', '价钱', '天气'], right: 0, why: '先说是哪儿的蛤蜊' },
  { kind: 'number', ask: '三斤多少钱', unit: '元', right: 36, within: 0, why: '一斤十二元' },
]

/** The answers to `twoQuestions` that are right, as places of the options as they are kept. */
export const rightAnswers = [0, 36]

export async function makeLearner(): Promise<string> {
  const made = await createPerson({ name: '王大姐' }, { actor: { kind: 'system', name: 'test' } })
  if (!made.ok) throw new Error(made.reason)
  return made.value.id
}

export interface TestLesson {
  key: string
  kind: LessonKind
}

/** A lesson of each kind, under a new key. */
export function lessonsOf(...kinds: LessonKind[]): TestLesson[] {
  return kinds.map((kind) => ({ key: randomUUID(), kind }))
}

/** Publishes a further version of a course (the first makes it) with these lessons. */
export async function publishCourse(
  slug: string,
  lessons: readonly TestLesson[],
  { opensDoor = false, needsAttendance = false, passPercent = 100 } = {},
): Promise<string> {
  const course = await database().course.upsert({
    where: { slug },
    create: { slug, family: 'live', cover: 'cover-course-live', opensDoor },
    update: {},
  })
  const number = 1 + (await database().courseVersion.count({ where: { courseId: course.id } }))
  const words = {
    titleZh: '直播带货',
    titleEn: 'Selling live',
    summaryZh: '从头学',
    summaryEn: 'From scratch',
  }
  const version = await database().courseVersion.create({
    data: { courseId: course.id, number, passPercent, needsAttendance, ...words },
  })
  const part = await database().courseModule.create({
    data: { versionId: version.id, place: 0, titleZh: '第一部分', titleEn: 'Part one' },
  })
  for (const [place, { key, kind }] of lessons.entries())
    await database().lesson.create({
      data: {
        ...{ versionId: version.id, moduleId: part.id, key, place, kind, minutes: kind === 'video' ? 0 : 6 },
        ...{ ...words, titleZh: `第 ${place + 1} 课` },
        ...contentOf(kind),
      },
    })
  await database().courseVersion.update({
    where: { id: version.id },
    data: { status: 'published', publishedAt: new Date() },
  })
  return version.id
}

function contentOf(kind: LessonKind) {
  const paragraph = { type: 'paragraph', content: [{ type: 'text', text: '蛤蜊先吐沙。' }] }
  if (kind === 'text') return { body: { type: 'doc', content: [paragraph] } }
  if (kind === 'quiz') return { questions: twoQuestions }
  if (kind === 'video') return { videoFileId: randomUUID(), durationMs: 100_000 }
  return { broadcastId: randomUUID(), fromMs: 60_000, toMs: 160_000 }
}

/** Whether somebody may go on air for everybody already. */
export async function isDoorOpen(personId: string): Promise<boolean> {
  return (
    (await database().privilegeGrant.count({
      where: { personId, privilege: 'broadcast_publicly', endedAt: null },
    })) > 0
  )
}
