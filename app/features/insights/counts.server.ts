import { z } from 'zod'
import { Prisma } from '#app/generated/prisma/client.ts'
import { database, type Transaction } from '#app/kernel/database.server.ts'
import { figures, type Count, type Figure, type Slice } from './figures.ts'
import { spanOf, stepsOf, type Period, type Span } from './period.ts'
import type { Unit } from './place.server.ts'
import { comings, placesOf, rowsOf, sliceOf, type Extent } from './relations.server.ts'

export type Counts = Record<Figure, Count>

const Counted = z.array(
  z.object({
    figure: z.enum(figures),
    unit: z.number(),
    count: z.number(),
    fen: z.coerce.number(),
  }),
)

/** Counted together, each group one statement: the roll, the classes, what became of them. */
const groups: readonly (readonly Figure[])[] = [
  ['members', 'joined', 'left'],
  ['events', 'certificates'],
  ['hosts', 'broadcasts', 'takings'],
]

/** Times and persons are two counts of the same comings, made in one pass over them. */
const attendances = [
  { comings: comings.attended, times: 'member-times', persons: 'member-persons' },
  { comings: comings.held, times: 'times', persons: 'persons' },
] as const

/** Every figure of every unit. */
export async function countFigures(units: readonly Unit[], during: Span): Promise<Map<string, Counts>> {
  const span = { ...during, few: units.every(({ few }) => few) }
  const counted = await Promise.all([
    ...attendances.map((attendance) => countAttendances(attendance, units, span)),
    ...groups.map((group) => countGroup(group, units, span)),
  ])
  const all = units.map(({ key }) => [key, nothing()] as const)
  for (const { figure, unit, count, fen } of counted.flat()) {
    const counts = all[unit]?.[1]
    if (counts !== undefined) counts[figure] = { count, fen }
  }
  return new Map(all)
}

async function countGroup(group: readonly Figure[], units: readonly Unit[], span: Extent) {
  const each = group.map(
    (figure) => Prisma.sql`
      SELECT ${figure}::text AS figure, unit, count(*)::int AS count, coalesce(sum(fen), 0)::bigint AS fen
      FROM (${rowsOf(figure, span)}) r GROUP BY unit`,
  )
  return Counted.parse(
    await database().$queryRaw`WITH ${placesOf(units)} ${Prisma.join(each, ' UNION ALL ')}`,
  )
}

/** Those of one person in one organisation are added up before they are told apart by units: there are far fewer of these. */
async function countAttendances(
  { comings: rows, times, persons }: (typeof attendances)[number],
  units: readonly Unit[],
  span: Extent,
) {
  const counted = await withRoomToHash(
    (tx) => tx.$queryRaw<{ unit: number; times: number; persons: number }[]>`
      WITH ${placesOf(units)},
        hers AS (SELECT organisation_id, who, count(*) AS times FROM (${rows(span)}) c GROUP BY organisation_id, who),
        in_units AS (SELECT unit, who, sum(times) AS times FROM hers JOIN place USING (organisation_id) GROUP BY unit, who)
      SELECT unit, sum(times)::int AS times, count(*)::int AS persons FROM in_units GROUP BY unit`,
  )
  return counted.flatMap(({ unit, ...of }) => [
    { figure: times, unit, count: of.times, fen: 0 },
    { figure: persons, unit, count: of.persons, fen: 0 },
  ])
}

/** It only reads: on a busy machine it may take longer than an operation, which holds locks. Milliseconds. */
const patience = 120_000

/**
 * Hundreds of thousands of people are told apart in memory instead of on the disk, and every span is planned for itself, since
 * a plan for any span is far from right for most.
 */
function withRoomToHash<Rows>(read: (tx: Transaction) => Promise<Rows>): Promise<Rows> {
  return database().$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT set_config('work_mem', '64MB', true), set_config('plan_cache_mode', 'force_custom_plan', true)`
      return read(tx)
    },
    { timeout: patience, maxWait: patience },
  )
}

function nothing(): Counts {
  return Object.fromEntries(figures.map((figure) => [figure, { count: 0, fen: 0 }])) as unknown as Counts
}

/** One figure of one unit. */
export async function countFigure(
  { figure, slice }: { figure: Figure; slice: Slice | null },
  { unit, span }: { unit: Unit; span: Span },
): Promise<Count> {
  const [row] = await database().$queryRaw<{ count: number; fen: bigint }[]>`
    WITH ${placesOf([unit])}
    SELECT count(*)::int AS count, coalesce(sum(fen), 0)::bigint AS fen FROM (${rowsOf(figure, { ...span, few: unit.few }, slice)}) r`
  return { count: row?.count ?? 0, fen: Number(row?.fen ?? 0) }
}

/** The members by sex, age and trade: how many of each value, by `${by}:${value}`. */
export async function countSlices(unit: Unit, span: Span): Promise<Map<string, number>> {
  const rows = await database().$queryRaw<
    { sex: string | null; age: string | null; trade: string | null; count: number }[]
  >`
    WITH ${placesOf([unit])}
    SELECT sex, age, trade, count(*)::int AS count FROM (
      SELECT ${sliceOf('sex', span)} AS sex, ${sliceOf('age', span)} AS age, ${sliceOf('trade', span)} AS trade
      FROM (${rowsOf('members', { ...span, few: unit.few })}) r JOIN member m ON m.id = r.member_id) s
    GROUP BY GROUPING SETS ((sex), (age), (trade))`
  return new Map(
    rows.map(({ sex, age, trade, count }) => {
      const key = sex !== null ? `sex:${sex}` : age !== null ? `age:${age}` : `trade:${trade}`
      return [key, count]
    }),
  )
}

export interface Step extends Period {
  joined: number
  left: number
}

/** Who joined and who left, step by step. */
export async function countSteps(unit: Unit, period: Period, now: Date): Promise<Step[]> {
  const steps = stepsOf(period)
  const extent = { ...spanOf(period, now), few: unit.few }
  const beginnings = steps.map((step) => spanOf(step, now).from.toISOString())
  const rows = await database().$queryRaw<{ step: number; joined: number; left: number }[]>`
    WITH ${placesOf([unit])}
    SELECT width_bucket(at, ${beginnings}::timestamptz[]) AS step,
      count(*) FILTER (WHERE came)::int AS joined, count(*) FILTER (WHERE NOT came)::int AS "left"
    FROM (SELECT at, true AS came FROM (${rowsOf('joined', extent)}) j
      UNION ALL SELECT at, false FROM (${rowsOf('left', extent)}) l) r
    GROUP BY 1`
  return steps.map((step, place) => {
    const row = rows.find((one) => one.step === place + 1)
    return { ...step, joined: row?.joined ?? 0, left: row?.left ?? 0 }
  })
}
