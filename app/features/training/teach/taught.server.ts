import { database, type Transaction } from '#app/kernel/database.server.ts'
import { LessonBody } from '../lesson-body.ts'
import {
  hasWords,
  type LessonLack,
  type TaughtCard,
  type TaughtCourse,
  type TaughtModule,
} from './outline.ts'

/** All courses, those that were changed last first. */
export async function listTaught(): Promise<TaughtCard[]> {
  const courses = await database().course.findMany({
    include: {
      versions: { where: { status: { not: 'retired' } }, orderBy: { number: 'desc' } },
      _count: { select: { enrolments: true } },
    },
  })
  const cards = courses.flatMap(({ slug, cover, versions, _count }) => {
    const [newest] = versions
    if (newest === undefined) return []
    const published = versions.find(({ status }) => status === 'published')
    return {
      ...{ slug, cover, learners: _count.enrolments, at: newest.createdAt.getTime() },
      title: { zh: newest.titleZh, en: newest.titleEn },
      isDraft: newest.status === 'draft',
      publishedNumber: published?.number ?? null,
    }
  })
  return cards.sort((one, other) => other.at - one.at).map(({ at: _, ...card }) => card)
}

/** A course with its draft, else with what is published; null where there is none by that name. */
export async function findTaught(slug: string): Promise<TaughtCourse | null> {
  const course = await database().course.findUnique({
    where: { slug },
    include: { versions: { where: { status: { not: 'retired' } }, orderBy: { number: 'desc' } } },
  })
  const version = course?.versions[0]
  if (course === null || version === undefined) return null
  const { family, cover, opensDoor, demo } = course
  return {
    ...{ slug, family, cover, opensDoor, demo, versionId: version.id, number: version.number },
    isDraft: version.status === 'draft',
    publishedNumber: course.versions.find(({ status }) => status === 'published')?.number ?? null,
    title: { zh: version.titleZh, en: version.titleEn },
    summary: { zh: version.summaryZh, en: version.summaryEn },
    passPercent: version.passPercent,
    needsAttendance: version.needsAttendance,
    modules: await readModules(database(), version.id),
  }
}

/** The parts of a version with their lessons, empty ones too, and what each lesson lacks. */
export async function readModules(
  tx: Pick<Transaction, 'courseModule'>,
  versionId: string,
): Promise<TaughtModule[]> {
  const modules = await tx.courseModule.findMany({
    where: { versionId },
    orderBy: { place: 'asc' },
    include: { lessons: { orderBy: { place: 'asc' } } },
  })
  return modules.map(({ id, titleZh, titleEn, place, lessons }) => ({
    ...{ id, place, title: { zh: titleZh, en: titleEn } },
    lessons: lessons.map((lesson) => ({
      ...{ key: lesson.key, kind: lesson.kind, minutes: lesson.minutes, place: lesson.place },
      title: { zh: lesson.titleZh, en: lesson.titleEn },
      lacks: lackOf(lesson),
    })),
  }))
}

function lackOf({
  kind,
  body,
  questions,
  videoFileId,
  broadcastId,
}: {
  kind: string
  body: unknown
  questions: unknown
  videoFileId: string | null
  broadcastId: string | null
}): LessonLack | null {
  if (kind === 'text') return hasWords(body === null ? null : LessonBody.parse(body)) ? null : 'words'
  if (kind === 'quiz') return Array.isArray(questions) && questions.length > 0 ? null : 'questions'
  if (kind === 'video') return videoFileId === null ? 'film' : null
  return broadcastId === null ? 'clip' : null
}
