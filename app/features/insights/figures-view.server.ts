import { Prisma } from '#app/generated/prisma/client.ts'
import { listKeptOrganisations } from '#app/features/union/index.server.ts'
import { database } from '#app/kernel/database.server.ts'
import {
  countFigure,
  countFigures,
  countSlices,
  countSteps,
  type Counts,
  type Step,
} from './counts.server.ts'
import type { Count, FiguresAsked, RowsAsked } from './figures.ts'
import { monthAt, monthBefore, spanOf, type Period } from './period.ts'
import { findPlace, type Named, type Place, type Unit } from './place.server.ts'
import { placesOf } from './relations.server.ts'
import { listRows, type FigureRow } from './rows.server.ts'

type Keeps = 'all' | readonly string[]

export interface Part extends Named {
  counts: Counts
}

/** The figures of a place in a period, as the page shows them. */
export interface FiguresView {
  asked: FiguresAsked
  organisation: Place['organisation']
  whole: Counts
  /** The organisation without what is under it; null where there is nothing to tell apart. */
  own: Counts | null
  parts: Part[]
  /** Members by `${slice.by}:${slice.value}`. */
  slices: Record<string, number>
  steps: Step[]
  /** Who joined in the last month of the period, and in the one before it. */
  months: [before: Step, last: Step]
}

/** Null where whoever asks does not keep the organisation. */
export async function findFigures(asked: FiguresAsked, keeps: Keeps, now: Date): Promise<FiguresView | null> {
  const place = await findPlace(asked.organisation, keeps)
  if (place === null) return null
  const { organisation, whole, own, parts } = place
  const { period } = asked
  const span = spanOf(period, now)
  const units = [whole, ...(own === null ? [] : [own]), ...parts.map(({ unit }) => unit)]
  const lastMonths = { from: monthBefore(period.to), to: period.to }
  const [counts, slices, steps, [before, last]] = await Promise.all([
    countFigures(units, span),
    countSlices(whole, span),
    countSteps(whole, period, now),
    countSteps(whole, lastMonths, now),
  ])
  const of = ({ key }: Unit) => counts.get(key) as Counts
  return {
    asked: { organisation: organisation?.id ?? null, period },
    organisation,
    ...{ whole: of(whole), own: own === null ? null : of(own) },
    parts: parts.map(({ id, name, unit }) => ({ id, name, counts: of(unit) })),
    ...{ slices: Object.fromEntries(slices), steps, months: [before as Step, last as Step] },
  }
}

/** What the page's form offers: the organisations, and all the time of which there are records. */
export async function findChoices(keeps: Keeps, now: Date) {
  const place = await findPlace(null, keeps)
  const [first] =
    place === null
      ? []
      : await database().$queryRaw<{ at: Date | null }[]>(Prisma.sql`
          WITH ${placesOf([place.whole])}
          SELECT least((SELECT min(since) FROM membership JOIN place USING (organisation_id)),
            (SELECT min(starts_at) FROM training_event JOIN place USING (organisation_id))) AS at`)
  const current = monthAt(now)
  const all: Period = { from: monthAt(first?.at ?? now), to: current }
  return {
    organisations: await listKeptOrganisations(keeps),
    all,
    current,
    hasWhole: place?.organisation === null,
  }
}

/** The rows of one figure, as the page shows them. */
export interface RowsView {
  asked: RowsAsked
  organisation: Place['organisation']
  count: Count
  rows: FigureRow[]
  /** From 0. */
  page: number
}

/** Null where whoever asks does not keep the organisation. */
export async function findRows(
  { asked, page }: { asked: RowsAsked; page: number },
  keeps: Keeps,
  now: Date,
): Promise<RowsView | null> {
  const place = await findPlace(asked.organisation, keeps)
  if (place === null) return null
  const { figure, slice } = asked
  const span = spanOf(asked.period, now)
  const unit = asked.own && place.own !== null ? place.own : place.whole
  const [count, rows] = await Promise.all([
    countFigure({ figure, slice }, { unit, span }),
    listRows({ figure, slice, unit, span, keeps, page }),
  ])
  return { asked, organisation: place.organisation, count, rows, page }
}
