import type { TrainingEvent } from '#app/generated/prisma/client.ts'
import { countCame, keyOf, logArrivals, type Arrival, type Logged } from '#app/features/union/index.server.ts'
import type { Transaction } from '#app/kernel/database.server.ts'
import { lateFrom, occasionOf } from './events.ts'

/** Somebody at the event's door. */
export interface AtDoor extends Arrival {
  /** The lecturer decides that she is let in, whether or not a place is left. */
  always: boolean
}

const noPlace = { result: 'no-place' } as const

/** What came of it: as the log says, or no place is left for whoever has none. */
export type LetIn = Logged | { result: 'no-place' }

/**
 * Lets people in and logs them. Whoever has no place gets one that is free: one that nobody signed up for, and once it is
 * late, one for which nobody has come.
 */
export async function letIn(
  tx: Transaction,
  event: TrainingEvent,
  { people, byId, now }: { people: readonly AtDoor[]; byId: string | null; now: Date },
): Promise<Map<string, LetIn>> {
  const refused = await seat(tx, event, { people, now })
  const arrivals = people.filter(({ key }) => !refused.has(key))
  const { id, organisationId } = event
  const logged = await logArrivals(tx, { occasion: occasionOf(id), organisationId, byId, now }, arrivals)
  return new Map<string, LetIn>([...logged, ...[...refused].map((key) => [key, noPlace] as const)])
}

/** Gives places to those who have none; answers the keys of those for whom there is none. */
async function seat(
  tx: Transaction,
  event: TrainingEvent,
  { people, now }: { people: readonly AtDoor[]; now: Date },
): Promise<Set<string>> {
  const comers = people.filter(({ state }) => state === 'present' || state === 'late')
  if ((await withoutPlace(tx, event.id, comers)).length === 0) return new Set()
  // Places are given out one after the other; who has one is asked anew under the lock.
  await tx.$queryRaw`SELECT 1 FROM training_event WHERE id = ${event.id}::uuid FOR NO KEY UPDATE`
  const waiting = await withoutPlace(tx, event.id, comers)
  let free = await countFree(tx, event, now)
  const seated: AtDoor[] = []
  const refused = new Set<string>()
  const seen = new Map<string, boolean>()
  for (const person of waiting) {
    const whose = keyOf(person)
    const earlier = seen.get(whose)
    const fits = person.always || earlier === true || free > 0
    if (!fits) refused.add(person.key)
    else if (earlier !== true) {
      seated.push(person)
      free -= 1
    }
    seen.set(whose, fits)
  }
  await giveSeats(tx, event.id, { seated, now })
  return refused
}

async function withoutPlace(tx: Transaction, eventId: string, comers: readonly AtDoor[]): Promise<AtDoor[]> {
  const seated = await tx.eventSignUp.findMany({
    where: { eventId, state: 'signed_up', OR: whose(comers) },
    select: { personId: true, memberId: true },
  })
  const has = new Set(seated.flatMap(({ personId, memberId }) => [personId, memberId]))
  return comers.filter(
    ({ personId, memberId }) =>
      !(personId !== null && has.has(personId)) && !(memberId !== null && has.has(memberId)),
  )
}

async function countFree(tx: Transaction, event: TrainingEvent, now: Date): Promise<number> {
  const taken =
    now.getTime() > lateFrom(event)
      ? await countCame(tx, occasionOf(event.id))
      : await tx.eventSignUp.count({ where: { eventId: event.id, state: 'signed_up' } })
  return event.places - taken
}

async function giveSeats(
  tx: Transaction,
  eventId: string,
  { seated, now }: { seated: readonly AtDoor[]; now: Date },
): Promise<void> {
  if (seated.length === 0) return
  await tx.eventSignUp.updateMany({
    where: { eventId, state: 'waiting', OR: whose(seated) },
    data: { state: 'signed_up' },
  })
  await tx.eventSignUp.createMany({
    data: seated.map(({ personId, memberId }) => ({
      ...{ eventId, personId, memberId, state: 'signed_up' as const, walkIn: true, at: now },
    })),
    skipDuplicates: true,
  })
}

function whose(people: readonly AtDoor[]) {
  return [
    { personId: { in: people.flatMap(({ personId }) => personId ?? []) } },
    { memberId: { in: people.flatMap(({ memberId }) => memberId ?? []) } },
  ]
}
