import { mostEntries } from '../room-wire.ts'
import { findEntriesAfter } from '../timeline/entries.server.ts'
import { isShown } from '../timeline/shown.ts'
import type { ReplayPage } from './replay-entries.ts'

/** What a replay shows of its timeline after `after`: nothing that was taken out of sight, nor who took it. */
export async function findReplayPage({
  broadcastId,
  after,
}: {
  broadcastId: string
  after: number
}): Promise<ReplayPage> {
  const entries = await findEntriesAfter({ broadcastId, after })
  const last = entries.at(-1)
  return {
    entries: entries.filter(isShown),
    next: last !== undefined && entries.length === mostEntries ? last.seq : null,
  }
}
