import { Prisma } from '#app/generated/prisma/client.ts'
import { takingsRows } from '#app/features/shop/index.server.ts'
import { attendanceRows } from '#app/features/union/index.server.ts'
import type { Figure, Slice } from './figures.ts'
import type { Span } from './period.ts'
import type { Unit } from './place.server.ts'

/*
 * What each figure counts, once: its number and its list are read from the same rows, (unit, id, at, member_id, fen). A row is
 * one thing that is counted; `unit` is where it counts, and one row counts in every unit that it belongs to.
 */

/** For a WITH before any of the relations: `place` says which organisations make up each unit, by its place in the list. */
export function placesOf(units: readonly Unit[]): Prisma.Sql {
  const numbered = units.map(({ paths, own }, unit) => ({ unit, paths, own }))
  return Prisma.sql`
    place AS MATERIALIZED (
      SELECT u.unit, o.id AS organisation_id
      FROM jsonb_to_recordset(${JSON.stringify(numbered)}::jsonb) AS u(unit int, paths text[], own boolean)
      JOIN organisation o ON CASE WHEN u.own THEN o.path = ANY(u.paths)
        ELSE text2ltree(o.path) <@ ANY(u.paths::ltree[]) END)`
}

/** Which rows: when, and whether of few organisations. */
export interface Extent extends Span {
  few: boolean
}

/** The rows of a figure. */
export function rowsOf(figure: Figure, span: Extent, slice: Slice | null = null): Prisma.Sql {
  const rows = relations[figure](span)
  return slice === null
    ? rows
    : Prisma.sql`
    SELECT r.* FROM (${rows}) r JOIN member m ON m.id = r.member_id
    WHERE ${sliceOf(slice.by, span)} = ${slice.value}`
}

/** What a member m is, as a slice's value. */
export function sliceOf(by: Slice['by'], { end }: Span): Prisma.Sql {
  if (by === 'sex') return Prisma.sql`coalesce(m.sex::text, 'none')`
  if (by === 'trade') return Prisma.sql`coalesce(m.trade::text, 'none')`
  const years = Prisma.sql`extract(year FROM age((${end}::timestamptz AT TIME ZONE 'Asia/Shanghai')::date, m.birth_month))`
  return Prisma.sql`
    CASE WHEN m.birth_month IS NULL THEN 'none' WHEN ${years} <= 35 THEN 'to-35' WHEN ${years} <= 45 THEN '36-45'
      WHEN ${years} <= 55 THEN '46-55' ELSE 'from-56' END`
}

const relations: Record<Figure, (span: Extent) => Prisma.Sql> = {
  members: ({ end }) => Prisma.sql`
    SELECT p.unit, s.member_id AS id, min(s.since) AS at, s.member_id, 0 AS fen
    FROM membership s JOIN place p USING (organisation_id)
    WHERE s.since < ${end}::timestamptz AND (s.until IS NULL OR s.until >= ${end}::timestamptz)
    GROUP BY p.unit, s.member_id`,

  // Times in one unit that touch are one stay: whoever moves within it has neither come nor gone.
  joined: (span) => Prisma.sql`
    SELECT p.unit, s.id, s.since AS at, s.member_id, 0 AS fen
    FROM membership s JOIN place p USING (organisation_id)
    WHERE ${inSpan(Prisma.sql`s.since`, span)} AND s.until IS DISTINCT FROM s.since
      AND NOT ${besides(Prisma.sql`(x.since, x.id) < (s.since, s.id) AND (x.until IS NULL OR x.until >= s.since)`)}`,

  left: (span) => Prisma.sql`
    SELECT p.unit, s.id, s.until AS at, s.member_id, 0 AS fen
    FROM membership s JOIN place p USING (organisation_id)
    WHERE ${inSpan(Prisma.sql`s.until`, span)} AND s.until > s.since
      AND NOT ${besides(Prisma.sql`x.since <= s.until AND (x.until IS NULL OR (x.until, x.id) > (s.until, s.id))`)}`,

  events: (span) => Prisma.sql`
    SELECT p.unit, e.id, e.starts_at AS at, NULL::uuid AS member_id, 0 AS fen
    FROM training_event e JOIN place p USING (organisation_id)
    WHERE e.cancelled_at IS NULL AND ${inSpan(Prisma.sql`e.starts_at`, span)}`,

  times: (span) => inUnits(comings.held(span)),
  persons: (span) => once(inUnits(comings.held(span)), Prisma.sql`unit, who`),
  'member-times': (span) => inUnits(comings.attended(span)),
  'member-persons': (span) => once(inUnits(comings.attended(span)), Prisma.sql`unit, who`),

  certificates: (span) =>
    once(
      Prisma.sql`
      SELECT p.unit, c.id, c.issued_at AS at, m.id AS member_id, 0 AS fen
      FROM certificate c JOIN member m ON m.person_id = c.person_id ${memberWhen(Prisma.sql`c.issued_at`)}
      WHERE c.revoked_at IS NULL AND ${inSpan(Prisma.sql`c.issued_at`, span)}`,
      Prisma.sql`unit, id`,
    ),

  hosts: (span) => once(onAir(span), Prisma.sql`unit, member_id`),
  broadcasts: (span) => once(onAir(span), Prisma.sql`unit, id`),

  takings: (span) =>
    once(
      Prisma.sql`
      SELECT p.unit, t.id, t.paid_at AS at, m.id AS member_id, t.fen
      FROM (${takingsRows}) t JOIN member m ON m.person_id = t.seller_id ${memberWhen(Prisma.sql`t.paid_at`)}
      WHERE ${inSpan(Prisma.sql`t.paid_at`, span)} AND ${opened(Prisma.sql`t.paid_at`)}`,
      Prisma.sql`unit, id`,
    ),
}

