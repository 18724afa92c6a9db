import type { TrainingEvent } from '#app/generated/prisma/client.ts'
import type { Attendance } from '#app/generated/prisma/enums.ts'
import { findWho, type Who } from '#app/features/union/index.server.ts'
import type { Transaction } from '#app/kernel/database.server.ts'
import { done, refused, type Outcome } from '#app/kernel/outcome.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { arrivalState, doorAt, type DoorRefusal } from './events.ts'
import { letIn, type AtDoor } from './let-in.server.ts'
import { together } from './together.server.ts'

export type SelfRefusal = 'absent' | DoorRefusal | 'no-place' | 'spent'
type Checked = Outcome<{ result: 'in' | 'already'; state: Attendance }, SelfRefusal>

interface Asked {
  personId: string
  /** Made by her page: sent again it is the same check-in. */
  key: string
  scannedAt: Date
  now: Date
}

/**
 * She has scanned the code on the screen herself, at `scannedAt`; signing in took as long as it took. A whole class that does
 * so at once is one transaction.
 */
export function checkInMyself(
  { eventId, ...asked }: Omit<Asked, 'now'> & { eventId: string },
  now = new Date(),
): Promise<Checked> {
  return together(`check-in/${eventId}`, { ...asked, now }, (asks) => checkAllIn(eventId, asks))
}

async function checkAllIn(eventId: string, asks: readonly Asked[]): Promise<Checked[]> {
  const actor = { kind: 'system', name: 'events' } as const
  const deed = { actor, action: 'event.check-in', subject: `event:${eventId}` }
  const answered = await transact<Checked[], 'absent'>(deed, async (tx, refuse, note) => {
    const event = await tx.trainingEvent.findUnique({ where: { id: eventId } })
    if (event === null) throw refuse('absent')
    note({ after: { people: asks.map(({ personId }) => personId) } })
    return letAllIn(tx, event, asks)
  })
  return answered.ok ? answered.value : asks.map(() => answered)
}

async function letAllIn(tx: Transaction, event: TrainingEvent, asks: readonly Asked[]): Promise<Checked[]> {
  const whos = await findWho(tx, asks)
  const doors = asks.map(({ scannedAt }, place) =>
    (whos[place] ?? null) === null ? 'absent' : doorAt(event, scannedAt),
  )
  const people = asks.flatMap((ask, place) => {
    const who = whos[place] ?? null
    return who !== null && doors[place] === 'open' ? [arrivalOf(event, ask, who)] : []
  })
  const now = asks.reduce((latest, ask) => (ask.now > latest ? ask.now : latest), new Date(0))
  const came = await letIn(tx, event, { people, byId: null, now })
  return asks.map(({ key }, place): Checked => {
    const door = doors[place] ?? 'absent'
    if (door !== 'open') return refused(door)
    const logged = came.get(key)
    if (logged === undefined || !('state' in logged)) return refused(logged?.result ?? 'absent')
    return done({ result: logged.result, state: logged.state })
  })
}

function arrivalOf(event: TrainingEvent, { key, scannedAt }: Asked, { personId, memberId }: Who): AtDoor {
  return {
    ...{ key, personId, memberId, cameAt: scannedAt, queued: false },
    ...{ way: 'code', state: arrivalState(event, scannedAt), always: false },
  }
}
