import { z } from 'zod'
import { Prisma } from '#app/generated/prisma/client.ts'
import { database } from '#app/kernel/database.server.ts'
import { figures, type Count, type Figure, type Slice } from './figures.ts'
import { spanOf, stepsOf, type Period, type Span } from './period.ts'
import type { Unit } from './place.server.ts'
import { placesOf, rowsOf, sliceOf } from './relations.server.ts'

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
  ['events', 'times', 'persons', 'member-times', 'member-persons', 'certificates'],
  ['hosts', 'broadcasts', 'takings'],
]

/** Every figure of every unit. */
export async function countFigures(units: readonly Unit[], span: Span): Promise<Map<string, Counts>> {
  const counted = await Promise.all(groups.map((group) => countGroup(group, units, span)))
  const all = units.map(({ key }) => [key, nothing()] as const)
  for (const { figure, unit, count, fen } of counted.flat()) {
    const counts = all[unit]?.[1]
    if (counts !== undefined) counts[figure] = { count, fen }
  }
  return new Map(all)
}

async function countGroup(group: readonly Figure[], units: readonly Unit[], span: Span) {
  const each = group.map(
    (figure) => Prisma.sql`
      SELECT ${figure}::text AS figure, unit, count(*)::int AS count, coalesce(sum(fen), 0)::bigint AS fen
      FROM (${rowsOf(figure, span)}) r GROUP BY unit`,
  )
  return Counted.parse(
    await database().$queryRaw`WITH ${placesOf(units)} ${Prisma.join(each, ' UNION ALL ')}`,
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
    SELECT count(*)::int AS count, coalesce(sum(fen), 0)::bigint AS fen FROM (${rowsOf(figure, span, slice)}) r`
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
      FROM (${rowsOf('members', span)}) r JOIN member m ON m.id = r.member_id) s
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
  const beginnings = steps.map((step) => spanOf(step, now).from.toISOString())
  const rows = await database().$queryRaw<{ step: number; joined: number; left: number }[]>`
    WITH ${placesOf([unit])}
    SELECT width_bucket(at, ${beginnings}::timestamptz[]) AS step,
      count(*) FILTER (WHERE came)::int AS joined, count(*) FILTER (WHERE NOT came)::int AS "left"
    FROM (SELECT at, true AS came FROM (${rowsOf('joined', spanOf(period, now))}) j
      UNION ALL SELECT at, false FROM (${rowsOf('left', spanOf(period, now))}) l) r
    GROUP BY 1`
  return steps.map((step, place) => {
    const row = rows.find((one) => one.step === place + 1)
    return { ...step, joined: row?.joined ?? 0, left: row?.left ?? 0 }
  })
}
