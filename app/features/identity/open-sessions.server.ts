import { database } from '#app/kernel/database.server.ts'

/** Those of these sessions that are still open at the moment `now`, in one query. */
export async function findOpenSessions(sessionIds: readonly string[], now = new Date()): Promise<string[]> {
  const open = await database().session.findMany({
    where: { id: { in: [...sessionIds] }, endedAt: null, expiresAt: { gt: now } },
    select: { id: true },
  })
  return open.map(({ id }) => id)
}
