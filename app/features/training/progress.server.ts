import { database } from '#app/kernel/database.server.ts'
import { watchedEnough } from './courses.ts'
import { findReplayChoice } from './films/clips.server.ts'
import type { Stretch } from './progress.ts'

/*
 * Progress is told every few seconds while a video plays: each report is one statement of its own, without an audit
 * row, and may come twice, late or out of order.
 */

/** Where she stands in a lesson afterwards; null where it is none of her courses'. */
export type Standing = { completed: boolean; watched: number; position: number } | null

/**
 * Adds the seconds of a video or clip that were really played, and where she was at `at`. An older position that arrives
 * later changes nothing. Complete once 90 % was played, for good.
 */
export async function reportPlayed(
  report: { personId: string; lessonKey: string; played: readonly Stretch[]; position: number; at: Date },
  now = new Date(),
): Promise<Standing> {
  const { personId, lessonKey, position } = report
  const played = `{${report.played.map(([from, to]) => `[${from},${to})`).join(',')}}`
  const at = report.at > now ? now : report.at
  const [standing] = await database().$queryRaw<NonNullable<Standing>[]>`
    WITH lesson AS (
      SELECT l.key, ceil(coalesce(l.duration_ms, l.to_ms - l.from_ms) / 1000.0)::int AS seconds
      FROM enrolment e JOIN lesson l ON l.version_id = e.version_id
      WHERE e.person_id = ${personId}::uuid AND l.key = ${lessonKey}::uuid AND l.kind IN ('video', 'clip')
    ), told AS (
      SELECT key, seconds, ${played}::int4multirange * int4multirange(int4range(0, seconds)) AS played FROM lesson
    )
    INSERT INTO lesson_progress AS mine (person_id, lesson_key, played, position_seconds, position_at, started_at, changed_at, completed_at)
    SELECT ${personId}::uuid, key, played, least(${position}::int, seconds), ${at}::timestamptz, ${now}::timestamptz, ${now}::timestamptz,
      CASE WHEN seconds_played(played) >= ${watchedEnough}::numeric * seconds THEN ${now}::timestamptz END
    FROM told
    ON CONFLICT (person_id, lesson_key) DO UPDATE SET
      played = mine.played + excluded.played,
      position_seconds = CASE WHEN mine.position_at > excluded.position_at THEN mine.position_seconds ELSE excluded.position_seconds END,
      position_at = greatest(mine.position_at, excluded.position_at),
      changed_at = greatest(mine.changed_at, excluded.changed_at),
      completed_at = coalesce(mine.completed_at, CASE
        WHEN seconds_played(mine.played + excluded.played) >= ${watchedEnough}::numeric * (SELECT seconds FROM told)
        THEN excluded.changed_at END)
    RETURNING completed_at IS NOT NULL AS completed, seconds_played(played) AS watched, position_seconds AS position`
  return standing ?? null
}

/**
 * She has read a text lesson to its end and says so; or, of a clip whose replay was taken down, that she has seen that: nobody's
 * certificate waits for what is gone. A second time changes nothing; false where it is none of hers.
 */
export async function finishReading(
  lesson: { personId: string; lessonKey: string },
  now = new Date(),
): Promise<boolean> {
  if (await finish({ ...lesson, kind: 'text' }, now)) return true
  return (await isClipGone(lesson)) && finish({ ...lesson, kind: 'clip' }, now)
}

async function finish(
  { personId, lessonKey, kind }: { personId: string; lessonKey: string; kind: 'text' | 'clip' },
  now: Date,
): Promise<boolean> {
  const told = await database().$executeRaw`
    INSERT INTO lesson_progress AS mine (person_id, lesson_key, started_at, changed_at, completed_at)
    SELECT e.person_id, l.key, ${now}::timestamptz, ${now}::timestamptz, ${now}::timestamptz
    FROM enrolment e JOIN lesson l ON l.version_id = e.version_id
    WHERE e.person_id = ${personId}::uuid AND l.key = ${lessonKey}::uuid AND l.kind = ${kind}::lesson_kind
    ON CONFLICT (person_id, lesson_key) DO UPDATE SET
      completed_at = coalesce(mine.completed_at, excluded.completed_at),
      changed_at = greatest(mine.changed_at, excluded.changed_at)`
  return told > 0
}

async function isClipGone({
  personId,
  lessonKey,
}: {
  personId: string
  lessonKey: string
}): Promise<boolean> {
  const where = { key: lessonKey, kind: 'clip', version: { enrolments: { some: { personId } } } } as const
  const lesson = await database().lesson.findFirst({ where, select: { broadcastId: true } })
  const replay = lesson?.broadcastId ?? null
  return replay !== null && (await findReplayChoice(replay)) === null
}
