import type { Transaction } from '#app/kernel/database.server.ts'

/** All modules and lessons of a version into another, which is empty: lessons keep their keys and what is in them. */
export async function copyLessons(
  tx: Transaction,
  { from, to }: { from: string; to: string },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO course_module (id, version_id, place, title_zh, title_en)
    SELECT gen_random_uuid(), ${to}::uuid, place, title_zh, title_en
    FROM course_module WHERE version_id = ${from}::uuid`
  await tx.$executeRaw`
    INSERT INTO lesson (id, version_id, module_id, key, place, kind, title_zh, title_en, summary_zh, summary_en, minutes,
      body, questions, video_file_id, duration_ms, captions_file_id, broadcast_id, from_ms, to_ms)
    SELECT gen_random_uuid(), ${to}::uuid, theirs.id, l.key, l.place, l.kind, l.title_zh, l.title_en, l.summary_zh,
      l.summary_en, l.minutes, l.body, l.questions, l.video_file_id, l.duration_ms, l.captions_file_id, l.broadcast_id,
      l.from_ms, l.to_ms
    FROM lesson l
    JOIN course_module m ON m.id = l.module_id
    JOIN course_module theirs ON theirs.version_id = ${to}::uuid AND theirs.place = m.place
    WHERE l.version_id = ${from}::uuid`
}
