import { randomUUID } from 'node:crypto'
import { newSecret } from '#app/features/union/index.server.ts'
import { seededChance } from '#app/kernel/chance.ts'
import type { Transaction } from '#app/kernel/database.server.ts'
import { sealPersonal } from '#app/kernel/personal.server.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { demoClasses, demoComing, type DemoClass } from '#prisma/seed/events.ts'
import { federationName } from '#prisma/seed/union.ts'
import { arrivalState, occasionOf } from './events.ts'

const demo = { kind: 'system', name: 'demo' } as const
const day = 24 * 3600 * 1000

interface Member {
  id: string
  personId: string | null
}

/**
 * The federation's five classes of the past two years with who came, and one that is coming. The demo's members and courses are
 * there by then. False where the federation is not: it is tried again at the next start.
 */
export async function seedDemoEvents(now = new Date()): Promise<boolean> {
  const deed = { actor: demo, action: 'demo.seed-events', subject: 'event' }
  const done = await transact<void, 'no-federation'>(deed, async (tx, refuse) => {
    const federation = await tx.organisation.findFirst({ where: { name: federationName, demo: true } })
    if (federation === null) throw refuse('no-federation')
    const members = await tx.member.findMany({
      where: {
        demo: true,
        erasedAt: null,
        memberships: { some: { organisationId: federation.id, until: null } },
      },
      orderBy: { number: 'asc' },
      select: { id: true, personId: true },
    })
    const chance = seededChance(20_230_429)
    for (const planned of demoClasses) {
      const id = await place(tx, { planned, organisationId: federation.id, now })
      const came = members.filter(() => chance() < planned.share)
      await come(tx, { planned, id, organisationId: federation.id, came, chance, now })
    }
    await place(tx, { planned: demoComing, organisationId: federation.id, now })
  })
  return done.ok
}

/** Two in the afternoon in Qingdao, so many days from now. */
function startOf({ daysAgo }: DemoClass, now: Date): Date {
  const midnight = Math.floor((now.getTime() + 8 * 3_600_000) / day) * day - 8 * 3_600_000
  return new Date(midnight - daysAgo * day + 14 * 3_600_000)
}

async function place(
  tx: Transaction,
  { planned, organisationId, now }: { planned: DemoClass; organisationId: string; now: Date },
): Promise<string> {
  const { title, venue, places, course } = planned
  const startsAt = startOf(planned, now)
  const found = await tx.course.findUnique({ where: { slug: course }, select: { id: true } })
  const { id } = await tx.trainingEvent.create({
    data: {
      ...{
        id: randomUUID(),
        organisationId,
        courseId: found?.id ?? null,
        titleZh: title.zh,
        titleEn: title.en,
      },
      ...{
        venue,
        startsAt,
        endsAt: new Date(startsAt.getTime() + 2.5 * 3_600_000),
        places,
        lateAfterMinutes: 15,
      },
      ...{
        secretCipher: sealPersonal(newSecret()),
        plannedAt: new Date(startsAt.getTime() - 10 * day),
        demo: true,
      },
    },
    select: { id: true },
  })
  return id
}

interface Class {
  planned: DemoClass
  id: string
  organisationId: string
  came: readonly Member[]
  chance: () => number
  now: Date
}

/** Most come in the half hour before the beginning, some a little late. */
async function come(
  tx: Transaction,
  { planned, id, organisationId, came, chance, now }: Class,
): Promise<void> {
  const startsAt = startOf(planned, now)
  const times = { startsAt, endsAt: startsAt, lateAfterMinutes: 15, cancelledAt: null }
  const at = new Date(startsAt.getTime() - 5 * day)
  await tx.eventSignUp.createMany({
    data: came.map((member) => ({
      ...{ eventId: id, memberId: member.id, personId: member.personId, state: 'signed_up' as const, at },
    })),
  })
  await tx.checkIn.createMany({
    data: came.map((member) => {
      const cameAt = new Date(startsAt.getTime() + Math.round((chance() * 50 - 30) * 60_000))
      return {
        ...{ id: randomUUID(), occasion: occasionOf(id), organisationId, memberId: member.id },
        ...{ personId: member.personId, cameAt, receivedAt: cameAt, way: 'tapped' as const },
        state: arrivalState(times, cameAt),
      }
    }),
  })
}
