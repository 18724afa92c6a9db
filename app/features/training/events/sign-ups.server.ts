import type { Prisma, TrainingEvent } from '#app/generated/prisma/client.ts'
import type { SignUpState } from '#app/generated/prisma/enums.ts'
import { findWho, type Who } from '#app/features/union/index.server.ts'
import type { Transaction } from '#app/kernel/database.server.ts'
import { done, refused, type Outcome } from '#app/kernel/outcome.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { fillPlaces, lockEvent } from './places.server.ts'
import { together } from './together.server.ts'

interface Wish {
  eventId: string
  personId: string
}

type SignedUp = Outcome<{ state: SignUpState }, 'absent' | 'cancelled' | 'begun'>

/**
 * She wants to come: she gets a place, or waits in turn where none is left. Asked again it is the same. Places are given out
 * under the event's lock, to a whole crowd in one transaction, in the order in which they pressed.
 */
export function signUp({ eventId, personId }: Wish, now = new Date()): Promise<SignedUp> {
  return together(`sign-up/${eventId}`, { personId, now }, (asks) => signAllUp(eventId, asks))
}

interface Asked {
  personId: string
  now: Date
}

async function signAllUp(eventId: string, asks: readonly Asked[]): Promise<SignedUp[]> {
  const [only] = asks
  const actor =
    asks.length === 1 && only !== undefined
      ? ({ kind: 'person', id: only.personId } as const)
      : ({ kind: 'system', name: 'events' } as const)
  const deed = { actor, action: 'event.sign-up', subject: `event:${eventId}` }
  const answered = await transact<SignedUp[], 'absent' | 'cancelled'>(deed, async (tx, refuse, note) => {
    const whos = await findWho(tx, asks)
    const event = await lockEvent(tx, eventId)
    if (event === null) throw refuse('absent')
    if (event.cancelledAt !== null) throw refuse('cancelled')
    const given = await giveOut(
      tx,
      event,
      asks.map((ask, place) => ({ ...ask, who: whos[place] ?? null })),
    )
    note({ after: given.map((answer, place) => ({ person: asks[place]?.personId ?? '', ...said(answer) })) })
    return given
  })
  return answered.ok ? answered.value : asks.map(() => answered)
}

function said(answer: SignedUp) {
  return answer.ok ? { state: answer.value.state } : { refused: answer.reason }
}

/** Places of a locked event, one after the other. */
async function giveOut(
  tx: Transaction,
  event: TrainingEvent,
  asks: readonly (Asked & { who: Who | null })[],
): Promise<SignedUp[]> {
  const rows = await tx.eventSignUp.findMany({
    where: { eventId: event.id, state: { not: 'withdrawn' } },
    select: { personId: true, memberId: true, state: true },
  })
  const has = new Map(rows.flatMap((row) => [row.personId, row.memberId].map((id) => [id, row.state])))
  let taken = rows.filter(({ state }) => state === 'signed_up').length
  const more: Prisma.EventSignUpCreateManyInput[] = []
  const answers = asks.map(({ personId, who, now }): SignedUp => {
    if (who === null) return refused('absent')
    const before = has.get(personId) ?? (who.memberId === null ? undefined : has.get(who.memberId))
    if (before !== undefined) return done({ state: before })
    if (event.startsAt <= now) return refused('begun')
    const state = taken < event.places ? 'signed_up' : 'waiting'
    if (state === 'signed_up') taken += 1
    has.set(personId, state)
    more.push({ eventId: event.id, personId, memberId: who.memberId, state, at: now })
    return done({ state })
  })
  await tx.eventSignUp.createMany({ data: more })
  return answers
}

/** She cannot come after all: the first who waits gets her place and is told. */
export function withdraw(
  { eventId, personId }: Wish,
  now = new Date(),
): Promise<Outcome<void, 'absent' | 'begun'>> {
  const actor = { kind: 'person', id: personId } as const
  return transact(
    { actor, action: 'event.withdraw', subject: `event:${eventId}` },
    async (tx, refuse, note) => {
      const event = await lockEvent(tx, eventId)
      if (event === null) throw refuse('absent')
      if (event.startsAt <= now) throw refuse('begun')
      const [who] = await findWho(tx, [{ personId }])
      const hers = [{ personId }, ...(who?.memberId ? [{ memberId: who.memberId }] : [])]
      const gone = await tx.eventSignUp.updateMany({
        where: { eventId, state: { not: 'withdrawn' }, OR: hers },
        data: { state: 'withdrawn', withdrawnAt: now },
      })
      if (gone.count === 0) throw refuse('absent')
      if (event.cancelledAt === null) await fillPlaces(tx, event, now)
      note({ after: { state: 'withdrawn' } })
    },
  )
}
