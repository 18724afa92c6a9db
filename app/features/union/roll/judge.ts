import type { Employment, Sex, Trade } from '#app/generated/prisma/enums.ts'
import { isKept } from '../scope.ts'
import type { RollRow } from './read-row.ts'

/** Somebody on the roll whom a row may mean. Phone and identity number are known by their hashes alone. */
export interface Candidate {
  id: string
  number: string
  name: string
  phoneHash: string | null
  identityHash: string | null
  sex: Sex | null
  /** "1974-09". */
  birthMonth: string | null
  trade: Trade | null
  employment: Employment
  /** Where she is a member, or was one last; null where she never was. */
  organisationId: string | null
  path: string | null
  isCurrent: boolean
  /** Milliseconds: since when she is on the roll. */
  since: number
}

/** A row with what is looked up by: hashes, and the organisation that it leads to. */
export interface AskedRow extends RollRow {
  line: number
  phoneHash: string | null
  identityHash: string | null
  organisationId: string
  /** Whether the row itself names the organisation, or it is only the one that the import is for. */
  namesOrganisation: boolean
  /** Whether that organisation takes members. */
  canJoin: boolean
}

/** What an import can change of somebody. */
export const changeableFields = [
  'name',
  'phone',
  'identityNumber',
  'sex',
  'birthMonth',
  'trade',
  'employment',
] as const
export type ChangeableField = (typeof changeableFields)[number]

export type Verdict =
  | { verdict: 'new' }
  | { verdict: 'same'; memberId: string }
  | { verdict: 'changed'; memberId: string; reasons: (ChangeableField | 'rejoins')[] }
  | { verdict: 'doubtful'; memberId: string; reasons: [DoubtReason] }
  | { verdict: 'refused'; reasons: [MatchRefusal] }

/** Why it may be somebody who is on the roll. */
export const doubtReasons = [
  'same-phone',
  'same-birth',
  'same-name',
  'identity-differs',
  'number-differs',
] as const
export type DoubtReason = (typeof doubtReasons)[number]
export const matchRefusals = ['elsewhere', 'other-organisation', 'matches-two', 'takes-no-members'] as const
export type MatchRefusal = (typeof matchRefusals)[number]

export interface Judging {
  /** The organisations that the importer keeps. */
  paths: 'all' | readonly string[]
  /** The path of the organisation that the roll is imported for. */
  top: string
  /**
   * What the clerk decided of this row: she is this member, or none of those that she looks like and that were on the roll
   * by then (in milliseconds).
   */
  decided?: { memberId: string } | { nobodyBy: number }
  /** Members that no row is doubtful for: those whom the same import has just written. */
  touched?: ReadonlySet<string>
}

/** Who a row is, among those on the roll that it may mean, and what is to be done about her. */
export function judge(row: AskedRow, candidates: readonly Candidate[], judging: Judging): Verdict {
  const found = identify(row, candidates, judging)
  const joins = found.verdict === 'new' || (found.verdict === 'changed' && found.reasons.includes('rejoins'))
  return joins && !row.canJoin ? { verdict: 'refused', reasons: ['takes-no-members'] } : found
}

function identify(row: AskedRow, candidates: readonly Candidate[], judging: Judging): Verdict {
  const { decided } = judging
  const within = candidates.filter((one) => isWithin(one, judging))
  const exact = candidates.filter((one) => isSamePerson(row, one))
  if (decided !== undefined && 'memberId' in decided) {
    const chosen = within.find(({ id }) => id === decided.memberId)
    if (chosen === undefined) return { verdict: 'refused', reasons: ['elsewhere'] }
    const isTorn = exact.some((one) => one !== chosen)
    return isTorn ? { verdict: 'refused', reasons: ['matches-two'] } : compare(row, chosen, judging)
  }
  const byIdentity = exact.find((one) => sameIdentity(row, one))
  if (byIdentity !== undefined) {
    const isTorn = exact.some((one) => one !== byIdentity && sameName(row, one) && samePhone(row, one))
    return isTorn ? { verdict: 'refused', reasons: ['matches-two'] } : compare(row, byIdentity, judging)
  }
  // Two of one number can only be by phone and name, and by card number and name.
  const [one, another] = exact
  if (one !== undefined && another !== undefined) return { verdict: 'refused', reasons: ['matches-two'] }
  if (one !== undefined) return compareUnlessTorn(row, one, judging)
  const { nobodyBy = -1 } = decided ?? {}
  return (
    doubtOf(
      row,
      within.filter(({ since }) => since > nobodyBy),
    ) ?? { verdict: 'new' }
  )
}

