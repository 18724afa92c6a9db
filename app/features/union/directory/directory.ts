import type { Sex, Trade } from '#app/generated/prisma/enums.ts'

/** Which members a page of the directory is asked for. */
export interface Asked {
  /** As it was typed. */
  search: string
  /** An organisation with all under it; null for all that whoever asks keeps. */
  organisation: string | null
  trade: Trade | null
  sex: Sex | null
  /** Those who have left instead of those who are in. */
  left: boolean
}

export interface DirectoryRow {
  id: string
  number: string
  name: string
  sex: Sex | null
  /** "1974-09". */
  birthMonth: string | null
  trade: Trade | null
  phoneLast4: string | null
  organisation: string
  /** ISO 8601: since when she is there, or when she left. */
  at: string
  demo: boolean
}

/** An organisation to choose from, with how far below the top of the list it stands. */
export interface KeptOrganisation {
  id: string
  name: string
  depth: number
}

/** Members on a page. */
export const onPage = 30

/** The address of a page of the directory: what is not asked for is not in it. */
export function addressOf({ search, organisation, trade, sex, left }: Asked, page = 0): string {
  const asked = new URLSearchParams()
  if (search !== '') asked.set('search', search)
  if (organisation !== null) asked.set('organisation', organisation)
  if (trade !== null) asked.set('trade', trade)
  if (sex !== null) asked.set('sex', sex)
  if (left) asked.set('left', '1')
  if (page > 0) asked.set('page', String(page))
  const query = asked.toString()
  return query === '' ? '/union/members' : `/union/members?${query}`
}

/** The year and the month, without its zero, of "1974-09". */
export function monthNumbers(birthMonth: string): { year: string; month: string } {
  const [year = '', month = ''] = birthMonth.split('-')
  return { year, month: String(Number(month)) }
}
