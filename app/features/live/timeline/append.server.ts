import { z } from 'zod'
import type { EntryKind } from '#app/generated/prisma/enums.ts'
import type { Transaction } from '#app/kernel/database.server.ts'
import type { Json } from '#app/kernel/json.ts'

export interface NewEntry {
  broadcastId: string
  kind: Exclude<EntryKind, 'chat'>
  /** The moment of the host's picture. */
  at: Date
  personId?: string | null
  /** Chosen by the sender's page: sent again, it answers the same `seq`. */
  senderKey?: string | null
  body: Json
}

/**
 * Adds an entry to a broadcast within the caller's transaction and answers its `seq`; null where the broadcast has
 * ended, which takes no more. Viewers hear of it once the caller has committed and called `stirRoom`.
 */
export async function appendEntry(tx: Transaction, entry: NewEntry): Promise<number | null> {
  const { broadcastId, kind, at, personId = null, senderKey = null, body } = entry
  const rows = await tx.$queryRaw`
    WITH counted AS (
      UPDATE broadcast SET last_seq = last_seq + 1 WHERE id = ${broadcastId}::uuid AND status <> 'ended'
      RETURNING id, last_seq
    )
    INSERT INTO timeline_entry (broadcast_id, seq, kind, at, person_id, sender_key, body)
    SELECT id, last_seq, ${kind}::entry_kind, ${at}, ${personId}::uuid, ${senderKey}::uuid, ${JSON.stringify(body)}::jsonb
    FROM counted RETURNING seq`
  return z.array(z.object({ seq: z.number() })).parse(rows)[0]?.seq ?? null
}

/** What this person added under this key, if anything. Asked within the broadcast's lock, it is asked once and for all. */
export function findOwnEntry(
  tx: Transaction,
  { broadcastId, personId, key }: { broadcastId: string; personId: string; key: string },
): Promise<{ seq: number } | null> {
  return tx.timelineEntry.findUnique({
    where: { broadcastId_personId_senderKey: { broadcastId, personId, senderKey: key } },
    select: { seq: true },
  })
}

/** One thing at a time that is written to this broadcast; false where it is none of this room's. */
export async function lockBroadcast(
  tx: Transaction,
  { broadcastId, roomId }: { broadcastId: string; roomId: string },
): Promise<boolean> {
  const rows = await tx.$queryRaw`
    SELECT 1 FROM broadcast WHERE id = ${broadcastId}::uuid AND room_id = ${roomId}::uuid FOR UPDATE`
  return z.array(z.unknown()).parse(rows).length === 1
}
