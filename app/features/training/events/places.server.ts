import type { TrainingEvent } from '#app/generated/prisma/client.ts'
import { notify, type News } from '#app/features/identity/index.server.ts'
import type { Transaction } from '#app/kernel/database.server.ts'
import type { Actor } from '#app/kernel/transact.server.ts'

/** An event, held to the end of the transaction: places are given out one after the other. */
export async function lockEvent(tx: Transaction, eventId: string): Promise<TrainingEvent | null> {
  await tx.$queryRaw`SELECT 1 FROM training_event WHERE id = ${eventId}::uuid FOR NO KEY UPDATE`
  return tx.trainingEvent.findUnique({ where: { id: eventId } })
}

/** Gives the free places of a locked event to those who have waited longest, and tells them. */
export async function fillPlaces(
  tx: Transaction,
  event: Pick<TrainingEvent, 'id' | 'places' | 'titleZh' | 'titleEn'>,
  now: Date,
): Promise<void> {
  const moved = await tx.$queryRaw<{ personId: string | null }[]>`
    UPDATE event_sign_up SET state = 'signed_up'
    WHERE id IN (
      SELECT id FROM event_sign_up WHERE event_id = ${event.id}::uuid AND state = 'waiting' ORDER BY turn
      LIMIT greatest(0, ${event.places}::int
        - (SELECT count(*) FROM event_sign_up WHERE event_id = ${event.id}::uuid AND state = 'signed_up')))
    RETURNING person_id AS "personId"`
  for (const { personId } of moved)
    if (personId !== null)
      await notify(
        tx,
        { personId, kind: 'events:news.place', params: titlesOf(event), path: pathOf(event) },
        now,
      )
}

/** What news says of an event: its title, in both languages. */
export function titlesOf({ titleZh, titleEn }: Pick<TrainingEvent, 'titleZh' | 'titleEn'>) {
  return { title: titleZh, titleEn }
}

/** Tells everybody who has a place or waits, and these lecturers: nobody twice, and none of `except`. */
export async function tellInvolved(
  tx: Transaction,
  {
    event,
    lecturerIds,
    except,
    ...news
  }: {
    event: Pick<TrainingEvent, 'id'>
    lecturerIds: readonly string[]
    except: readonly (string | null)[]
    kind: string
    params: News['params']
  },
  now: Date,
): Promise<void> {
  const teaching = lecturerIds.filter((id) => !except.includes(id))
  for (const personId of teaching)
    await notify(tx, { personId, ...news, path: `/teach${pathOf(event)}` }, now)
  const told = new Set<string | null>([...except, ...teaching])
  const signUps = await tx.eventSignUp.findMany({
    where: { eventId: event.id, state: { not: 'withdrawn' } },
    select: { personId: true },
  })
  for (const { personId } of signUps)
    if (personId !== null && !told.has(personId))
      await notify(tx, { personId, ...news, path: pathOf(event) }, now)
}

/** Who teaches at it, in the order of their ids. */
export async function lecturersOf(tx: Transaction, eventId: string): Promise<string[]> {
  const rows = await tx.eventLecturer.findMany({ where: { eventId }, orderBy: { personId: 'asc' } })
  return rows.map(({ personId }) => personId)
}

/** The person who does something, as somebody who need not be told of it; null where it is nobody. */
export function personOf(actor: Actor): string | null {
  return actor.kind === 'person' ? actor.id : null
}

export function pathOf({ id }: Pick<TrainingEvent, 'id'>): string {
  return `/events/${id}`
}
