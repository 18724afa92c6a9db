import { z } from 'zod'

/*
 * What a page tells of a lesson: which seconds were really played and where she is, or that she has read it. Told twice,
 * late or out of order it comes to the same. A report waits in the browser while there is no network.
 */

/** Longer than any video that a lesson has, in seconds. */
const longest = 24 * 3600

const Second = z.number().int().min(0).max(longest)
const Stretch = z.tuple([Second, Second]).refine(([from, to]) => to >= from)
export type Stretch = [from: number, to: number]

const common = { lesson: z.uuid(), at: z.number().int().min(0) }

/** `at` is the device's own clock in ms; the batch's `sentAt` is by the same clock, so that a wrong one does no harm. */
export const Report = z.discriminatedUnion('kind', [
  z.object({
    ...common,
    id: z.string().max(64),
    kind: z.literal('played'),
    played: z.array(Stretch).max(500),
    position: Second,
  }),
  z.object({ ...common, id: z.string().max(64), kind: z.literal('read') }),
  z.object({
    ...common,
    id: z.string().max(64),
    kind: z.literal('answered'),
    /** The quiz's form as it stood, field by field. */
    form: z.array(z.tuple([z.string().max(40), z.string().max(100)])).max(300),
  }),
])
export type Report = z.infer<typeof Report>

export const ReportBatch = z.object({ sentAt: z.number().int().min(0), reports: z.array(Report).max(100) })
export type ReportBatch = z.infer<typeof ReportBatch>

export interface ReportAnswer {
  /** The ids of the reports that need not be sent again. */
  dealtWith: string[]
  /** Of the lessons told of, those that are done now. */
  done: string[]
}
