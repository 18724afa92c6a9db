import type { Transaction } from '#app/kernel/database.server.ts'

export interface LockedDraft {
  courseId: string
  versionId: string
  number: number
  /** Of the course: its certificate lets people go on air for everybody. */
  opensDoor: boolean
}

/**
 * The draft of a course, and the course with it, held to the end of the transaction: whatever is done to them is done one
 * after the other. The course is held too, else what is read of it would be as it was before the wait. Null where the course
 * has none.
 */
export async function lockDraft(tx: Transaction, slug: string): Promise<LockedDraft | null> {
  const [draft] = await tx.$queryRaw<LockedDraft[]>`
    SELECT c.id AS "courseId", v.id AS "versionId", v.number, c.opens_door AS "opensDoor"
    FROM course c JOIN course_version v ON v.course_id = c.id AND v.status = 'draft'
    WHERE c.slug = ${slug}
    FOR UPDATE OF v FOR NO KEY UPDATE OF c`
  return draft ?? null
}
