import { Prisma } from '#app/generated/prisma/client.ts'
import { countCame, newSecret, within } from '#app/features/union/index.server.ts'
import type { Transaction } from '#app/kernel/database.server.ts'
import type { Outcome } from '#app/kernel/outcome.ts'
import { sealPersonal } from '#app/kernel/personal.server.ts'
import { transact, type Actor } from '#app/kernel/transact.server.ts'
import { occasionOf, planAt, queueLife } from './events.ts'
import { lecturersOf, lockEvent, personOf, tellInvolved, titlesOf } from './places.server.ts'

interface Planner {
  actor: Actor
  /** The organisations for which whoever plans may do so. */
  keeps: 'all' | readonly string[]
  now?: Date
}

export interface PlannedEvent {
  organisationId: string
  courseId: string | null
  titleZh: string
  titleEn: string
  venue: string
  startsAt: Date
  endsAt: Date
  places: number
  lateAfterMinutes: number
  lecturerIds: readonly string[]
  /** Whoever plans it knows that it is over: she enters from paper what took place. */
  isRecord?: boolean
}

type PlanRefusal = 'not-found' | 'unknown-course' | 'unknown-lecturer' | 'is-over' | 'long-over'

/**
 * Plans an event. `key` becomes its id: the same form sent again is the same event. One that is over is taken in only as a
 * record, and within half a year.
 */
export function planEvent(
  { key, lecturerIds, isRecord = false, ...planned }: PlannedEvent & { key: string },
  { actor, keeps, now = new Date() }: Planner,
): Promise<Outcome<{ id: string }, PlanRefusal>> {
  return transact({ actor, action: 'event.plan', subject: `event:${key}` }, async (tx, refuse, note) => {
    const { organisationId, courseId } = planned
    const when = planAt(planned.endsAt, now)
    if (when === 'long-over' || (when === 'is-over' && !isRecord)) throw refuse(when)
    if (!(await isOpenAndKept(tx, { organisationId, keeps }))) throw refuse('not-found')
    if (courseId !== null && (await tx.course.count({ where: { id: courseId } })) === 0)
      throw refuse('unknown-course')
    if (!(await areThere(tx, lecturerIds))) throw refuse('unknown-lecturer')
    const secretCipher = sealPersonal(newSecret())
    const { count } = await tx.trainingEvent.createMany({
      data: [{ id: key, ...planned, secretCipher, plannedAt: now }],
      skipDuplicates: true,
    })
    if (count === 1)
      await tx.eventLecturer.createMany({
        data: [...new Set(lecturerIds)].map((personId) => ({ eventId: key, personId })),
      })
    note({ after: { organisationId, title: planned.titleZh, startsAt: planned.startsAt.toISOString() } })
    return { id: key }
  })
}

async function isOpenAndKept(
  tx: Transaction,
  { organisationId, keeps }: { organisationId: string; keeps: Planner['keeps'] },
): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM organisation o WHERE o.id = ${organisationId}::uuid AND o.closed_at IS NULL
      AND ${within(keeps, Prisma.sql`o.path`)} FOR SHARE`
  return rows.length > 0
}

async function areThere(tx: Transaction, personIds: readonly string[]): Promise<boolean> {
  const ids = [...new Set(personIds)]
  return (await tx.person.count({ where: { id: { in: ids } } })) === ids.length
}

/**
 * Calls an event off, once, and tells everybody who meant to come or to teach. One that is over, as long as the log has nobody
 * who came to it: it was not held, or entered by a slip, and counts for nothing then. Doors without network may still hand in
 * who came, for a day: 'doors-may-tell'.
 */
export function cancelEvent(
  { eventId, reason }: { eventId: string; reason: string },
  { actor, now = new Date() }: { actor: Actor; now?: Date },
): Promise<Outcome<void, 'not-found' | 'over' | 'doors-may-tell'>> {
  const deed = { actor, action: 'event.cancel', subject: `event:${eventId}`, why: reason }
  return transact(deed, async (tx, refuse) => {
    const event = await lockEvent(tx, eventId)
    if (event === null || event.cancelledAt !== null) throw refuse('not-found')
    const isOver = event.endsAt <= now
    if (isOver && (await countCame(tx, occasionOf(eventId))) > 0) throw refuse('over')
    const isRecord = event.plannedAt > event.endsAt
    if (isOver && !isRecord && now.getTime() - event.endsAt.getTime() < queueLife)
      throw refuse('doors-may-tell')
    await tx.trainingEvent.update({
      where: { id: eventId },
      data: { cancelledAt: now, cancelledReason: reason },
    })
    if (isOver) return
    const told = { kind: 'events:news.cancelled', params: { ...titlesOf(event), reason } }
    const lecturerIds = await lecturersOf(tx, eventId)
    await tellInvolved(tx, { event, lecturerIds, except: [personOf(actor)], ...told }, now)
  })
}
