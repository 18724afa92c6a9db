import { z } from 'zod'
import { rollFields, type RollField } from './column-words.ts'
import { ColumnsKept, mostColumns, type Columns } from './columns.ts'

/** A column's number as a form sends it, or nothing. */
const chosenColumn = z
  .string()
  .optional()
  .transform((text) => (text === undefined || text === '' ? undefined : Number(text)))
  .pipe(
    z
      .int()
      .min(0)
      .max(mostColumns - 1)
      .optional(),
  )

const ChosenColumns = z
  .object(
    Object.fromEntries(rollFields.map((field) => [field, chosenColumn])) as Record<
      RollField,
      typeof chosenColumn
    >,
  )
  .transform((columns): Columns => ColumnsKept.parse(columns))

const line = z.string().regex(/^\d{1,7}$/)
const choice = z.union([z.enum(['wait', 'other', 'same']), z.uuid()])

/** What is done with an import: one form each. */
export const ImportDeed = z
  .discriminatedUnion('deed', [
    z.object({ deed: z.literal('compare'), columns: ChosenColumns }),
    z.object({ deed: z.literal('decide'), choices: z.record(line, choice).default({}) }),
    z.object({ deed: z.literal('columns') }),
    z.object({ deed: z.literal('apply') }),
    z.object({ deed: z.literal('discard') }),
  ])
  .superRefine((form, context) => {
    if (form.deed !== 'compare') return
    const wrong = (message: string) =>
      context.addIssue({ code: 'custom', path: ['columns', 'name'], message })
    const chosen = Object.values(form.columns).filter((column) => column !== undefined)
    if (form.columns.name === undefined) wrong('roll:columns.nameMissing')
    else if (new Set(chosen).size < chosen.length) wrong('roll:columns.twice')
  })
export type ImportDeed = z.infer<typeof ImportDeed>

/** What is refused of it, as text keys. */
export const importRefusals = { moved: 'roll:refusals.moved' } as const
