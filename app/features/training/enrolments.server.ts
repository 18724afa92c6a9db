import type { Outcome } from '#app/kernel/outcome.ts'
import { transact } from '#app/kernel/transact.server.ts'

/** Begins a course in its newest published version. Whoever is in it already stays in hers: a second time changes nothing. */
export function enrol(
  { personId, slug }: { personId: string; slug: string },
  now = new Date(),
): Promise<Outcome<void, 'absent'>> {
  const actor = { kind: 'person', id: personId } as const
  return transact({ actor, action: 'course.enrol', subject: `course:${slug}` }, async (tx, refuse, note) => {
    const version = await tx.courseVersion.findFirst({
      where: { course: { slug }, status: 'published' },
      orderBy: { number: 'desc' },
      select: { id: true, courseId: true, number: true },
    })
    if (version === null) throw refuse('absent')
    const { count } = await tx.enrolment.createMany({
      data: [{ personId, courseId: version.courseId, versionId: version.id, startedAt: now }],
      skipDuplicates: true,
    })
    note({ after: { version: version.number, began: count > 0 } })
  })
}

/**
 * Takes her over to the newest published version of a course that she learns, because she chose to. What she has done
 * stays hers, by each lesson's key. Where hers is the newest nothing changes.
 */
export function moveToNewest(
  { personId, slug }: { personId: string; slug: string },
  now = new Date(),
): Promise<Outcome<void, 'absent'>> {
  const actor = { kind: 'person', id: personId } as const
  return transact({ actor, action: 'course.move', subject: `course:${slug}` }, async (tx, refuse, note) => {
    const moved = await tx.$queryRaw<{ number: number; before: number }[]>`
      UPDATE enrolment e SET version_id = newest.id,
        moved_at = CASE WHEN e.version_id = newest.id THEN e.moved_at ELSE ${now}::timestamptz END
      FROM course c
      JOIN LATERAL (SELECT v.id, v.number FROM course_version v WHERE v.course_id = c.id AND v.status = 'published'
        ORDER BY v.number DESC LIMIT 1) newest ON true, course_version hers
      WHERE c.slug = ${slug} AND e.course_id = c.id AND e.person_id = ${personId}::uuid AND hers.id = e.version_id
      RETURNING newest.number, hers.number AS before`
    if (moved[0] === undefined) throw refuse('absent')
    note({ before: { version: moved[0].before }, after: { version: moved[0].number } })
  })
}
