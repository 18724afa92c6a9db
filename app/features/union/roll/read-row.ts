import type { Employment, Sex, Trade } from '#app/generated/prisma/enums.ts'
import { readIdentityNumber, saidBy } from '../identity-number.ts'
import { readMemberNumber } from '../member-number.ts'
import { readBirthMonth, readName, readPhone } from '../members.ts'
import { readable, unshortened, type Cell } from './cells.ts'
import type { Columns } from './columns.ts'
import { dayText, monthText, readDay } from './days.ts'
import { readEmployment, readSex, readTrade } from './row-words.ts'

/** Somebody as a row says; what it does not say is null. */
export interface RollRow {
  name: string
  /** Eleven digits. */
  phone: string | null
  identityNumber: string | null
  sex: Sex | null
  /** "1974-09". */
  birthMonth: string | null
  trade: Trade | null
  employment: Employment | null
  /** As it is written: a name or an invitation code. */
  organisation: string | null
  memberNumber: string | null
  /** "2024-03-05". */
  joined: string | null
}

/** Why a row cannot be taken by itself, as keys of texts. */
export const rowRefusals = [
  'no-name',
  'name',
  'phone',
  'phone-cut',
  'identity',
  'identity-cut',
  'sex',
  'sex-contradicts',
  'birth',
  'birth-unclear',
  'birth-contradicts',
  'joined',
] as const
export type RowRefusal = (typeof rowRefusals)[number]

/** What the row says of her, or all that is wrong with it. */
export function readRow(
  cells: readonly Cell[],
  { columns, now }: { columns: Columns; now: Date },
): { ok: true; row: RollRow } | { ok: false; reasons: RowRefusal[] } {
  const reasons: RowRefusal[] = []
  const take = <Value>(read: Value | { refused: RowRefusal }): Value | null => {
    if (!isRefused(read)) return read
    reasons.push(read.refused)
    return null
  }
  const cell = (column: number | undefined) => (column === undefined ? null : (cells[column] ?? null))
  const text = (column: number | undefined) => readable(cell(column))
  const name = take(nameOf(text(columns.name)))
  const phone = take(phoneOf(text(columns.phone)))
  const identityNumber = take(identityOf(cell(columns.identityNumber)))
  const said = identityNumber === null ? null : saidBy(identityNumber)
  const sex = take(sexOf(text(columns.sex), said?.sex ?? null))
  const birthMonth = take(birthOf(cell(columns.birthMonth), said?.birthMonth ?? null, now))
  const joined = take(joinedOf(cell(columns.joined), now))
  if (name === null || reasons.length > 0) return { ok: false, reasons }
  const row = {
    ...{ name, phone, identityNumber, sex, birthMonth, joined },
    trade: readTrade(text(columns.trade)),
    employment: readEmployment(text(columns.employment)),
    organisation: text(columns.organisation) || null,
    memberNumber: readMemberNumber(text(columns.memberNumber)),
  }
  return { ok: true, row }
}

type Refused = { refused: RowRefusal }

function isRefused(read: unknown): read is Refused {
  return typeof read === 'object' && read !== null && 'refused' in read
}

function nameOf(text: string): string | Refused {
  if (text === '') return { refused: 'no-name' }
  return readName(text) ?? { refused: 'name' }
}

function phoneOf(text: string): string | null | Refused {
  if (text === '') return null
  const whole = unshortened(text)
  if (whole === null) return { refused: 'phone-cut' }
  // A number with a formula behind it may have a fraction of nought.
  return readPhone((whole ?? text).replace(/\.0+$/, '')) ?? { refused: 'phone' }
}

/** A number of spreadsheets keeps fifteen digits: what was typed as a number has lost its end, and looks whole. */
function identityOf(cell: Cell): string | null | Refused {
  const text = readable(cell)
  if (text === '') return null
  const isCut = unshortened(text) !== undefined || (typeof cell === 'number' && text.length > 15)
  if (isCut) return { refused: 'identity-cut' }
  const number = readIdentityNumber(text)
  if (number !== null) return number
  return { refused: /^[1-9]\d{14}000$/.test(text) ? 'identity-cut' : 'identity' }
}

function sexOf(text: string, said: RollRow['sex']): RollRow['sex'] | Refused {
  if (text === '') return said
  const sex = readSex(text)
  if (sex === null) return { refused: 'sex' }
  return said !== null && said !== sex ? { refused: 'sex-contradicts' } : sex
}

function birthOf(cell: Cell, said: string | null, now: Date): string | null | Refused {
  if (readable(cell) === '')
    return said !== null && readBirthMonth(said, now) === null ? { refused: 'birth' } : said
  const day = readDay(cell)
  if (day === null) return { refused: 'birth' }
  if (day === 'unclear') return unclearBirth(readable(cell), said)
  const month = readBirthMonth(monthText(day), now)
  if (month === null) return { refused: 'birth' }
  return said !== null && said !== month ? { refused: 'birth-contradicts' } : month
}

/** 1974.1 is January or October: the identity number knows, where there is one. */
function unclearBirth(text: string, said: string | null): string | Refused {
  if (said === null) return { refused: 'birth-unclear' }
  const year = text.slice(0, 4)
  return said === `${year}-01` || said === `${year}-10` ? said : { refused: 'birth-contradicts' }
}

function joinedOf(cell: Cell, now: Date): string | null | Refused {
  if (readable(cell) === '') return null
  const day = readDay(cell)
  // October with a day less is October: nothing is decided by when she joined.
  const said = day === 'unclear' ? readDay(`${readable(cell)}0`) : day
  if (said === null || said === 'unclear') return { refused: 'joined' }
  const text = dayText(said)
  return said.year >= 1921 && text <= now.toISOString().slice(0, 10) ? text : { refused: 'joined' }
}
