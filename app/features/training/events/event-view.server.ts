import { z } from 'zod'
import { Prisma } from '#app/generated/prisma/client.ts'
import { within } from '#app/features/union/index.server.ts'
import { database } from '#app/kernel/database.server.ts'
import type { EventView } from './event-view.ts'

/** Events that are not over, the next first, with what she has to do with each. */
export function listComing(personId: string | null, now: Date): Promise<EventView[]> {
  const isComing = Prisma.sql`e.ends_at > ${now}::timestamptz`
  return findEvents({ personId, where: isComing, order: Prisma.sql`e.starts_at` })
}

/** Events that somebody teaches at or whose organisation she keeps, the latest first. */
export function listKeptEvents({
  personId,
  paths,
}: {
  personId: string
  paths: 'all' | readonly string[]
}): Promise<EventView[]> {
  const isKept = Prisma.sql`(${within(paths, Prisma.sql`o.path`)} OR EXISTS (
    SELECT 1 FROM event_lecturer l WHERE l.event_id = e.id AND l.person_id = ${personId}::uuid))`
  return findEvents({ personId, where: isKept, order: Prisma.sql`e.starts_at DESC` })
}

/** An event; null where there is none. */
export async function findEvent(id: string, personId: string | null): Promise<EventView | null> {
  if (!z.uuid().safeParse(id).success) return null
  const where = Prisma.sql`e.id = ${id}::uuid`
  const [event] = await findEvents({ personId, where, order: Prisma.sql`e.id` })
  return event ?? null
}

type Row = Omit<EventView, 'title' | 'startsAt' | 'endsAt' | 'mine' | 'came'> & {
  titleZh: string
  titleEn: string
  startsAt: Date
  endsAt: Date
  state: NonNullable<EventView['mine']>['state'] | null
  ahead: number
  cameState: NonNullable<EventView['came']>['state'] | null
  cameAt: Date | null
}

const mostEvents = 100

async function findEvents({
  personId,
  where,
  order,
}: {
  personId: string | null
  where: Prisma.Sql
  order: Prisma.Sql
}): Promise<EventView[]> {
  const memberId = Prisma.sql`(SELECT id FROM member WHERE person_id = ${personId}::uuid)`
  const rows = await database().$queryRaw<Row[]>`
    SELECT e.id, e.title_zh AS "titleZh", e.title_en AS "titleEn", o.name AS organisation, o.path, e.venue,
      ARRAY(SELECT l.person_id::text FROM event_lecturer l WHERE l.event_id = e.id) AS "lecturerIds",
      e.starts_at AS "startsAt", e.ends_at AS "endsAt", e.places, e.late_after_minutes AS "lateAfterMinutes", e.revision,
      e.cancelled_reason AS "cancelledReason", e.demo, counted.taken, counted.waiting, mine.state,
      (SELECT count(*)::int FROM event_sign_up w WHERE w.event_id = e.id AND w.state = 'waiting' AND w.turn < mine.turn)
        AS ahead, came.state AS "cameState", came.came_at AS "cameAt"
    FROM training_event e JOIN organisation o ON o.id = e.organisation_id
    CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE s.state = 'signed_up')::int AS taken,
      count(*) FILTER (WHERE s.state = 'waiting')::int AS waiting FROM event_sign_up s WHERE s.event_id = e.id) counted
    LEFT JOIN LATERAL (SELECT s.state, s.turn FROM event_sign_up s WHERE s.event_id = e.id AND s.state <> 'withdrawn'
      AND (s.person_id = ${personId}::uuid OR s.member_id = ${memberId}) LIMIT 1) mine ON true
    LEFT JOIN LATERAL (SELECT c.state, c.came_at FROM check_in c WHERE c.occasion = 'event:' || e.id
      AND c.voided_at IS NULL AND (c.person_id = ${personId}::uuid OR c.member_id = ${memberId}) LIMIT 1) came ON true
    WHERE ${where} ORDER BY ${order} LIMIT ${mostEvents}`
  return rows.map(viewOf)
}

function viewOf({ titleZh, titleEn, state, ahead, cameState, cameAt, ...row }: Row): EventView {
  return {
    ...row,
    title: { zh: titleZh, en: titleEn },
    startsAt: row.startsAt.getTime(),
    endsAt: row.endsAt.getTime(),
    mine: state && { state, ahead },
    came: cameState && cameAt && { state: cameState, at: cameAt.getTime() },
  }
}
