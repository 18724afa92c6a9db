import { createHash } from 'node:crypto'
import type { Transaction } from '#app/kernel/database.server.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { seedCourses } from '#prisma/seed/courses/index.ts'
import type { SeedCourse, SeedLesson, SeedModule } from '#prisma/seed/courses/types.ts'
import { bodyOf, questionOf } from './demo-body.ts'
import { LessonBody } from './lesson-body.ts'
import { Questions } from './quiz.ts'

const demo = { kind: 'system', name: 'demo' } as const

/** The demo's courses, each published once, all marked as demo. A second time changes nothing. */
export async function seedDemoCourses(now = new Date()): Promise<void> {
  // Each a little later than the one before: that is the order in which they are offered.
  for (const [place, course] of seedCourses.entries())
    await seedCourse(course, new Date(now.getTime() + place))
}

async function seedCourse(seed: SeedCourse, now: Date): Promise<void> {
  const deed = { actor: demo, action: 'demo.seed-course', subject: `course:${seed.slug}` }
  await transact<void, 'there-already'>(deed, async (tx, refuse) => {
    const { slug, family, cover, opensDoor, title, summary, passPercent } = seed
    const [course] = await tx.course.createManyAndReturn({
      data: [{ slug, family, cover, opensDoor, demo: true, createdAt: now }],
      skipDuplicates: true,
      select: { id: true },
    })
    if (course === undefined) throw refuse('there-already')
    const version = await tx.courseVersion.create({
      data: {
        ...{ courseId: course.id, number: 1, passPercent, createdAt: now },
        ...{ titleZh: title.zh, titleEn: title.en, summaryZh: summary.zh, summaryEn: summary.en },
      },
    })
    for (const [place, part] of seed.modules.entries())
      await seedModule(tx, { versionId: version.id, place, part })
    await tx.courseVersion.update({
      where: { id: version.id },
      data: { status: 'published', publishedAt: now },
    })
  })
}

async function seedModule(
  tx: Transaction,
  { versionId, place, part }: { versionId: string; place: number; part: SeedModule },
): Promise<void> {
  const { id: moduleId } = await tx.courseModule.create({
    data: { versionId, place, titleZh: part.title.zh, titleEn: part.title.en },
  })
  const rows = part.lessons.flatMap(rowsOf)
  await tx.lesson.createMany({
    data: rows.map((row, index) => ({ ...row, versionId, moduleId, place: index })),
  })
}

/** What is read, and then its quiz as a lesson of its own: the course is not done without it. */
function rowsOf({ key, title, summary, minutes, body, quiz }: SeedLesson) {
  return [
    {
      ...{ key: stableKey(`lesson/${key}`), kind: 'text' as const, minutes },
      ...{ titleZh: title.zh, titleEn: title.en, summaryZh: summary.zh, summaryEn: summary.en },
      body: LessonBody.parse(bodyOf(body)),
    },
    {
      ...{ key: stableKey(`quiz/${key}`), kind: 'quiz' as const, minutes: Math.ceil(quiz.length / 2) },
      ...{ titleZh: `练一练：${title.zh}`, titleEn: `Practice: ${title.en}`, summaryZh: '', summaryEn: '' },
      questions: Questions.parse(quiz.map(questionOf)),
    },
  ]
}

/** The same uuid for the same name on every system: what somebody has done outlives a course that is laid out anew. */
export function stableKey(name: string): string {
  const hex = createHash('sha256').update(`hongdao/${name}`).digest('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}
