import { database } from '#app/kernel/database.server.ts'
import { listAttended } from './events/attended.server.ts'
import { allLessons, type CourseCard, type CourseView } from './courses.ts'
import { readOutlines } from './outlines.server.ts'

/** No person has this id: a stranger's enrolments are looked up by it. */
const nobody = '00000000-0000-0000-0000-000000000000'

/** All that is published, and what she learns already: each in her version, or in the newest. */
export async function listCourses(personId: string | null): Promise<CourseView[]> {
  return viewsOf(await findRows({}, personId), personId)
}

/** One course as she has it before her; null where there is none by that name. */
export async function findCourse(slug: string, personId: string | null): Promise<CourseView | null> {
  const [course] = await viewsOf(await findRows({ slug }, personId), personId)
  return course ?? null
}

type Rows = Awaited<ReturnType<typeof findRows>>

function findRows(where: { slug?: string }, personId: string | null) {
  return database().course.findMany({
    where,
    include: {
      versions: { where: { status: 'published' }, orderBy: { number: 'desc' }, take: 1 },
      enrolments: { where: { personId: personId ?? nobody }, include: { version: true } },
      certificates: { where: { personId: personId ?? nobody, revokedAt: null }, select: { id: true } },
    },
    // The one that leads to a live room of her own comes first.
    orderBy: [{ opensDoor: 'desc' }, { createdAt: 'asc' }, { id: 'asc' }],
  })
}

async function viewsOf(rows: Rows, personId: string | null): Promise<CourseView[]> {
  const shown = rows.flatMap((course) => {
    const newest = course.versions[0]
    const enrolment = course.enrolments[0]
    const version = enrolment?.version ?? newest
    return version === undefined ? [] : [{ course, newest, enrolment, version }]
  })
  const outlines = await readOutlines(
    shown.map(({ version }) => version.id),
    personId,
  )
  const asking = shown.filter(({ version }) => version.needsAttendance).map(({ course }) => course.id)
  const attended = await listAttended(database(), { personId, courseIds: asking })
  return shown.map(({ course, newest, enrolment, version }) => {
    const modules = outlines.get(version.id) ?? []
    return {
      ...cardOf(course, version, modules),
      versionId: version.id,
      passPercent: version.passPercent,
      needsAttendance: version.needsAttendance,
      attended: attended.has(course.id),
      modules,
      newer: newest !== undefined && newest.number > version.number,
      startedAt: enrolment?.startedAt.getTime() ?? null,
      published: true,
    }
  })
}

function cardOf(
  course: Rows[number],
  version: Rows[number]['versions'][number],
  modules: CourseView['modules'],
): CourseCard {
  const { slug, family, cover, opensDoor, demo } = course
  const lessons = allLessons({ modules })
  return {
    ...{ slug, family, cover, opensDoor, demo },
    title: { zh: version.titleZh, en: version.titleEn },
    summary: { zh: version.summaryZh, en: version.summaryEn },
    lessons: lessons.length,
    done: lessons.filter(({ done }) => done).length,
    minutes: lessons.reduce((sum, { minutes, seconds }) => sum + (minutes || Math.ceil(seconds / 60)), 0),
    enrolled: course.enrolments.length > 0,
    certified: course.certificates.length > 0,
  }
}
