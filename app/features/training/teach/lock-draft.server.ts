import type { Transaction } from '#app/kernel/database.server.ts'

export interface LockedDraft {
  courseId: string
  versionId: string
  number: number
}

/**
 * The draft of a course, held to the end of the transaction: whatever is done to it is done one after the other. Null
 * where the course has none.
 */
export async function lockDraft(tx: Transaction, slug: string): Promise<LockedDraft | null> {
  const [draft] = await tx.$queryRaw<LockedDraft[]>`
    SELECT c.id AS "courseId", v.id AS "versionId", v.number
    FROM course c JOIN course_version v ON v.course_id = c.id AND v.status = 'draft'
    WHERE c.slug = ${slug}
    FOR UPDATE OF v`
  return draft ?? null
}
