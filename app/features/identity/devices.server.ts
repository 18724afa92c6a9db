import { database, type Transaction } from '#app/kernel/database.server.ts'
import type { Outcome } from '#app/kernel/outcome.ts'
import { emitAll } from '#app/kernel/outbox.server.ts'
import { transact } from '#app/kernel/transact.server.ts'
import type { Device } from './devices.ts'

/** The job that tells the storeys above that a session has ended: what it left open is to be closed. */
const sessionEnded = 'identity.session-ended'

/** Where she is signed in: the device that asks first, then the one used last. */
export async function listDevices(
  { personId, sessionId }: { personId: string; sessionId: string },
  now = new Date(),
): Promise<Device[]> {
  const sessions = await database().session.findMany({
    where: { personId, endedAt: null, expiresAt: { gt: now } },
    orderBy: [{ lastSeenAt: 'desc' }, { id: 'desc' }],
    select: { id: true, device: true, createdAt: true, lastSeenAt: true },
  })
  const devices = sessions.map(({ id, device, createdAt, lastSeenAt }) => ({
    id,
    words: device,
    since: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    current: id === sessionId,
  }))
  return devices.toSorted((left, right) => Number(right.current) - Number(left.current))
}

/** Signs her out on one device. One that is not hers, or ended before, is answered as one that is not there. */
export function endSession(
  { personId, sessionId }: { personId: string; sessionId: string },
  now = new Date(),
): Promise<Outcome<void, 'absent'>> {
  const actor = { kind: 'person', id: personId } as const
  return transact({ actor, action: 'session.end', subject: `session:${sessionId}` }, async (tx, refuse) => {
    const ended = await tx.session.updateManyAndReturn({
      where: { id: sessionId, personId, endedAt: null, expiresAt: { gt: now } },
      data: { endedAt: now },
      select: { id: true },
    })
    if (ended.length === 0) throw refuse('absent')
    await announceEnded(tx, ended)
  })
}

/** Signs her out on every device but this one; answers on how many. */
export async function endOtherSessions(
  { personId, sessionId }: { personId: string; sessionId: string },
  now = new Date(),
): Promise<number> {
  const actor = { kind: 'person', id: personId } as const
  const outcome = await transact<number, 'no-others'>(
    { actor, action: 'session.end-others', subject: `person:${personId}` },
    async (tx, refuse, note) => {
      const ended = await tx.session.updateManyAndReturn({
        where: { personId, id: { not: sessionId }, endedAt: null, expiresAt: { gt: now } },
        data: { endedAt: now },
        select: { id: true },
      })
      if (ended.length === 0) throw refuse('no-others')
      await announceEnded(tx, ended)
      note({ after: { ended: ended.map(({ id }) => id) } })
      return ended.length
    },
  )
  return outcome.ok ? outcome.value : 0
}

/** Tells the storeys above, once this is committed, that these sessions have ended. */
export async function announceEnded(tx: Transaction, sessions: { id: string }[]): Promise<void> {
  await emitAll(
    tx,
    sessions.map(({ id }) => ({ task: sessionEnded, payload: { sessionId: id } })),
  )
}
