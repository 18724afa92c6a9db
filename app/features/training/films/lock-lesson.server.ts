import type { LessonKind } from '#app/generated/prisma/enums.ts'
import type { Transaction } from '#app/kernel/database.server.ts'

interface LockedLesson {
  id: string
  videoFileId: string | null
  captionsFileId: string | null
  broadcastId: string | null
}

/**
 * The lesson of a draft by its key, held to the end of the transaction with its version, so that it is not published
 * meanwhile. Null where no draft has such a lesson of this kind.
 */
export async function lockDraftLesson(
  tx: Transaction,
  { key, kind }: { key: string; kind: LessonKind },
): Promise<LockedLesson | null> {
  const [lesson] = await tx.$queryRaw<LockedLesson[]>`
    SELECT l.id, l.video_file_id AS "videoFileId", l.captions_file_id AS "captionsFileId", l.broadcast_id AS "broadcastId"
    FROM lesson l JOIN course_version v ON v.id = l.version_id AND v.status = 'draft'
    WHERE l.key = ${key}::uuid AND l.kind = ${kind}::lesson_kind
    FOR UPDATE OF l FOR SHARE OF v`
  return lesson ?? null
}
