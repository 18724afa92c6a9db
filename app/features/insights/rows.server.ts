import { z } from 'zod'
import { Prisma } from '#app/generated/prisma/client.ts'
import { MembershipEnd, MembershipStart } from '#app/generated/prisma/enums.ts'
import { lastMembership, within } from '#app/features/union/index.server.ts'
import { takingsRows } from '#app/features/shop/index.server.ts'
import { database } from '#app/kernel/database.server.ts'
import { rowsOnPage, type Figure, type Slice } from './figures.ts'
import type { Span } from './period.ts'
import type { Unit } from './place.server.ts'
import { placesOf, rowsOf } from './relations.server.ts'

const Rows = z.array(
  z.object({
    id: z.string(),
    at: z.date(),
    fen: z.coerce.number(),
    /** The member that it is about, where whoever looks keeps her. */
    memberId: z.string().nullable(),
    memberNumber: z.string().nullable(),
    /** Of the person, or of what was held. */
    name: z.string().nullable(),
    aboutZh: z.string().nullable(),
    aboutEn: z.string().nullable(),
    organisation: z.string().nullable(),
    how: z.union([z.enum(MembershipStart), z.enum(MembershipEnd)]).nullable(),
    demo: z.boolean().nullable(),
  }),
)

/** One thing that a figure counts. */
export type FigureRow = Omit<z.infer<typeof Rows>[number], 'at'> & {
  /** ISO 8601. */
  at: string
}

interface RowsOf {
  figure: Figure
  slice: Slice | null
  unit: Unit
  span: Span
  keeps: 'all' | readonly string[]
  /** From 0. */
  page: number
}

/** The rows that a figure counts, the newest first, a page of them. */
export async function listRows({ figure, slice, unit, span, keeps, page }: RowsOf): Promise<FigureRow[]> {
  const rows = await database().$queryRaw`
    WITH ${placesOf([unit])}, page AS (
      SELECT * FROM (${rowsOf(figure, { ...span, few: unit.few }, slice)}) r
      ORDER BY at DESC, id LIMIT ${rowsOnPage} OFFSET ${page * rowsOnPage})
    SELECT r.id, r.at, r.fen, CASE WHEN k.kept THEN r.member_id END AS "memberId",
      CASE WHEN k.kept THEN m.number END AS "memberNumber",
      coalesce(d.name, m.name) AS name, d.about_zh AS "aboutZh", d.about_en AS "aboutEn", d.organisation, d.how,
      coalesce(d.demo, m.demo) AS demo
    FROM page r LEFT JOIN member m ON m.id = r.member_id
    LEFT JOIN LATERAL (
      SELECT m.erased_at IS NULL AND ${within(keeps, Prisma.sql`o.path`)} AS kept
      FROM (${lastMembership}) s JOIN organisation o ON o.id = s.organisation_id) k ON true
    LEFT JOIN LATERAL (${details[figure]}) d ON true
    ORDER BY r.at DESC, r.id`
  return Rows.parse(rows).map(({ at, ...row }) => ({ ...row, at: at.toISOString() }))
}

const nobody = Prisma.sql`NULL::text AS name`
const nothing = Prisma.sql`NULL::text AS about_zh, NULL::text AS about_en`

const stay = (how: Prisma.Sql, which: Prisma.Sql) => Prisma.sql`
  SELECT ${nobody}, ${nothing}, o.name AS organisation, ${how} AS how, NULL::boolean AS demo
  FROM membership s JOIN organisation o ON o.id = s.organisation_id WHERE ${which} LIMIT 1`

const attendance = Prisma.sql`
  SELECT a.name, e.title_zh AS about_zh, e.title_en AS about_en, o.name AS organisation, NULL::text AS how,
    NULL::boolean AS demo
  FROM (${attendanceNames()}) a JOIN organisation o ON o.id = a.organisation_id
  LEFT JOIN training_event e ON a.occasion = 'event:' || e.id`

const broadcast = Prisma.sql`
  SELECT ${nobody}, b.title AS about_zh, b.title AS about_en, NULL::text AS organisation, NULL::text AS how, b.demo
  FROM broadcast b WHERE b.id = r.id`

/** What a row r says beside its moment and its member m: (name, about_zh, about_en, organisation, how, demo). */
const details: Record<Figure, Prisma.Sql> = {
  members: stay(Prisma.sql`NULL::text`, Prisma.sql`s.member_id = r.member_id AND s.since = r.at`),
  joined: stay(Prisma.sql`s.started_by::text`, Prisma.sql`s.id = r.id`),
  left: stay(Prisma.sql`s.ended_by::text`, Prisma.sql`s.id = r.id`),
  events: Prisma.sql`
    SELECT ${nobody}, e.title_zh AS about_zh, e.title_en AS about_en, o.name AS organisation, NULL::text AS how, e.demo
    FROM training_event e JOIN organisation o ON o.id = e.organisation_id WHERE e.id = r.id`,
  times: attendance,
  persons: attendance,
  'member-times': attendance,
  'member-persons': attendance,
  certificates: Prisma.sql`
    SELECT ${nobody}, v.title_zh AS about_zh, v.title_en AS about_en, NULL::text AS organisation, NULL::text AS how,
      u.demo FROM certificate c JOIN course_version v ON v.id = c.version_id JOIN course u ON u.id = c.course_id
    WHERE c.id = r.id`,
  hosts: broadcast,
  broadcasts: broadcast,
  takings: Prisma.sql`
    SELECT ${nobody}, t.number || ' · ' || t.shop AS about_zh, t.number || ' · ' || t.shop AS about_en,
      NULL::text AS organisation, NULL::text AS how, t.demo FROM (${takingsRows}) t WHERE t.id = r.id`,
}

function attendanceNames(): Prisma.Sql {
  return Prisma.sql`
    SELECT c.occasion, c.organisation_id, coalesce(x.name, CASE WHEN k.kept THEN m.name END, p.name) AS name
    FROM check_in c LEFT JOIN member x ON x.id = c.member_id
    LEFT JOIN person p ON p.id = c.person_id WHERE c.id = r.id`
}