/** Whom a row may mean, though nothing is sure, for the clerk to choose from. */
export function alike(row: AskedRow, candidates: readonly Candidate[], judging: Judging): Candidate[] {
  return candidates.filter((one) => isWithin(one, judging) && doubtAbout(row, one) !== null)
}

function isWithin({ path }: Candidate, { paths }: Judging): boolean {
  return path === null ? paths === 'all' : isKept(paths, path)
}

const sameName = (row: AskedRow, one: Candidate) => row.name === one.name
const samePhone = (row: AskedRow, one: Candidate) => row.phoneHash !== null && row.phoneHash === one.phoneHash
const sameIdentity = (row: AskedRow, one: Candidate) =>
  row.identityHash !== null && row.identityHash === one.identityHash
const identitiesDiffer = (row: AskedRow, one: Candidate) =>
  row.identityHash !== null && one.identityHash !== null && row.identityHash !== one.identityHash

function isSamePerson(row: AskedRow, one: Candidate): boolean {
  if (sameIdentity(row, one)) return true
  return sameName(row, one) && (samePhone(row, one) || row.memberNumber === one.number)
}

/** One phone, one name, two identity numbers: one of them is mistyped, or they are two. */
function compareUnlessTorn(row: AskedRow, one: Candidate, judging: Judging): Verdict {
  if (!identitiesDiffer(row, one)) return compare(row, one, judging)
  if (!isWithin(one, judging)) return { verdict: 'refused', reasons: ['elsewhere'] }
  if (judging.decided !== undefined) return { verdict: 'new' }
  return { verdict: 'doubtful', memberId: one.id, reasons: ['identity-differs'] }
}

/** What becomes of somebody whom the row is known to mean. */
function compare(row: AskedRow, one: Candidate, judging: Judging): Verdict {
  if (!isWithin(one, judging)) return { verdict: 'refused', reasons: ['elsewhere'] }
  const fields = changedFields(row, one)
  if (!one.isCurrent) return { verdict: 'changed', memberId: one.id, reasons: ['rejoins', ...fields] }
  const stays = row.namesOrganisation
    ? row.organisationId === one.organisationId
    : isKept([judging.top], one.path ?? '')
  if (!stays) return { verdict: 'refused', reasons: ['other-organisation'] }
  if (fields.length === 0) return { verdict: 'same', memberId: one.id }
  return { verdict: 'changed', memberId: one.id, reasons: fields }
}

/** What the row says otherwise, or says where nothing was known. A blank cell changes nothing. */
export function changedFields(row: AskedRow, one: Candidate): ChangeableField[] {
  const differs: Record<ChangeableField, boolean> = {
    name: row.name !== one.name,
    phone: row.phoneHash !== null && row.phoneHash !== one.phoneHash,
    identityNumber: row.identityHash !== null && row.identityHash !== one.identityHash,
    sex: row.sex !== null && row.sex !== one.sex,
    birthMonth: row.birthMonth !== null && row.birthMonth !== one.birthMonth,
    trade: row.trade !== null && row.trade !== one.trade,
    employment: row.employment !== null && row.employment !== one.employment,
  }
  return changeableFields.filter((field) => differs[field])
}

function doubtOf(row: AskedRow, within: readonly Candidate[]): Verdict | null {
  for (const reason of doubtReasons) {
    const one = within.find((candidate) => doubtAbout(row, candidate) === reason)
    if (one !== undefined) return { verdict: 'doubtful', memberId: one.id, reasons: [reason] }
  }
  return null
}

function doubtAbout(row: AskedRow, one: Candidate): DoubtReason | null {
  if (isSamePerson(row, one)) return identitiesDiffer(row, one) ? 'identity-differs' : null
  // Two identity numbers are two people, whatever else they share.
  if (identitiesDiffer(row, one)) return null
  if (samePhone(row, one)) return 'same-phone'
  if (row.memberNumber === one.number) return 'number-differs'
  if (!sameName(row, one)) return null
  const bothKnown = row.birthMonth !== null && one.birthMonth !== null
  if (bothKnown) return row.birthMonth === one.birthMonth ? 'same-birth' : null
  const phonesDiffer = row.phoneHash !== null && one.phoneHash !== null
  return !phonesDiffer && row.organisationId === one.organisationId ? 'same-name' : null
}
