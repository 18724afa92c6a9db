import { Prisma } from '#app/generated/prisma/client.ts'
import type { Attendance, CheckInWay } from '#app/generated/prisma/enums.ts'
import { database, type Transaction } from '#app/kernel/database.server.ts'
import type { Outcome } from '#app/kernel/outcome.ts'
import { transact, type Actor } from '#app/kernel/transact.server.ts'
import { within } from '../within.server.ts'

/** Somebody at a door, or marked by a lecturer. */
export interface Arrival {
  /** Made by the device that checks her in. */
  key: string
  personId: string | null
  memberId: string | null
  cameAt: Date
  queued: boolean
  way: CheckInWay
  state: Attendance
  passStep?: number
  /** A lecturer says how it is: whatever the log said of her before this moment and differs, is voided. */
  corrects?: boolean
}

/** What became of an arrival: it stands in the log; she was there already; or its code was used here before. */
export type Logged = { result: 'in' | 'already'; state: Attendance; cameAt: Date } | { result: 'spent' }

interface Occasion {
  occasion: string
  organisationId: string
  byId: string | null
  now: Date
}

/**
 * Writes arrivals to the log, each once, in four statements however many they are. What is sent again changes nothing and
 * is answered as the first time. Whoever comes after she was marked absent or excused, has come.
 */
export async function logArrivals(
  tx: Transaction,
  at: Occasion,
  arrivals: readonly Arrival[],
): Promise<Map<string, Logged>> {
  // A row that was voided since must not void another when its message is repeated.
  const known = await tx.checkIn.findMany({
    where: { id: { in: arrivals.map(({ key }) => key) } },
    select: { id: true },
  })
  const old = new Set(known.map(({ id }) => id))
  const fresh = arrivals.filter(({ key }) => !old.has(key))
  if (fresh.length > 0) {
    await voidWhatChanges(tx, at, fresh)
    await insert(tx, at, fresh)
  }
  return whatStands(tx, at.occasion, arrivals)
}

async function voidWhatChanges(
  tx: Transaction,
  { occasion, byId, now }: Occasion,
  fresh: readonly Arrival[],
) {
  await tx.$executeRaw`
    UPDATE check_in c SET voided_at = ${now}::timestamptz, voided_by_id = ${byId}::uuid,
      void_reason = CASE WHEN a.corrects THEN 'corrected' ELSE 'came-after-all' END
    FROM ${rowsOf(fresh)}
    WHERE c.occasion = ${occasion} AND c.voided_at IS NULL AND (c.person_id = a.person_id OR c.member_id = a.member_id)
      AND (a.state IN ('present', 'late') AND c.state IN ('absent', 'excused')
        OR a.corrects AND c.state <> a.state AND c.came_at <= a.came_at)`
}

async function insert(
  tx: Transaction,
  { occasion, organisationId, byId, now }: Occasion,
  fresh: readonly Arrival[],
) {
  // In one order, so that two batches with the same people wait for each other instead of both giving up.
  await tx.$executeRaw`
    INSERT INTO check_in (id, occasion, organisation_id, person_id, member_id, came_at, received_at, queued, way, state,
      pass_step, by_id)
    SELECT a.key, ${occasion}, ${organisationId}::uuid, a.person_id, a.member_id, a.came_at, ${now}::timestamptz,
      a.queued, a.way, a.state, a.pass_step, ${byId}::uuid
    FROM ${rowsOf(fresh)}
    ORDER BY coalesce(a.person_id, a.member_id), a.came_at
    ON CONFLICT DO NOTHING`
}

