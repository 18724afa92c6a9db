import { z } from 'zod'
import { attendances } from './events.ts'

const Key = z.uuid()
/** Milliseconds since 1970, by the clock of the door. */
const Moment = z.number().int().min(0).max(8_000_000_000_000)

/** What a door noted: a pass that was scanned, a name that was tapped, or a number that was typed. */
export const DoorEntry = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pass'), key: Key, at: Moment, code: z.string().max(200) }),
  z.object({ kind: z.literal('tap'), key: Key, at: Moment, signUp: z.uuid(), state: z.enum(attendances) }),
  z.object({
    ...{ kind: z.literal('number'), key: Key, at: Moment, number: z.string().max(30) },
    /** Said by the lecturer, as from paper; else by the clock. */
    state: z.enum(attendances).optional(),
  }),
])
export type DoorEntry = z.infer<typeof DoorEntry>

export const DoorBatch = z.object({ sentAt: Moment, entries: z.array(DoorEntry).min(1).max(500) })
export type DoorBatch = z.infer<typeof DoorBatch>

const Title = z.string().trim().min(1).max(60)

/** A moment in Qingdao as a form's two fields say it: 2026-03-08 and 14:30. */
const LocalDay = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const LocalTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

export const PlanEventForm = z
  .object({
    key: Key,
    organisation: z.uuid(),
    course: z.union([z.uuid(), z.literal('')]).optional(),
    titleZh: Title,
    titleEn: Title.optional(),
    venue: z.string().trim().min(1).max(80),
    day: LocalDay,
    from: LocalTime,
    until: LocalTime,
    places: z.coerce.number().int().min(1).max(2000),
    lateAfter: z.coerce.number().int().min(0).max(240).default(15),
    iTeach: z.literal('on').optional(),
  })
  .refine(({ from, until }) => until > from, { error: 'events:plan.endsBefore', path: ['until'] })
export type PlanEventForm = z.infer<typeof PlanEventForm>

/** What whoever keeps an event does on its page. */
export const KeepEventForm = z.discriminatedUnion('deed', [
  z.object({ deed: z.literal('mark'), signUp: z.uuid(), state: z.enum(attendances) }),
  z.object({ deed: z.literal('cancel'), reason: z.string().trim().min(1).max(200) }),
])

export const NumberForm = z.object({ number: z.string().trim().min(1).max(30) })
