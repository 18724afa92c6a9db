import { database } from '#app/kernel/database.server.ts'
import { resumeWindow } from '../broadcasts.ts'
import type { Running } from './running.ts'

/** What runs in the room at this moment; null where nothing does, or where what was interrupted can no longer go on. */
export async function findRunning(roomId: string, now = new Date()): Promise<Running | null> {
  const broadcast = await database().broadcast.findFirst({
    where: { roomId, status: { not: 'ended' } },
    select: { id: true, title: true, startedAt: true, interruptedAt: true },
  })
  if (broadcast === null) return null
  const { id, title, startedAt, interruptedAt } = broadcast
  const resumeUntil = interruptedAt && interruptedAt.getTime() + resumeWindow
  if (resumeUntil !== null && resumeUntil <= now.getTime()) return null
  return {
    id,
    title,
    startedAt: startedAt.getTime(),
    state: resumeUntil === null ? 'on-air' : 'interrupted',
    resumeUntil,
  }
}
