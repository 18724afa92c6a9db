import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { freshDatabase } from '#server/database/testing.ts'
import { countFigure, countFigures, countSlices, countSteps } from './counts.server.ts'
import { figures, rowsOnPage, slicesBy, type Figure, type Slice } from './figures.ts'
import { spanOf, type Period, type Span } from './period.ts'
import { findPlace, type Place, type Unit } from './place.server.ts'
import { listRows } from './rows.server.ts'
import {
  isUnder,
  lastDay,
  layOut,
  momentOf,
  worlds,
  type Laid,
  type Someone,
  type World,
} from './testing.server.ts'

beforeEach(freshDatabase)

const now = momentOf(lastDay)
/** The district, a street with villages under it, and a village. */
const tops = [0, 1, 5]
const periods: Period[] = [
  { from: '2023-01', to: '2026-12' },
  { from: '2025-03', to: '2025-05' },
]

async function placeAt(laid: Laid, at: number): Promise<Place> {
  const place = await findPlace(laid.organisations[at]?.id ?? '', 'all')
  if (place === null) throw new Error('the organisation is not there')
  return place
}

/** How many rows are listed, over all their pages, each once. */
async function listed(asked: { figure: Figure; slice?: Slice | null; unit: Unit; span: Span }) {
  const ids = new Set<string>()
  let fen = 0
  for (let page = 0; ; page++) {
    const rows = await listRows({ slice: null, ...asked, keeps: 'all', page })
    for (const row of rows) {
      expect(ids).not.toContain(row.id)
      ids.add(row.id)
      fen += row.fen
    }
    if (rows.length < rowsOnPage) return { count: ids.size, fen }
  }
}

/* What is true of a world, reckoned day by day without the database. */
const dayOf = (moment: Date) => (moment.getTime() - momentOf(0).getTime()) / 86_400_000
const during = (day: number, { from, end }: Span) => momentOf(day) >= from && momentOf(day) < end
type Where = (place: number) => boolean
const isIn = ({ stays }: Someone, where: Where, day: number) =>
  stays.some((stay) => where(stay.place) && stay.from <= day && (stay.until === null || stay.until > day))
/** The day before the period's end is the last on which one is counted as a member. */
const atEnd = ({ stays }: Someone, where: Where, { end }: Span) =>
  stays.some(
    (stay) =>
      where(stay.place) && stay.from < dayOf(end) && (stay.until === null || stay.until >= dayOf(end)),
  )
const certified = ({ certificate }: Someone, day: number) =>
  certificate !== null && certificate.on <= day && (!certificate.revoked || certificate.on + 200 > day)

function turns(one: Someone, where: Where, span: Span): { joined: number; left: number } {
  let [joined, left] = [0, 0]
  for (let day = 0; day <= lastDay; day++) {
    if (!during(day, span)) continue
    const [before, after] = [isIn(one, where, day - 1), isIn(one, where, day)]
    if (!before && after) joined++
    if (before && !after) left++
  }
  return { joined, left }
}

function truth({ people, classes }: World, where: Where, span: Span): Record<Figure, number> {
  const came = (held: { came: number[] }) =>
    held.came.flatMap((who, index) => (who < people.length && index % 5 !== 4 ? [who] : []))
  const inTime = classes.filter(({ on }) => during(on, span))
  const own = inTime.filter(({ place }) => where(place))
  const timesOfMembers = inTime.flatMap((held) =>
    came(held).filter((who) => isIn(people[who] as Someone, where, held.on)),
  )
  const sum = (of: (one: Someone) => number) => people.reduce((all, one) => all + of(one), 0)
  const onAir = (one: Someone) =>
    one.broadcasts.filter((day) => during(day, span) && isIn(one, where, day) && certified(one, day)).length
  return {
    members: people.filter((one) => atEnd(one, where, span)).length,
    joined: sum((one) => turns(one, where, span).joined),
    left: sum((one) => turns(one, where, span).left),
    events: own.filter(({ cancelled }) => !cancelled).length,
    times: own.flatMap(came).length,
    persons: new Set(own.flatMap(came)).size,
    'member-times': timesOfMembers.length,
    'member-persons': new Set(timesOfMembers).size,
    certificates: people.filter(
      (one) =>
        one.certificate !== null &&
        !one.certificate.revoked &&
        during(one.certificate.on, span) &&
        isIn(one, where, one.certificate.on),
    ).length,
    hosts: people.filter((one) => onAir(one) > 0).length,
    broadcasts: sum(onAir),
    takings: sum((one) =>
      one.orders
        .filter(
          ({ on, refunded }) => !refunded && during(on, span) && isIn(one, where, on) && certified(one, on),
        )
        .reduce((all, { fen }) => all + fen, 0),
    ),
  }
}

test('every figure is the number of the rows that it leads to, and both are true', async () => {
  await fc.assert(
    fc.asyncProperty(worlds, async (world) => {
      await freshDatabase()
      const laid = await layOut(world)
      for (const top of tops)
        for (const period of periods) {
          const span = spanOf(period, now)
          const { whole, own, parts } = await placeAt(laid, top)
          const units = [whole, ...(own === null ? [] : [own]), ...parts.map(({ unit }) => unit)]
          const counts = await countFigures(units, span)
          const places = new Map<string, Where>([
            [whole.key, (place) => isUnder(place, top)],
            ['own', (place) => place === top],
            ...laid.organisations.map(({ id }, at): [string, Where] => [id, (place) => isUnder(place, at)]),
          ])
          for (const unit of units) {
            const expected = truth(world, places.get(unit.key) as Where, span)
            for (const figure of figures) {
              const count = counts.get(unit.key)?.[figure]
              const shown = figure === 'takings' ? count?.fen : count?.count
              expect({ figure, unit: unit.key, period, shown }).toEqual({
                ...{ figure, unit: unit.key, period, shown: expected[figure] },
              })
              expect(await listed({ figure, unit, span })).toEqual(count)
            }
          }
        }
    }),
    { numRuns: 2, endOnFailure: true },
  )
}, 120_000)

test('members are those before, and who joined, without who left; the parts of the roll make up the whole', async () => {
  await fc.assert(
    fc.asyncProperty(worlds, async (world) => {
      await freshDatabase()
      const laid = await layOut(world)
      for (const top of tops) {
        const { whole: unit } = await placeAt(laid, top)
        const period = { from: '2024-07', to: '2025-09' }
        const [before, span] = [spanOf({ from: '2023-01', to: '2024-06' }, now), spanOf(period, now)]
        const count = async (figure: Figure, of: Span) =>
          (await countFigure({ figure, slice: null }, { unit, span: of })).count
        const members = await count('members', span)
        const [joined, left] = [await count('joined', span), await count('left', span)]
        expect(members).toBe((await count('members', before)) + joined - left)
        const steps = await countSteps(unit, period, now)
        expect(steps).toHaveLength(15)
        for (const { from, to, ...step } of steps) {
          const month = spanOf({ from, to }, now)
          expect(step).toEqual({ joined: await count('joined', month), left: await count('left', month) })
        }
        const slices = await countSlices(unit, span)
        for (const by of ['sex', 'age', 'trade'] as const) {
          let all = 0
          for (const slice of slicesBy(by)) {
            const shown = slices.get(`${by}:${slice.value}`) ?? 0
            expect(await listed({ figure: 'members', slice, unit, span })).toEqual({ count: shown, fen: 0 })
            all += shown
          }
          expect(all).toBe(members)
        }
      }
    }),
    { numRuns: 2, endOnFailure: true },
  )
}, 120_000)
