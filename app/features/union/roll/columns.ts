import { z } from 'zod'
import { readIdentityNumber } from '../identity-number.ts'
import { readName, readPhone } from '../members.ts'
import { readable, type Cell } from './cells.ts'
import {
  headingParts,
  headings,
  otherHeadings,
  othersHeadings,
  rollFields,
  type RollField,
} from './column-words.ts'
import { readDay } from './days.ts'
import { readSex } from './row-words.ts'

/** No roll has more columns that matter. */
export const mostColumns = 60

/** Which column (from 0) is which field. */
export type Columns = Partial<Record<RollField, number>>

const place = z
  .int()
  .min(0)
  .max(mostColumns - 1)
export const ColumnsKept = z.object(
  Object.fromEntries(rollFields.map((field) => [field, place.optional()])) as Record<
    RollField,
    z.ZodOptional<typeof place>
  >,
)

/** A heading without what people put around it: "会 员 姓 名*（必填）" is 会员姓名. */
export function plainHeading(cell: Cell | undefined): string {
  return readable(cell)
    .toLowerCase()
    .replace(/[([{【<《].*?[)\]}】>》]/g, '')
    .replace(/[\s*:：_\-./、,;'"]/g, '')
}

/** How surely a heading names a field: 0 for not at all. */
function nameStrength(heading: string, field: RollField): number {
  const order = headings[field].indexOf(heading)
  if (order >= 0) return 12 - order * 0.1
  const part = headingParts[field]
  return part !== null && part.test(heading) && !othersHeadings.test(heading) ? 6 : 0
}

/** Whether a cell can be a heading of a roll, ours or one that we do not keep. */
export function isHeading(cell: Cell | undefined): boolean {
  const heading = plainHeading(cell)
  if (heading === '' || heading.length > 16) return false
  return (
    otherHeadings.test(heading) ||
    othersHeadings.test(heading) ||
    rollFields.some((field) => nameStrength(heading, field) > 0)
  )
}

/** Which of them names who the row is about. */
export function isNameHeading(cell: Cell | undefined): boolean {
  return nameStrength(plainHeading(cell), 'name') > 0
}

const looksLike: Record<RollField, ((cell: Cell) => boolean) | null> = {
  name: (cell) => /^[\p{Script=Han}·]{2,8}$/u.test(readName(readable(cell)) ?? ''),
  phone: (cell) => readPhone(readable(cell)) !== null,
  identityNumber: (cell) => readIdentityNumber(readable(cell)) !== null,
  sex: (cell) => readSex(readable(cell)) !== null,
  birthMonth: (cell) => readDay(cell) !== null,
  trade: null,
  employment: null,
  organisation: null,
  memberNumber: null,
  joined: (cell) => readDay(cell) !== null,
}

/** By what stands in them alone, these are recognised under any heading. */
const tellingByThemselves: readonly RollField[] = ['phone', 'identityNumber', 'sex']

/** The likely columns, from their headings and from some of the rows below. */
export function guessColumns(head: readonly Cell[], sample: readonly (readonly Cell[])[]): Columns {
  const scores = rollFields.flatMap((field) =>
    head.map((heading, column) => ({
      field,
      column,
      score: scoreOf(field, plainHeading(heading), column, sample),
    })),
  )
  scores.sort((a, b) => b.score - a.score || a.column - b.column)
  const columns: Columns = {}
  const taken = new Set<number>()
  for (const { field, column, score } of scores) {
    if (score < 3.5 || columns[field] !== undefined || taken.has(column) || column >= mostColumns) continue
    columns[field] = column
    taken.add(column)
  }
  return columns.name === undefined ? { ...columns, ...nameByContent(head, sample, taken) } : columns
}

function scoreOf(
  field: RollField,
  heading: string,
  column: number,
  sample: readonly (readonly Cell[])[],
): number {
  const named = nameStrength(heading, field)
  const share = shareLike(field, column, sample)
  if (share === null) return named
  if (named > 0) return named + 4 * share - (share === 0 ? 3 : 0)
  const unnamed = heading === '' || !isHeading(heading)
  return unnamed && tellingByThemselves.includes(field) && share >= 0.6 ? 4 * share + 1 : 0
}

/** Which share of what stands in the column can be this field; null where nothing can be said. */
function shareLike(field: RollField, column: number, sample: readonly (readonly Cell[])[]): number | null {
  const like = looksLike[field]
  const filled = sample.map((cells) => cells[column] ?? null).filter((cell) => readable(cell) !== '')
  if (like === null || filled.length === 0) return null
  return filled.filter((cell) => like(cell)).length / filled.length
}

function nameByContent(
  head: readonly Cell[],
  sample: readonly (readonly Cell[])[],
  taken: ReadonlySet<number>,
): Columns {
  const shares = head.map((heading, column) => {
    const free = !taken.has(column) && !isHeading(heading) && !othersHeadings.test(plainHeading(heading))
    return { column, share: free ? (shareLike('name', column, sample) ?? 0) : 0 }
  })
  const best = shares.sort((a, b) => b.share - a.share)[0]
  return best !== undefined && best.share >= 0.8 ? { name: best.column } : {}
}