function rowsOf(arrivals: readonly Arrival[]): Prisma.Sql {
  const rows = arrivals.map(({ personId, memberId, cameAt, passStep, corrects, ...arrival }) => ({
    ...{ key: arrival.key, person_id: personId, member_id: memberId, came_at: cameAt.toISOString() },
    ...{ queued: arrival.queued, way: arrival.way, state: arrival.state },
    ...{ pass_step: passStep ?? null, corrects: corrects ?? false },
  }))
  return Prisma.sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS a(key uuid, person_id uuid, member_id uuid,
    came_at timestamptz, queued boolean, way check_in_way, state attendance, pass_step int, corrects boolean)`
}

async function whatStands(
  tx: Transaction,
  occasion: string,
  arrivals: readonly Arrival[],
): Promise<Map<string, Logged>> {
  const standing = await tx.checkIn.findMany({
    where: {
      ...{ occasion, voidedAt: null },
      OR: [
        { personId: { in: arrivals.flatMap(({ personId }) => personId ?? []) } },
        { memberId: { in: arrivals.flatMap(({ memberId }) => memberId ?? []) } },
      ],
    },
  })
  const rows = new Map(
    standing.flatMap((row) => [row.personId, row.memberId].map((id) => [id, row] as const)),
  )
  return new Map(
    arrivals.map(({ key, personId, memberId }): [string, Logged] => {
      const row = (personId && rows.get(personId)) || (memberId && rows.get(memberId)) || null
      if (row === null) return [key, { result: 'spent' }]
      const { state, cameAt } = row
      return [key, { result: row.id === key ? 'in' : 'already', state, cameAt }]
    }),
  )
}

/** Takes a wrong row out of the count, for a reason that stays with it. */
export function voidCheckIn(
  { id, occasion, reason }: { id: string; occasion: string; reason: string },
  { actor, now = new Date() }: { actor: Actor; now?: Date },
): Promise<Outcome<void, 'absent'>> {
  const deed = { actor, action: 'check-in.void', subject: `check-in:${id}`, why: reason }
  return transact(deed, async (tx, refuse) => {
    const { count } = await tx.checkIn.updateMany({
      where: { id, occasion, voidedAt: null },
      data: { voidedAt: now, voidedById: actor.kind === 'person' ? actor.id : null, voidReason: reason },
    })
    if (count === 0) throw refuse('absent')
  })
}

/** The rows of an occasion that stand, in the order in which people came. */
export function listCheckIns(occasion: string, tx: Transaction = database()) {
  return tx.checkIn.findMany({ where: { occasion, voidedAt: null }, orderBy: { cameAt: 'asc' } })
}

/** How many came to it. */
export function countCame(tx: Transaction, occasion: string): Promise<number> {
  return tx.checkIn.count({ where: { occasion, voidedAt: null, state: { in: ['present', 'late'] } } })
}

/**
 * All who came to something, as the figures count them: (id, occasion, organisation_id, came_at, name, who, member_id), where
 * `organisation_id` held it and `who` is one person all along, by account or by her row on the roll. She is there once: where the
 * log has her by her account alone and by her row on the roll alone, which were joined since, it is the account's. `of` is a
 * condition on the log's rows c, where few of them are asked for.
 */
export const attendanceRows = (of = Prisma.sql`true`) => Prisma.sql`
  SELECT c.id, c.occasion, c.organisation_id, c.came_at, coalesce(m.name, p.name) AS name,
    coalesce(m.person_id, c.person_id, c.member_id) AS who, coalesce(m.id, h.id) AS member_id
  FROM check_in c
  LEFT JOIN member m ON m.id = c.member_id
  LEFT JOIN person p ON p.id = c.person_id
  LEFT JOIN member h ON h.person_id = c.person_id
  WHERE c.voided_at IS NULL AND c.state IN ('present', 'late') AND (${of})
    AND NOT EXISTS (
      SELECT FROM check_in a
      WHERE a.occasion = c.occasion AND a.person_id = m.person_id AND a.member_id IS NULL AND c.person_id IS NULL
        AND a.voided_at IS NULL AND a.state IN ('present', 'late'))`

export interface AttendanceAsked {
  /** Of occasions that these organisations held, or any under them. */
  paths: 'all' | readonly string[]
  from: Date
  /** Not counted any more. */
  until: Date
}

/**
 * Persons (人数) and person-times (人次) that came. Somebody who became a member, or whose row on the roll was joined to her
 * account, is one person all along.
 */
export async function countAttendance(asked: AttendanceAsked): Promise<{ persons: number; times: number }> {
  const [row] = await database().$queryRaw<{ persons: number; times: number }[]>`
    SELECT count(DISTINCT who)::int AS persons, count(DISTINCT (occasion, who))::int AS times
    FROM (${attendances(asked)}) AS came`
  return row ?? { persons: 0, times: 0 }
}

/** The rows that `countAttendance` counts, the newest first: each figure leads to them. */
export function listAttendances(
  asked: AttendanceAsked,
  { limit = 100, offset = 0 } = {},
): Promise<{ id: string; occasion: string; who: string; cameAt: Date; name: string }[]> {
  return database().$queryRaw`
    SELECT id, occasion, who, came_at AS "cameAt", name FROM (${attendances(asked)}) AS came
    ORDER BY came_at DESC, id LIMIT ${limit} OFFSET ${offset}`
}

function attendances({ paths, from, until }: AttendanceAsked): Prisma.Sql {
  return Prisma.sql`
    SELECT a.id, a.occasion, a.came_at, a.name, a.who
    FROM (${attendanceRows()}) AS a JOIN organisation o ON o.id = a.organisation_id
    WHERE a.came_at >= ${from}::timestamptz AND a.came_at < ${until}::timestamptz
      AND ${within(paths, Prisma.sql`o.path`)}`
}
