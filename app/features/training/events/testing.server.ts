import { randomUUID } from 'node:crypto'
import { createPerson } from '#app/features/identity/index.server.ts'
import { database } from '#app/kernel/database.server.ts'
import type { Actor } from '#app/kernel/transact.server.ts'
import { checkIn, type DoorAnswer } from './check-in.server.ts'
import type { DoorEntry } from './event-forms.ts'
import { planEvent, type PlannedEvent } from './plan.server.ts'

const system = { kind: 'system', name: 'test' } as const

/** A class from two to four in the afternoon, by UTC. */
export const startsAt = new Date('2026-03-08T14:00:00Z')
export const endsAt = new Date('2026-03-08T16:00:00Z')

/** The moment so many minutes after its beginning. */
export function minute(minutes: number): Date {
  return new Date(startsAt.getTime() + minutes * 60_000)
}

export async function makeLecturer(): Promise<Actor & { kind: 'person'; id: string }> {
  const [id = ''] = await makePeople(1)
  return { kind: 'person', id }
}

export async function makePeople(count: number): Promise<string[]> {
  if (count === 1) {
    const made = await createPerson({ name: '王大姐' }, { actor: system })
    if (!made.ok) throw new Error(made.reason)
    return [made.value.id]
  }
  const rows = await database().person.createManyAndReturn({
    data: Array.from({ length: count }, (_, place) => ({ name: `渔家女${place}` })),
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}

export async function makeEvent(
  organisationId: string,
  { key = randomUUID(), ...more }: Partial<PlannedEvent & { key: string }> = {},
): Promise<string> {
  const planned = await planEvent(
    {
      ...{ key, organisationId, courseId: null, titleZh: '直播带货实操', titleEn: 'Selling live' },
      ...{ venue: '红岛街道文化中心二楼', startsAt, endsAt, places: 60, lateAfterMinutes: 15 },
      lecturerIds: [],
      ...more,
    },
    { actor: system, keeps: 'all', now: new Date('2026-03-01T00:00:00Z') },
  )
  if (!planned.ok) throw new Error(planned.reason)
  return planned.value.id
}

/** An entry as a door notes it, still without its moment and key. */
type Noted = DoorEntry extends infer Entry
  ? Omit<Entry & DoorEntry, 'at' | 'key'> & Partial<DoorEntry>
  : never

/** Checks one entry in at this moment, by a door whose clock is right; answers what became of it. */
export async function atDoor(
  eventId: string,
  entry: Noted,
  { actor, now }: { actor: Actor & { kind: 'person' }; now: Date },
): Promise<DoorAnswer> {
  const whole = { key: randomUUID(), at: now.getTime(), ...entry } as DoorEntry
  const answered = await checkIn({ eventId, sentAt: now.getTime(), entries: [whole] }, { actor, now })
  if (!answered.ok) throw new Error(answered.reason)
  const [answer] = answered.value
  if (answer === undefined) throw new Error('the door answered nothing')
  return answer
}
