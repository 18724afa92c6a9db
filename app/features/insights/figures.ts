import { Sex, Trade } from '#app/generated/prisma/enums.ts'
import type { Period } from './period.ts'

/** What is counted. Each is one relation (relations.server.ts), which both its number and its rows are read from. */
export const figures = [
  /** Who is a member when the period ends. */
  'members',
  'joined',
  'left',
  /** Classes that the organisation held. */
  'events',
  /** 人次 and 人数 at those. */
  'times',
  'persons',
  /** 人次 and 人数 of its members, whoever held the class. */
  'member-times',
  'member-persons',
  /** Issued to its members. */
  'certificates',
  /** Its members who went on air with the certificate, and how often. */
  'hosts',
  'broadcasts',
  /** Orders in the shops of members with the certificate; their sum is what is shown. */
  'takings',
] as const
export type Figure = (typeof figures)[number]

export const ageBands = ['to-35', '36-45', '46-55', 'from-56'] as const
export type AgeBand = (typeof ageBands)[number]

/** A part of the members; 'none' where the roll does not say. */
export type Slice =
  | { by: 'sex'; value: Sex | 'none' }
  | { by: 'age'; value: AgeBand | 'none' }
  | { by: 'trade'; value: Trade | 'none' }

const slices = {
  sex: [...Object.values(Sex), 'none'],
  age: [...ageBands, 'none'],
  trade: [...Object.values(Trade), 'none'],
} as const

/** Every part in its order, those that the roll does not say last. */
export function slicesBy<By extends Slice['by']>(by: By): (Slice & { by: By })[] {
  return slices[by].map((value) => ({ by, value }) as Slice & { by: By })
}

/** Whose figures, and of when. */
export interface FiguresAsked {
  /** An organisation; null for all that whoever asks keeps. */
  organisation: string | null
  period: Period
}

/** The rows of one figure. */
export interface RowsAsked extends FiguresAsked {
  figure: Figure
  /** Without what is under the organisation. */
  own: boolean
  slice: Slice | null
}

/** A figure as it is shown: how many, and in fen what they come to. */
export interface Count {
  count: number
  fen: number
}

/** Rows on a page. */
export const rowsOnPage = 30

/** The address of the figures. */
export function figuresAddress(asked: FiguresAsked): string {
  return `/union/figures?${queryOf(asked)}`
}

export function tableAddress(asked: FiguresAsked): string {
  return `/union/figures/table?${queryOf(asked)}`
}

/** The address of a figure's rows. */
export function rowsAddress({ figure, own, slice, ...asked }: RowsAsked, page = 0): string {
  const query = queryOf(asked)
  query.set('figure', figure)
  if (own) query.set('own', '1')
  if (slice !== null) query.set(slice.by, slice.value)
  if (page > 0) query.set('page', String(page))
  return `/union/figures/rows?${query}`
}

function queryOf({ organisation, period }: FiguresAsked): URLSearchParams {
  const query = new URLSearchParams()
  if (organisation !== null) query.set('organisation', organisation)
  query.set('from', period.from)
  query.set('to', period.to)
  return query
}

/** What an address asks for; the members where it names no figure. */
export function readRowsAsked(search: URLSearchParams): Pick<RowsAsked, 'figure' | 'own' | 'slice'> {
  const figure = figures.find((one) => one === search.get('figure')) ?? 'members'
  return { figure, own: search.has('own'), slice: figure === 'members' ? readSlice(search) : null }
}

function readSlice(search: URLSearchParams): Slice | null {
  for (const by of ['sex', 'age', 'trade'] as const)
    for (const slice of slicesBy(by)) if (slice.value === search.get(by)) return slice
  return null
}
