import { z } from 'zod'
import { attendances } from './events.ts'

const Key = z.uuid()
/** Milliseconds since 1970, by the clock of the door. */
const Moment = z.number().int().min(0).max(8_000_000_000_000)

/** What a door noted: a pass that was scanned, a name that was tapped, or a number that was typed. */
export const DoorEntry = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pass'), key: Key, at: Moment, code: z.string().max(200) }),
  z.object({
    kind: z.literal('tap'),
    key: Key,
    at: Moment,
    signUp: z.uuid(),
    state: z.enum(attendances).optional(),
  }),
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
const LocalDay = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((day) => !Number.isNaN(Date.parse(day)), 'common:form.invalidDate')
const LocalTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** What is said of a class, whether it is planned or changed. */
const about = {
  titleZh: Title,
  titleEn: Title.optional(),
  venue: z.string().trim().min(1).max(80),
  day: LocalDay,
  from: LocalTime,
  until: LocalTime,
  places: z.coerce.number().int().min(1).max(2000),
  lateAfter: z.coerce.number().int().min(0).max(240).default(15),
}
const Revision = z.coerce.number().int().min(0)
const endsAfter = { error: 'events:plan.endsBefore', path: ['until'] }

export const PlanEventForm = z
  .object({
    key: Key,
    organisation: z.uuid(),
    course: z.union([z.uuid(), z.literal('')]).optional(),
    ...about,
    iTeach: z.literal('on').optional(),
    /** The day that she was asked about: it lies behind her, and she enters what took place then. */
    record: LocalDay.optional(),
  })
  .refine(({ from, until }) => until > from, endsAfter)
export type PlanEventForm = z.infer<typeof PlanEventForm>

export const ChangeEventForm = z
  .object({
    ...about,
    /** Of the class as she had it before her; and, where another changed it meanwhile, the one that she saves over. */
    revision: Revision,
    over: Revision.optional(),
    /** Who taught at it as her page had it, and which of them still do. */
    shown: z.array(z.uuid()).max(50).default([]),
    lecturers: z.array(z.uuid()).max(50).default([]),
    /** Another lecturer: a phone, or a name. */
    another: z.string().trim().max(40).default(''),
  })
  .refine(({ from, until }) => until > from, endsAfter)
export type ChangeEventForm = z.infer<typeof ChangeEventForm>

/** What whoever keeps an event does on its page. */
export const KeepEventForm = z.discriminatedUnion('deed', [
  z.object({ deed: z.literal('mark'), signUp: z.uuid(), state: z.enum(attendances) }),
  z.object({
    deed: z.literal('type'),
    key: Key,
    number: z.string().trim().min(1).max(30),
    state: z.enum(attendances),
  }),
  z.object({ deed: z.literal('void'), checkIn: z.uuid(), reason: z.string().trim().min(1).max(200) }),
  z.object({ deed: z.literal('cancel'), reason: z.string().trim().min(1).max(200) }),
])

/** At the door where the page's scripts do not run: a number that was typed, or a name that was tapped. */
export const DoorForm = z.union([
  z.object({ number: z.string().trim().min(1).max(30) }),
  z.object({ signUp: z.uuid() }),
])