const placed = Prisma.sql`SELECT organisation_id FROM place`
/** Who has ever been a member there. */
const hasBeenPlaced = Prisma.sql`SELECT member_id FROM membership WHERE organisation_id IN (${placed})`

/** Whether a row c of the log is of one of them, by her row on the roll or by her account. */
const ofPlaced = Prisma.sql`
  c.member_id IN (${hasBeenPlaced}) OR c.person_id IN (SELECT person_id FROM member WHERE id IN (${hasBeenPlaced}))`

/** Who came to what: (organisation_id, id, at, member_id, fen, who), each once at an occasion; it counts in that organisation's units. */
export const comings = {
  /** By who held it. */
  held: ({ few, ...span }: Extent) => Prisma.sql`
    SELECT c.organisation_id, c.id, c.came_at AS at, c.member_id, 0 AS fen, c.who
    FROM (${attendanceRows(few ? Prisma.sql`c.organisation_id = ANY(ARRAY(${placed}))` : undefined)}) c
    WHERE ${inSpan(Prisma.sql`c.came_at`, span)}`,

  /** By whose member she was then, whoever held it. A time lasts at most until the next begins: nobody is in two. */
  attended: ({ few, ...span }: Extent) => Prisma.sql`
    SELECT s.organisation_id, c.id, c.came_at AS at, c.member_id, 0 AS fen, c.who
    FROM (${attendanceRows(few ? ofPlaced : undefined)}) c
    JOIN (SELECT member_id, organisation_id, since,
        least(until, lead(since) OVER (PARTITION BY member_id ORDER BY since, until, id)) AS until
      FROM membership ${few ? Prisma.sql`WHERE member_id IN (${hasBeenPlaced})` : Prisma.empty}) s
      ON s.member_id = c.member_id AND s.since <= c.came_at AND (s.until IS NULL OR s.until > c.came_at)
    WHERE ${inSpan(Prisma.sql`c.came_at`, span)}`,
}

function inUnits(rows: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`SELECT p.unit, c.id, c.at, c.member_id, c.fen, c.who FROM (${rows}) c JOIN place p USING (organisation_id)`
}

/** Broadcasts that everybody could watch, of members who had the certificate by then. */
function onAir(span: Span): Prisma.Sql {
  return Prisma.sql`
    SELECT p.unit, b.id, b.started_at AS at, m.id AS member_id, 0 AS fen
    FROM broadcast b JOIN room r ON r.id = b.room_id AND r.open
    JOIN member m ON m.person_id = r.host_id ${memberWhen(Prisma.sql`b.started_at`)}
    WHERE ${inSpan(Prisma.sql`b.started_at`, span)} AND ${opened(Prisma.sql`b.started_at`)}`
}

function inSpan(moment: Prisma.Sql, { from, end }: Span): Prisma.Sql {
  return Prisma.sql`(${moment} >= ${from}::timestamptz AND ${moment} < ${end}::timestamptz)`
}

/** Of which units a member m was at a moment. */
function memberWhen(moment: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    JOIN membership s ON s.member_id = m.id AND s.since <= ${moment} AND (s.until IS NULL OR s.until > ${moment})
    JOIN place p ON p.organisation_id = s.organisation_id`
}

/** Whether a member m held, at a moment, a certificate of the course that lets her go on air. */
function opened(moment: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`EXISTS (
    SELECT FROM certificate k JOIN course o ON o.id = k.course_id AND o.opens_door
    WHERE k.person_id = m.person_id AND k.issued_at <= ${moment} AND (k.revoked_at IS NULL OR k.revoked_at > ${moment}))`
}

/**
 * Whether the member of s has another time x in the unit of p, of any length, of which this is so. Few have: which organisations
 * belong to the unit is asked last, from a hash.
 */
function besides(condition: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`EXISTS (
    SELECT FROM membership x WHERE x.member_id = s.member_id AND x.id <> s.id AND x.until IS DISTINCT FROM x.since
      AND ${condition} AND (x.organisation_id, p.unit) IN (SELECT organisation_id, unit FROM place))`
}

/** One row, the newest, for each of these. */
function once(rows: Prisma.Sql, each: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT unit, id, at, member_id, fen FROM (SELECT DISTINCT ON (${each}) * FROM (${rows}) r ORDER BY ${each}, at DESC, id) d`
}
