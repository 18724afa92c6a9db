import type { TrainingEvent } from '#app/generated/prisma/client.ts'
import { notify, type News } from '#app/features/identity/index.server.ts'
import type { Transaction } from '#app/kernel/database.server.ts'

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

/** Tells everybody who has a place or waits. */
export async function tellSignedUp(
  tx: Transaction,
  { event, kind, params }: { event: Pick<TrainingEvent, 'id'>; kind: string; params: News['params'] },
  now: Date,
): Promise<void> {
  const signUps = await tx.eventSignUp.findMany({
    where: { eventId: event.id, state: { not: 'withdrawn' } },
    select: { personId: true },
  })
  for (const { personId } of signUps)
    if (personId !== null) await notify(tx, { personId, kind, params, path: pathOf(event) }, now)
}

function pathOf({ id }: Pick<TrainingEvent, 'id'>): string {
  return `/events/${id}`
}
