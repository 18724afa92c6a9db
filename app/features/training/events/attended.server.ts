import type { Transaction } from '#app/kernel/database.server.ts'

/** Whether she came to a class of this course, in time or late: what a certificate may ask for. */
export async function hasAttended(
  tx: Pick<Transaction, '$queryRaw'>,
  { personId, courseId }: { personId: string; courseId: string },
): Promise<boolean> {
  return (await listAttended(tx, { personId, courseIds: [courseId] })).has(courseId)
}

/** Those of these courses to a class of which she came; a stranger came to none. */
export async function listAttended(
  tx: Pick<Transaction, '$queryRaw'>,
  { personId, courseIds }: { personId: string | null; courseIds: readonly string[] },
): Promise<Set<string>> {
  if (personId === null || courseIds.length === 0) return new Set()
  const rows = await tx.$queryRaw<{ courseId: string }[]>`
    SELECT DISTINCT e.course_id AS "courseId"
    FROM training_event e JOIN check_in c ON c.occasion = 'event:' || e.id
    WHERE e.course_id = ANY (${[...courseIds]}::uuid[]) AND c.voided_at IS NULL AND c.state IN ('present', 'late')
      AND (c.person_id = ${personId}::uuid
        OR c.member_id = (SELECT id FROM member WHERE person_id = ${personId}::uuid))`
  return new Set(rows.map(({ courseId }) => courseId))
}
