import { Prisma } from '#app/generated/prisma/client.ts'
import { within } from '#app/features/union/index.server.ts'
import { database } from '#app/kernel/database.server.ts'
import type { PlanChoices } from './plan-form.tsx'

/** The organisations for which somebody may plan, and the courses that a class may belong to. */
export async function findPlanChoices(paths: 'all' | readonly string[]): Promise<PlanChoices> {
  const isNobody = paths !== 'all' && paths.length === 0
  const [organisations, versions] = await Promise.all([
    isNobody
      ? []
      : database().$queryRaw<PlanChoices['organisations']>`
          SELECT o.id, o.name FROM organisation o
          WHERE o.closed_at IS NULL AND ${within(paths, Prisma.sql`o.path`)} ORDER BY o.path LIMIT 500`,
    database().courseVersion.findMany({
      where: { status: 'published' },
      orderBy: [{ courseId: 'asc' }, { number: 'desc' }],
      distinct: ['courseId'],
      select: { courseId: true, titleZh: true, titleEn: true },
    }),
  ])
  const courses = versions.map(({ courseId, titleZh, titleEn }) => ({
    id: courseId,
    title: { zh: titleZh, en: titleEn },
  }))
  return { organisations, courses }
}
