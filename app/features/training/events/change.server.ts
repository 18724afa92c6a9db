import type { TrainingEvent } from '#app/generated/prisma/client.ts'
import { PhoneNumber } from '#app/features/identity/index.forms.ts'
import type { Transaction } from '#app/kernel/database.server.ts'
import { refused, type Outcome } from '#app/kernel/outcome.ts'
import { transact, type Actor } from '#app/kernel/transact.server.ts'
import { planAt } from './events.ts'
import { countTry, takeBackTry } from './lecturer-tries.server.ts'
import { findLecturer, type LecturerRefusal } from './lecturers.server.ts'
import { fillPlaces, lecturersOf, lockEvent, personOf } from './places.server.ts'
import { tellChanges } from './tell-changes.server.ts'

type Facts = Pick<
  TrainingEvent,
  'titleZh' | 'titleEn' | 'venue' | 'startsAt' | 'endsAt' | 'places' | 'lateAfterMinutes'
>

export interface ChangedEvent extends Facts {
  eventId: string
  /** Of the event as whoever changes it had it before her. */
  revision: number
  /** Of those who teach at it, the ones who no longer do. */
  dropped: readonly string[]
  /** Another one: her phone, or her name as it is known in the organisation; '' for nobody. */
  another: string
}

/** 'changed-meanwhile': it is not any more what she had before her. 'past': it would be over at once. */
export type ChangeRefusal =
  'not-found' | 'over' | 'past' | 'changed-meanwhile' | 'too-many-tries' | LecturerRefusal

interface By {
  actor: Actor
  now?: Date
}

/**
 * Changes what was planned, until it is over. Those who signed up are told of another time, place or title, and so are those
 * who teach, but for whoever changes it; those who wait move up into places that were added, and nobody who has a place loses
 * it. The same change sent again changes nothing and is no conflict.
 */
export async function changeEvent(
  change: ChangedEvent,
  { actor, now = new Date() }: By,
): Promise<Outcome<void, ChangeRefusal>> {
  const byId = personOf(actor)
  const tries = byId !== null && PhoneNumber.safeParse(change.another).success
  if (tries && !(await countTry(byId))) return refused('too-many-tries')
  const changed = await work(change, { actor, now })
  if (tries && changed.ok) await takeBackTry(byId)
  return changed
}

function work(
  { eventId, revision, dropped, another, ...facts }: ChangedEvent,
  { actor, now }: Required<By>,
): Promise<Outcome<void, ChangeRefusal>> {
  return transact(
    { actor, action: 'event.change', subject: `event:${eventId}` },
    async (tx, refuse, note) => {
      const before = await lockEvent(tx, eventId)
      if (before === null || before.cancelledAt !== null) throw refuse('not-found')
      if (before.endsAt <= now) throw refuse('over')
      // People meant to come to it: one that took place already is entered as a class of its own.
      if (planAt(facts.endsAt, now) !== 'coming') throw refuse('past')
      const found = another === '' ? null : await findLecturer(tx, { typed: another, event: before })
      if (typeof found === 'string') throw refuse(found)
      const taught = await lecturersOf(tx, eventId)
      const teach = [
        ...new Set([...taught.filter((id) => !dropped.includes(id)), ...(found ? [found.id] : [])]),
      ]
      if (isSame(factsOf(before), factsOf(facts)) && isSame(taught, teach.toSorted())) return
      if (before.revision !== revision) throw refuse('changed-meanwhile')
      const event = await tx.trainingEvent.update({
        where: { id: eventId },
        data: { ...facts, revision: { increment: 1 } },
      })
      await setLecturers(tx, { eventId, teach })
      await fillPlaces(tx, event, now)
      await tellChanges(tx, { before, event, taught, teach, byId: personOf(actor) }, now)
      // Whoever teaches sees who came: who could, stays on the record.
      note({
        before: { ...factsOf(before), lecturers: taught },
        after: { ...factsOf(event), lecturers: teach },
      })
    },
  )
}

async function setLecturers(
  tx: Transaction,
  { eventId, teach }: { eventId: string; teach: readonly string[] },
): Promise<void> {
  await tx.eventLecturer.deleteMany({ where: { eventId, personId: { notIn: [...teach] } } })
  await tx.eventLecturer.createMany({
    data: teach.map((personId) => ({ eventId, personId })),
    skipDuplicates: true,
  })
}

function isSame(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function factsOf({ titleZh, titleEn, venue, startsAt, endsAt, places, lateAfterMinutes }: Facts) {
  const times = { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() }
  return { titleZh, titleEn, venue, ...times, places, lateAfterMinutes }
}
