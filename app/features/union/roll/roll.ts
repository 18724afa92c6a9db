import { z } from 'zod'
import type { RollVerdict } from '#app/generated/prisma/enums.ts'

/** The largest file that is taken, in bytes. */
export const largestRoll = 30 * 1024 * 1024
/** No union's roll has more; a file with more is none. */
export const mostRows = 200_000
/** So long an import and its lines are kept: until it is applied, and after that. */
export const keptDays = 30

/** While one of these is going on the page asks how far it is. */
export const workingStatuses = ['arrived', 'reading', 'comparing', 'applying'] as const

/** In the order in which a clerk looks at them. */
export const verdictOrder = ['new', 'changed', 'doubtful', 'refused', 'same'] as const satisfies RollVerdict[]

/** How many rows are what; after applying, what became of them. */
export const RollCounts = z.object({
  new: z.int().default(0),
  changed: z.int().default(0),
  same: z.int().default(0),
  doubtful: z.int().default(0),
  refused: z.int().default(0),
  /** ISO 8601: whom the clerk was shown as alike was on the roll by then. */
  comparedAt: z.string().optional(),
  /** How many new and changed rows the roll took. */
  applied: z.object({ new: z.int(), changed: z.int() }).optional(),
})
export type RollCounts = z.infer<typeof RollCounts>

/** What needs her first, where there is any of it. */
export function firstToShow(counts: RollCounts): (typeof verdictOrder)[number] {
  return (
    (['doubtful', 'new', 'changed', 'refused', 'same'] as const).find((verdict) => counts[verdict] > 0) ??
    'new'
  )
}
