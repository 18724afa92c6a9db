import type { Transaction } from '#app/kernel/database.server.ts'

/** Whether she came to a class of this course, in time or late: what a certificate may ask for. */
export async function hasAttended(
  tx: Transaction,
  { personId, courseId }: { personId: string; courseId: string },
): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ came: boolean }[]>`
    SELECT EXISTS (
      SELECT 1 FROM training_event e JOIN check_in c ON c.occasion = 'event:' || e.id
      WHERE e.course_id = ${courseId}::uuid AND c.voided_at IS NULL AND c.state IN ('present', 'late')
        AND (c.person_id = ${personId}::uuid
          OR c.member_id = (SELECT id FROM member WHERE person_id = ${personId}::uuid))) AS came`
  return row?.came ?? false
}
