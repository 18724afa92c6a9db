import type { RollStatus, RollVerdict } from '#app/generated/prisma/enums.ts'
import type { Columns } from './columns.ts'
import type { ChangeableField } from './judge.ts'
import type { RollCounts } from './roll.ts'
import type { RollFailureReason } from './roll-failure.ts'

/** One row of the list of imports. */
export interface ImportRow {
  id: string
  fileName: string
  organisation: string
  status: RollStatus
  createdAt: string
}

export interface ImportView extends ImportRow {
  rows: number
  doneRows: number
  counts: RollCounts
  failure: RollFailureReason | null
  /** Whether its lines are still kept. */
  hasLines: boolean
  /** How many doubtful lines the clerk has answered, and how many of them will be written into the roll. */
  answered: { inAll: number; toWrite: number }
}

/** The columns of a file, with what stands in them. */
export interface ColumnsView {
  headings: string[]
  columns: Columns
  /** A few values of each column; what may be a phone or an identity number shows its end alone. */
  samples: string[][]
}

/** What is shown of somebody: of phone and identity number the last four. */
export interface ShownPerson {
  name: string
  sex: 'female' | 'male' | null
  birthMonth: string | null
  phoneEnding: string | null
  identityEnding: string | null
  organisation: string | null
  memberNumber: string | null
}

export interface LineView {
  line: number
  person: ShownPerson
  reasons: string[]
  /** Before and after, where the roll can still say what was before. */
  changes: { field: ChangeableField; before: string | null; after: string | null }[]
  /** Whom a doubtful line may mean, by member. */
  alike: { memberId: string; person: ShownPerson }[]
  choice: string
  applied: boolean
}

export interface LinesView {
  verdict: RollVerdict
  page: number
  hasMore: boolean
  lines: LineView[]
}
