import type { TFunction } from 'i18next'
import { formatDay } from '#app/kernel/clock.ts'
import type { Language } from '#app/kernel/i18n/languages.ts'
import type { Counts } from './counts.server.ts'
import { figures, slicesBy, type Figure } from './figures.ts'
import type { FiguresView } from './figures-view.server.ts'
import { sayMonth, sayPeriod, saySlice } from './words.ts'

/** The columns of the table by organisation. */
export const tableFigures = [
  ...(['members', 'joined', 'left', 'times', 'certificates', 'hosts', 'takings'] as const),
] satisfies Figure[]

/** A sheet of a workbook: numbers stay numbers. */
export interface Sheet {
  name: string
  /** Above the table: whose, of when, how it is counted. */
  about: readonly string[]
  headings: readonly string[]
  rows: readonly (readonly (string | number)[])[]
}

interface Reader {
  t: TFunction<'figures'>
  language: Language
  now: Date
}

/** What the page shows, as sheets to hand upwards: by organisation, by month, and the members by what they are. */
export function sheetsOf(view: FiguresView, { t, language, now }: Reader): Sheet[] {
  const about = [
    `${view.organisation?.name ?? t('everything')} · ${sayPeriod(view.asked.period, t)}`,
    t('made', { day: formatDay(now, language, 0) }),
  ]
  return [
    {
      name: t('section.parts'),
      about: [...about, t('section.partsHint'), t('section.partsSum')],
      headings: [t('column.organisation'), ...figures.map((figure) => t(`figure.${figure}`))],
      rows: linesOf(view, t).map(({ name, counts }) => [
        name,
        ...figures.map((figure) => cellOf(figure, counts)),
      ]),
    },
    {
      name: t('section.coming'),
      about,
      headings: [t('filter.month'), t('figure.joined'), t('figure.left')],
      rows: view.steps.map(({ from, to, joined, left }) => [
        from === to ? sayMonth(from, t) : t('year', { year: from.slice(0, 4) }),
        ...[joined, left],
      ]),
    },
    {
      name: t('figure.members'),
      about,
      headings: [t('figure.members'), t('people')],
      rows: (['sex', 'age', 'trade'] as const).flatMap((by) =>
        slicesBy(by).map((slice) => [saySlice(slice, t), view.slices[`${by}:${slice.value}`] ?? 0]),
      ),
    },
    {
      name: t('section.rules'),
      about,
      headings: [t('section.rules')],
      rows: rules.map((rule) => [t(`rule.${rule}`)]),
    },
  ]
}

/** How the figures are counted, in the order in which it is told. */
export const rules = [
  ...(['members', 'joined', 'left', 'age', 'events', 'times', 'member-times'] as const),
  ...(['certificates', 'hosts', 'takings'] as const),
]

function linesOf({ parts, own, whole }: FiguresView, t: Reader['t']): { name: string; counts: Counts }[] {
  return [
    ...parts,
    ...(own === null ? [] : [{ name: t('own'), counts: own }]),
    { name: t('total'), counts: whole },
  ]
}

/** Takings in yuan. */
function cellOf(figure: Figure, counts: Counts): number {
  return figure === 'takings' ? counts.takings.fen / 100 : counts[figure].count
}
