import type { TrainingEvent } from '#app/generated/prisma/client.ts'
import { notify } from '#app/features/identity/index.server.ts'
import { formatDay, formatTime } from '#app/kernel/clock.ts'
import type { Transaction } from '#app/kernel/database.server.ts'
import type { Outcome } from '#app/kernel/outcome.ts'
import { transact, type Actor } from '#app/kernel/transact.server.ts'
import { findLecturer, type LecturerRefusal } from './lecturers.server.ts'
import { fillPlaces, lockEvent, tellSignedUp, titlesOf } from './places.server.ts'

type Facts = Pick<
  TrainingEvent,
  'titleZh' | 'titleEn' | 'venue' | 'startsAt' | 'endsAt' | 'places' | 'lateAfterMinutes'
>

export interface ChangedEvent extends Facts {
  eventId: string
  /** Of those who teach at it now, the ones who still do. */
  lecturerIds: readonly string[]
  /** Another one: her phone, or her name as it is known in the organisation; '' for nobody. */
  another: string
}

/**
 * Changes what was planned, until it is over. Those who signed up are told of another time, place or title; those who wait
 * move up into places that were added, and nobody who has a place loses it; whoever teaches from now on is told.
 */
export function changeEvent(
  { eventId, lecturerIds, another, ...facts }: ChangedEvent,
  { actor, now = new Date() }: { actor: Actor; now?: Date },
): Promise<Outcome<void, 'not-found' | 'over' | 'past' | LecturerRefusal>> {
  return transact(
    { actor, action: 'event.change', subject: `event:${eventId}` },
    async (tx, refuse, note) => {
      const before = await lockEvent(tx, eventId)
      if (before === null || before.cancelledAt !== null) throw refuse('not-found')
      if (before.endsAt <= now) throw refuse('over')
      // Nothing could be changed any more of a class that a slip of the finger has moved behind us.
      if (facts.endsAt <= now) throw refuse('past')
      const found = another === '' ? null : await findLecturer(tx, { typed: another, event: before })
      if (typeof found === 'string') throw refuse(found)
      const event = await tx.trainingEvent.update({ where: { id: eventId }, data: facts })
      const taught = await lecturersOf(tx, eventId)
      await changeLecturers(tx, event, { stay: lecturerIds, added: found?.id ?? null }, now)
      await fillPlaces(tx, event, now)
      await tellChanges(tx, { before, event }, now)
      // Whoever teaches sees who came: who could, stays on the record.
      note({
        before: { ...factsOf(before), lecturers: taught },
        after: { ...factsOf(event), lecturers: await lecturersOf(tx, eventId) },
      })
    },
  )
}

async function lecturersOf(tx: Transaction, eventId: string): Promise<string[]> {
  const rows = await tx.eventLecturer.findMany({ where: { eventId }, orderBy: { personId: 'asc' } })
  return rows.map(({ personId }) => personId)
}

async function changeLecturers(
  tx: Transaction,
  event: TrainingEvent,
  { stay, added }: { stay: readonly string[]; added: string | null },
  now: Date,
): Promise<void> {
  const eventId = event.id
  const kept = added === null ? [...stay] : [...stay, added]
  await tx.eventLecturer.deleteMany({ where: { eventId, personId: { notIn: kept } } })
  if (added === null) return
  const { count } = await tx.eventLecturer.createMany({
    data: [{ eventId, personId: added }],
    skipDuplicates: true,
  })
  const told = { kind: 'events:news.teaches', params: { ...titlesOf(event), ...whenOf(event, now) } }
  if (count === 1) await notify(tx, { personId: added, path: `/teach/events/${eventId}`, ...told }, now)
}

async function tellChanges(
  tx: Transaction,
  { before, event }: { before: TrainingEvent; event: TrainingEvent },
  now: Date,
): Promise<void> {
  const isMoved = +before.startsAt !== +event.startsAt || +before.endsAt !== +event.endsAt
  const isElsewhere = before.venue !== event.venue
  if (before.titleZh !== event.titleZh || before.titleEn !== event.titleEn) {
    const params = { ...titlesOf(event), old: before.titleZh, oldEn: before.titleEn }
    await tellSignedUp(tx, { event, kind: 'events:news.renamed', params }, now)
  }
  if (!isMoved && !isElsewhere) return
  const what = isMoved ? (isElsewhere ? 'movedBoth' : 'movedTime') : 'movedPlace'
  const params = { ...titlesOf(event), ...whenOf(event, now), venue: event.venue }
  await tellSignedUp(tx, { event, kind: `events:news.${what}`, params }, now)
}

/** "3月8日 14:00–16:00" for a sentence, in both languages. */
function whenOf({ startsAt, endsAt }: Facts, now: Date) {
  const hours = `${formatTime(startsAt)}–${formatTime(endsAt)}`
  return {
    when: `${formatDay(startsAt, 'zh', now)} ${hours}`,
    whenEn: `${formatDay(startsAt, 'en', now)}, ${hours}`,
  }
}

function factsOf({ titleZh, titleEn, venue, startsAt, endsAt, places, lateAfterMinutes }: Facts) {
  const times = { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() }
  return { titleZh, titleEn, venue, ...times, places, lateAfterMinutes }
}
